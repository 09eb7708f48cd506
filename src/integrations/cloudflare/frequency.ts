import type { NameCount } from './event-tops.ts';

/** The same name of several zones in one, most frequent first. */
export const byFrequency = (names: readonly NameCount[]): readonly NameCount[] =>
  [...Map.groupBy(names, ({ name }) => name)]
    .map(([name, group]) => ({ name, count: group.reduce((sum, { count }) => sum + count, 0) }))
    .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'en'));
