import * as v from 'valibot';
import type { Console } from '../console/console.ts';
import { flag, known, number, requiredRows, text, timeMs } from '../console/fields.ts';
import type { Deadline } from '../net/guard.ts';
import { type Period, wholeHoursOf } from '../period.ts';
import type { NearbyAccessPoint } from './side-parts.ts';

/** One row of `POST stat/rogueap`, which also holds every harmless neighbour (UniFi API reference §4). */
const neighbourSchema = v.object({
  essid: text,
  bssid: text,
  channel: number,
  signal: number,
  is_rogue: flag,
  is_ubnt: flag,
  ap_name: text,
  ap_mac: text,
  last_seen: timeMs,
});

/** The access points around that were heard in the period, in whole hours. @throws SourceError */
export async function readAirspace(
  console: Console,
  period: Period,
  deadline: Deadline,
): Promise<readonly NearbyAccessPoint[]> {
  const body = { within: wholeHoursOf(period) };
  const rows = await console.read(
    { surface: 'legacy', operation: 'list nearby access points', path: 'stat/rogueap', body },
    deadline,
  );
  return requiredRows(neighbourSchema, rows).flatMap(toNeighbour);
}

function toNeighbour(row: v.InferOutput<typeof neighbourSchema>): NearbyAccessPoint[] {
  if (row.bssid === undefined) return [];
  return [
    known({
      bssid: row.bssid.toLowerCase(),
      ssid: row.essid,
      channel: row.channel,
      signalDbm: row.signal !== undefined && row.signal < 0 ? row.signal : undefined,
      heardBy: row.ap_name ?? row.ap_mac?.toLowerCase(),
      lastSeenMs: row.last_seen,
      isRogue: row.is_rogue ?? false,
      isUnifi: row.is_ubnt ?? false,
    }),
  ];
}
