import type { Part } from '../console/part.ts';
import { withSubject } from '../net/deed.ts';
import { plainText } from '../report/format.ts';
import type { Block } from '../report/section.ts';

type MissingPart = Extract<Part<unknown>, { status: 'missing' }>;

/** A reason has this much room; it comes from our own errors, which may quote a server. */
const maxReasonLength = 300;

/**
 * Why a part is missing, in one of three different sentences (DESIGN §7.5). None of them is "none" or 0, and none uses
 * the words that are kept for a failed integration.
 */
export function missingSentence({ code, detail }: MissingPart): string {
  if (code === 'unsupported') return 'Not available on this version of the console.';
  if (code === 'forbidden') return 'Not permitted for this account.';
  const reason = plainText(detail, maxReasonLength) || 'the console gave no usable answer';
  const clause = withSubject(reason);
  return `Could not be read: ${/[.!?…]$/.test(clause) ? clause : `${clause}.`}`;
}

/** The blocks of a part that was read, under its notes on what is incomplete; of a missing part, why it is missing. */
export function blocksOf<T>(part: Part<T>, write: (data: T) => readonly Block[]): readonly Block[] {
  if (part.status === 'missing') return [{ kind: 'note', tone: 'neutral', text: missingSentence(part) }];
  const notes = part.notes.map((text): Block => ({ kind: 'note', tone: 'neutral', text }));
  return [...notes, ...write(part.data)];
}
