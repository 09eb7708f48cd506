import { SourceError } from '../../../net/errors.ts';
import type { Json } from '../json-path.ts';
import type { Answers } from '../spec.ts';

/** Far more than a section shows; every path may look at each of them. */
const mostValues = 250_000;

/** The answers as what JSONPaths start at. @throws SourceError `too_large` */
export function searchable(answers: Answers): Json {
  const root: unknown = answers;
  if (isSmallJson(root)) return root;
  throw new SourceError('too_large', `answered with more than ${mostValues / 1000},000 values`);
}

/** Counts without recursion: an answer may be nested as deeply as it is long. */
function isSmallJson(root: unknown): root is Json {
  const waiting: unknown[] = [root];
  for (let seen = 0; seen <= mostValues; seen += 1) {
    if (waiting.length === 0) return true;
    const value = waiting.pop();
    const children = typeof value === 'object' && value !== null ? Object.values(value) : [];
    if (children.length > mostValues) return false;
    for (const child of children) waiting.push(child);
  }
  return false;
}
