import { SourceError } from '../../../net/errors.ts';
import type { Block } from '../../../report/section.ts';
import type { Found } from './find-value.ts';

/** A place of the section where some or all values are shown as a dash, because the answer does not have them. */
export interface Gap {
  readonly label: string;
  readonly path: string;
  readonly absent: number;
  readonly of: number;
}

/** What one path found: once for a fact, once per row for a column. */
export interface FoundAt {
  readonly label: string;
  readonly path: string;
  readonly found: readonly Found[];
}

/**
 * What is missing or wrong in one place. A few wrong values among others are gaps.
 * @throws SourceError `invalid_response` when no value is of the right type and one is of a wrong one
 */
export function gapsOf({ label, path, found }: FoundAt): readonly Gap[] {
  const wrong = found.find((each) => each.kind === 'wrong');
  if (wrong !== undefined && !found.some(isAnswered))
    throw new SourceError('invalid_response', `${label}: the answer at ${path} ${wrong.why}`);
  const absent = found.filter(({ kind }) => kind === 'missing' || kind === 'wrong').length;
  return absent === 0 ? [] : [{ label, path, absent, of: found.length }];
}

const isAnswered = ({ kind }: Found): boolean => kind === 'value' || kind === 'unknown';

/** One note for all of them; none where nothing is missing. */
export function noteOnGaps(gaps: readonly Gap[]): readonly Block[] {
  if (gaps.length === 0) return [];
  const all = gaps.map(({ label, path, absent, of }) => {
    const many = of > 1 ? ` (${absent} of ${of})` : '';
    return `${label}, ${path}${many}`;
  });
  return [{ kind: 'note', tone: 'neutral', text: `Missing or of an unexpected type: ${all.join('; ')}` }];
}
