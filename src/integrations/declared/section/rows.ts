import { SourceError } from '../../../net/errors.ts';
import type { Json, JsonPath } from '../json-path.ts';

/** More than any report writes out; what is beyond is counted and not looked at. */
const mostRows = 1_000;

export interface Rows {
  readonly rows: readonly Json[];
  /** "and 12 more"; absent where all rows are there. */
  readonly more?: string;
}

/**
 * The rows that a path selects, in their order, at most `limit` of them (default 1,000). None is an answer where there is an empty list.
 * @throws SourceError `invalid_response` when there is no list
 */
export function findRows(path: JsonPath, root: Json, limit: number = mostRows): Rows {
  const selection = path.select(root);
  if (selection.found === 'nothing') return { rows: [] };
  if (selection.found !== 'values') {
    const what = selection.found === 'missing' ? 'no rows' : 'something other than rows';
    throw new SourceError('invalid_response', `answered with ${what} at ${path.text}`);
  }
  const rows = selection.values.slice(0, limit);
  const left = selection.values.length - rows.length;
  return left === 0 ? { rows } : { rows, more: `and ${left} more` };
}
