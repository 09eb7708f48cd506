import { type JsonObject, stringIn, stringsIn } from '../../json.ts';
import type { AnalyticsRow, DimensionValue } from './row.ts';

export const total = (rows: readonly AnalyticsRow[], value: (row: AnalyticsRow) => number): number =>
  rows.reduce((sum, row) => sum + value(row), 0);

/** A list may be written as its only element. */
const firstOrder = (args: JsonObject): string =>
  stringIn(args, 'orderBy') ?? stringsIn(args, 'orderBy')[0] ?? '';

/** Sorts by what `orderBy` names: `count_DESC`, `datetime_ASC`, `sum_requests_DESC`. */
export const ordered = (groups: AnalyticsRow[][], args: JsonObject): AnalyticsRow[][] => {
  const [, key = '', direction] = /^(.+)_(ASC|DESC)$/.exec(firstOrder(args)) ?? [];
  if (key === '') return groups;
  const sum = /^sum_(.+)$/.exec(key)?.[1];
  const rankOf = (rows: AnalyticsRow[]): DimensionValue => {
    if (key === 'count') return total(rows, ({ count }) => count);
    return sum === undefined ? (rows[0]?.dimensions[key] ?? '') : total(rows, ({ sums }) => sums[sum] ?? 0);
  };
  const sign = direction === 'DESC' ? -1 : 1;
  return groups.toSorted((a, b) => {
    const [left, right] = [rankOf(a), rankOf(b)];
    return left === right ? 0 : left < right ? -sign : sign;
  });
};
