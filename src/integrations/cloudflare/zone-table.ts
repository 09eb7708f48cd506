import type { Block, Value } from '../../report/section.ts';
import type { ZoneAnswers } from './answers.ts';
import { changeOf, pointsOf, shareOf } from './change.ts';
import { isSurge } from './server-errors.ts';
import { trafficOf } from './totals.ts';
import type { Traffic, TrafficTotals } from './traffic-parse.ts';
import { more, shorten } from './wording.ts';
import { statusValue } from './zone-status.ts';
import { isActive, type Zone } from './zones.ts';

const mostZones = 10;
const mostCompared = 5;
/** Longer ones exist, but only to be seen. */
const longestName = 80;

interface Row {
  readonly zone: Zone;
  readonly traffic: Partial<Traffic>;
}

/** Short titles, so that it stays a table in the text part; on a phone there is room for four columns. */
const numberColumns = [
  { title: 'Requests', align: 'end' },
  { title: 'Traffic', align: 'end', isDetail: true },
  { title: 'Cached', align: 'end', isDetail: true },
  { title: 'Visitors', align: 'end', isDetail: true },
  { title: '5xx', align: 'end' },
] as const;

/** One row per zone: what is not active first, then the busiest; and how its numbers changed. */
export function zoneTable(zones: readonly ZoneAnswers[]): readonly Block[] {
  if (zones.length === 0) return [];
  const rows = zones.map((answers): Row => ({ zone: answers.zone, traffic: trafficOf(answers) ?? {} }));
  const sorted = rows.toSorted(byUrgency);
  const allActive = sorted
    .slice(mostZones)
    .every(({ zone }) => isActive(zone) && !zone.paused && !zone.isInDevelopment);
  const shown = sorted.slice(0, mostZones);
  return [
    {
      kind: 'table',
      title: 'Zones',
      columns: [{ title: 'Zone' }, { title: 'Status' }, ...numberColumns],
      rows: shown.map(cells),
      ...more(sorted.length, mostZones, allActive ? ', all active' : ''),
    },
    ...changeTable(sorted),
  ];
}

const cells = ({ zone, traffic }: Row): readonly Value[] => {
  const { requests, bytes, cachedRequests, visitors, serverErrors } = traffic;
  const cached = shareOf(cachedRequests, requests);
  const failed = shareOf(serverErrors, requests);
  return [
    shorten(zone.name, longestName),
    statusValue(zone),
    requests === undefined ? null : { number: requests },
    bytes === undefined ? null : { bytes },
    cached === undefined ? null : { ratio: cached },
    visitors === undefined ? null : { number: visitors },
    failed === undefined ? null : { ratio: failed, ...(isSurge(traffic) && { tone: 'warning' }) },
  ];
};

/** The same columns against the period before, of the zones of which it is known; one alone stands in the overview. */
function changeTable(rows: readonly Row[]): readonly Block[] {
  const known = rows.flatMap(({ zone, traffic }) =>
    traffic.before ? [changeCells(zone, traffic, traffic.before)] : [],
  );
  if (rows.length < 2 || known.length === 0) return [];
  const columns = [{ title: 'Zone' }, ...numberColumns];
  return [
    {
      kind: 'table',
      isDetail: true,
      title: 'Against the period before',
      columns,
      rows: known.slice(0, mostCompared),
      ...more(known.length, mostCompared),
    },
  ];
}

const changeCells = (zone: Zone, now: TrafficTotals, before: TrafficTotals): readonly Value[] => [
  shorten(zone.name, longestName),
  changeOf(now.requests, before.requests) ?? null,
  changeOf(now.bytes, before.bytes) ?? null,
  pointsOf(shareOf(now.cachedRequests, now.requests), shareOf(before.cachedRequests, before.requests)) ??
    null,
  changeOf(now.visitors, before.visitors) ?? null,
  pointsOf(shareOf(now.serverErrors, now.requests), shareOf(before.serverErrors, before.requests)) ?? null,
];

const byUrgency = (a: Row, b: Row): number =>
  urgency(a.zone) - urgency(b.zone) ||
  (b.traffic.requests ?? -1) - (a.traffic.requests ?? -1) ||
  a.zone.name.localeCompare(b.zone.name, 'en');

function urgency(zone: Zone): number {
  if (!isActive(zone)) return 0;
  return zone.paused || zone.isInDevelopment ? 1 : 2;
}
