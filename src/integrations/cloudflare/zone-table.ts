import type { Block, Value } from '../../report/section.ts';
import type { ZoneAnswers } from './answers.ts';
import type { TrafficTotals } from './traffic-parse.ts';
import { more } from './wording.ts';
import { statusValue } from './zone-status.ts';
import { isActive, type Zone } from './zones.ts';

const mostZones = 10;

interface Row {
  readonly zone: Zone;
  readonly traffic: TrafficTotals;
}

/** One row per zone: what is not active first, then the busiest. */
export function zoneTable(zones: readonly ZoneAnswers[]): readonly Block[] {
  if (zones.length === 0) return [];
  const rows = zones.map(({ zone, parts }): Row => {
    const traffic = parts?.traffic.ok ? parts.traffic.data.data : undefined;
    return { zone, traffic: traffic ?? {} };
  });
  const sorted = rows.toSorted(byUrgency);
  const allActive = sorted
    .slice(mostZones)
    .every(({ zone }) => isActive(zone) && !zone.paused && !zone.isInDevelopment);
  return [
    {
      kind: 'table',
      title: 'Zones',
      columns: [
        { title: 'Zone' },
        { title: 'Status' },
        { title: 'Requests', align: 'end' },
        { title: 'Bandwidth', align: 'end' },
        { title: 'From cache', align: 'end' },
        { title: 'Threats', align: 'end' },
      ],
      rows: sorted.slice(0, mostZones).map(cells),
      ...more(sorted.length, mostZones, allActive ? ', all active' : ''),
    },
  ];
}

const cells = ({ zone, traffic: { requests, bytes, cachedRequests, threats } }: Row): readonly Value[] => [
  zone.name,
  statusValue(zone),
  requests === undefined ? null : { number: requests },
  bytes === undefined ? null : { bytes },
  cacheRatio(requests, cachedRequests),
  threats === undefined ? null : { number: threats },
];

/** Of no requests nothing is a share. */
function cacheRatio(requests: number | undefined, cached: number | undefined): Value {
  if (requests === undefined || cached === undefined || requests === 0) return null;
  return { ratio: Math.min(1, cached / requests) };
}

const byUrgency = (a: Row, b: Row): number =>
  urgency(a.zone) - urgency(b.zone) ||
  (b.traffic.requests ?? -1) - (a.traffic.requests ?? -1) ||
  a.zone.name.localeCompare(b.zone.name, 'en');

function urgency(zone: Zone): number {
  if (!isActive(zone)) return 0;
  return zone.paused || zone.isInDevelopment ? 1 : 2;
}
