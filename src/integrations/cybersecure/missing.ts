import { withSubject } from '../../net/deed.ts';
import type { MissingPart } from '../../net/parts.ts';
import type { Block } from '../../report/section.ts';
import type { Fetched } from '../integration.ts';

/** The reason that says most: that of a part which this console does know. */
export function failureOf(missing: readonly MissingPart[]): Fetched {
  const telling = missing.find(({ code }) => code !== 'unsupported') ?? missing[0];
  if (telling === undefined) return { failure: 'unexpected', detail: 'no part was asked for' };
  return { failure: telling.code, detail: telling.detail };
}

/** "Not available", "not permitted" and "could not be read" are three different sentences (DESIGN §7.5). */
export function missingNote({ name, code, detail }: MissingPart): Block {
  if (code === 'unsupported') {
    const sentence = /^not available\b/.test(detail) ? detail : `not available on this console (${detail})`;
    return { kind: 'note', tone: 'neutral', text: `${name}: ${sentence}.` };
  }
  const problem = code === 'forbidden' ? 'this key is not permitted to read it' : 'could not be read';
  return { kind: 'note', tone: 'warning', text: `${name}: ${problem} (${withSubject(detail)}).` };
}

/** The same three beside a single value that is not known; the fourth is a console that answers and does not say. */
export function whyUnknown(part: MissingPart | undefined): string {
  if (part === undefined) return 'The console does not say.';
  if (part.code === 'unsupported') return 'Not available on this version of the console.';
  return part.code === 'forbidden' ? 'This key is not permitted to read it.' : 'It could not be read.';
}
