import { AnalyticsError } from './error.ts';
import { ordered, total } from './order.ts';
import type { Selection } from './parse.ts';
import type { AnalyticsRow, DimensionValue } from './row.ts';

const unknownField = (name: string, path: readonly string[]): AnalyticsError =>
  new AnalyticsError(`unknown field "${name}"`, path);

type Entry = Readonly<Record<string, DimensionValue>>;

/** Adds up a breakdown by its first field; the other fields are numbers. */
const mergeMap = (rows: readonly AnalyticsRow[], name: string): readonly Entry[] => {
  const merged = new Map<DimensionValue, Record<string, DimensionValue>>();
  for (const entry of rows.flatMap((row) => row.maps?.[name] ?? [])) {
    const [[, key] = ['', '']] = Object.entries(entry);
    const before = merged.get(key);
    const added = Object.entries(entry).map(([field, value], index) => [
      field,
      index === 0 || !before ? value : Number(before[field]) + Number(value),
    ]);
    merged.set(key, Object.fromEntries(added));
  }
  return [...merged.values()];
};

const pickFields = (
  entry: Entry,
  selections: readonly Selection[],
  path: readonly string[],
): Record<string, unknown> =>
  Object.fromEntries(
    selections.map(({ name, alias }) => {
      if (!Object.hasOwn(entry, name)) throw unknownField(name, path);
      return [alias, entry[name]];
    }),
  );

const sumOf = (rows: readonly AnalyticsRow[], selection: Selection, path: readonly string[]): unknown => {
  const { name, selections } = selection;
  if (rows.some(({ maps }) => maps && Object.hasOwn(maps, name)))
    return mergeMap(rows, name).map((entry) => pickFields(entry, selections, path));
  if (!rows.every(({ sums }) => Object.hasOwn(sums, name))) throw unknownField(name, path);
  return total(rows, ({ sums }) => sums[name] ?? 0);
};

const fieldOf = (rows: readonly AnalyticsRow[], selection: Selection, path: readonly string[]): unknown => {
  const inner = (value: (child: Selection) => unknown): unknown =>
    Object.fromEntries(selection.selections.map((child) => [child.alias, value(child)]));
  switch (selection.name) {
    case 'count':
      return total(rows, ({ count }) => count);
    case 'sum':
      return inner((child) => sumOf(rows, child, path));
    case 'avg':
      return inner(() => 1);
    case 'uniq':
      // A visitor of two hours is one visitor: not additive.
      return inner(() =>
        Math.round(total(rows, ({ uniques = 0 }) => uniques) * (rows.length > 1 ? 0.35 : 1)),
      );
    case 'dimensions':
      return pickFields(rows[0]?.dimensions ?? {}, selection.selections, path);
    default:
      throw unknownField(selection.name, path);
  }
};

/** Groups rows by the dimensions that are asked for and adds up the rest. */
export const groupRows = (
  rows: readonly AnalyticsRow[],
  selection: Selection,
  limit: number,
  path: readonly string[],
): unknown[] => {
  const dimensions = selection.selections.find(({ name }) => name === 'dimensions')?.selections ?? [];
  const keyOf = (row: AnalyticsRow): string =>
    JSON.stringify(dimensions.map(({ name }) => row.dimensions[name]));
  const groups = ordered([...Map.groupBy(rows, keyOf).values()], selection.args);
  return groups
    .slice(0, limit)
    .map((group) =>
      Object.fromEntries(selection.selections.map((field) => [field.alias, fieldOf(group, field, path)])),
    );
};

/** Raw rows, newest first unless the question says otherwise. */
export const rawRows = (
  rows: readonly AnalyticsRow[],
  selection: Selection,
  limit: number,
  path: readonly string[],
): unknown[] =>
  ordered(
    rows.map((row) => [row]),
    { orderBy: ['datetime_DESC'], ...selection.args },
  )
    .flat()
    .slice(0, limit)
    .map(({ dimensions }) => pickFields(dimensions, selection.selections, path));
