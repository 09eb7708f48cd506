import type { PartOutcome } from '../../net/parts.ts';
import type { Block } from '../../report/section.ts';
import type { ZoneAnswers } from './answers.ts';
import type { Reading } from './reading.ts';
import { joinParts, more, nameSome } from './wording.ts';
import { partNames, type ZoneParts } from './zone-parts.ts';

const mostRows = 10;

/** One kind of numbers about one zone. */
interface Covered {
  readonly part: string;
  readonly zone: string;
  readonly reading: Reading<unknown>;
}

/** The same kind about all zones that it covers alike. */
interface Row extends Omit<Covered, 'zone'> {
  readonly zones: string;
}

const allZones = 'all';

/** Which time the numbers stand for: a source that lags, and plans that keep little, do not cover the period exactly. */
export function coverageBlocks(zones: readonly ZoneAnswers[]): readonly Block[] {
  const asked = zones.flatMap(({ zone, parts }) => (parts ? [{ zone: zone.name, parts }] : []));
  const all = labels.flatMap(({ key, labelOf }) =>
    asked.flatMap(({ zone, parts }) => covered(labelOf(parts), zone, parts[key])),
  );
  const groups = Map.groupBy(
    all.filter(({ reading }) => reading.data !== undefined),
    ({ part, reading: { window, cutTo } }) => JSON.stringify([part, window, cutTo]),
  );
  const rows = [...groups.values()].flatMap((group) => {
    const zones = group.length === asked.length ? allZones : nameSome(group.map(({ zone }) => zone));
    return group.slice(0, 1).map((first): Row => ({ ...first, zones }));
  });
  const empty = all.filter(({ reading }) => reading.data === undefined).map(({ part }) => part);
  return [...(rows.length > 0 ? [table(rows)] : []), ...(empty.length > 0 ? [nothingYet(empty)] : [])];
}

const labels = [
  { key: 'traffic', labelOf: () => partNames.traffic },
  { key: 'eventCounts', labelOf: () => partNames.eventCounts },
  { key: 'eventTops', labelOf: labelOfTops },
  { key: 'eventRows', labelOf: labelOfRows },
  { key: 'dns', labelOf: () => partNames.dns },
] as const satisfies readonly {
  key: keyof typeof partNames & keyof ZoneParts;
  labelOf: (parts: ZoneParts) => string | undefined;
}[];

/** They cover what the counts cover, unless the server was of another opinion. */
function labelOfTops({ eventCounts: counts, eventTops: tops }: ZoneParts): string | undefined {
  if (!counts.ok || !tops.ok) return undefined;
  const isAlike = JSON.stringify(counts.data.window) === JSON.stringify(tops.data.window);
  return isAlike ? undefined : partNames.eventTops;
}

/** Shown only where nothing is counted, or nothing is ranked. */
function labelOfRows({ eventCounts: counts, eventTops: tops }: ZoneParts): string | undefined {
  if (!counts.ok) return `${partNames.eventCounts} (sample)`;
  return tops.ok ? undefined : partNames.eventRows;
}

const covered = (
  part: string | undefined,
  zone: string,
  outcome: PartOutcome<Reading<unknown>>,
): readonly Covered[] => (outcome.ok && part !== undefined ? [{ part, zone, reading: outcome.data }] : []);

/** Narrow, so that it stays a table in the text part: zones are named only where they differ. */
function table(rows: readonly Row[]): Block {
  const hasZones = rows.some(({ zones }) => zones !== allZones);
  return {
    kind: 'table',
    title: 'What the numbers cover',
    columns: [
      { title: 'Numbers' },
      ...(hasZones ? [{ title: 'Zones' }] : []),
      { title: 'From' },
      { title: 'Until' },
    ],
    rows: rows
      .slice(0, mostRows)
      .map(({ part, zones, reading: { window, cutTo } }) => [
        cutTo === undefined ? part : `${part}, limited to ${cutTo}`,
        ...(hasZones ? [zones] : []),
        { atMs: window.fromMs },
        { atMs: window.toMs },
      ]),
    ...more(rows.length, mostRows),
  };
}

const nothingYet = (parts: readonly string[]): Block => ({
  kind: 'note',
  tone: 'neutral',
  text: `${joinParts([...new Set(parts)])}: nothing yet. Cloudflare’s numbers are complete after 10 minutes, and traffic comes in whole hours or days.`,
});
