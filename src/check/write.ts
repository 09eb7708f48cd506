import type { Scrub } from '../log-scrub.ts';
import { plainText } from '../report/format.ts';
import type { CheckLine } from './checklist.ts';

/** The width of the longest status and one space. */
const indent = 'SKIPPED '.length;

/** One line of the checklist as text, its notes indented under it; plain, and without the secrets that `scrub` knows. */
export const writeLine = ({ status, subject, detail, notes = [] }: CheckLine, scrub: Scrub): string => {
  const first = detail === undefined ? subject : `${subject}: ${detail}`;
  return [
    `${status.padEnd(indent)}${plainText(scrub(first))}`,
    ...notes.map((note) => `${' '.repeat(indent)}${plainText(scrub(note))}`),
  ].join('\n');
};
