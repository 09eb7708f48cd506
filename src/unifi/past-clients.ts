import * as v from 'valibot';
import type { Console } from '../console/console.ts';
import { flag, isRecord, known, requiredRows, text, timeMs } from '../console/fields.ts';
import type { Deadline } from '../net/guard.ts';
import { type Period, wholeHoursOf } from '../period.ts';
import type { PastClient } from './side-parts.ts';

/** One row of `GET clients/history`; not every row has every field (UniFi API reference §5). */
const pastClientSchema = v.object({
  id: text,
  mac: text,
  display_name: text,
  name: text,
  hostname: text,
  oui: text,
  is_guest: flag,
  unifi_device: flag,
  first_seen: timeMs,
  last_connection_network_name: text,
});

/** Clients that were here in the period and are offline now. @throws SourceError `unsupported` before 7 */
export async function readPastClients(
  console: Console,
  period: Period,
  deadline: Deadline,
): Promise<readonly PastClient[]> {
  const query = {
    withinHours: wholeHoursOf(period),
    includeUnifiDevices: false,
  };
  const body = await console.read(
    { surface: 'v2', operation: 'list past clients', path: 'clients/history', query, heavy: true },
    deadline,
  );
  return requiredRows(pastClientSchema, isRecord(body) ? body.data : body).flatMap(toPastClient);
}

function toPastClient(row: v.InferOutput<typeof pastClientSchema>): PastClient[] {
  const id = row.mac?.toLowerCase() ?? row.id;
  if (id === undefined || row.unifi_device === true) return [];
  return [
    known({
      id,
      name: row.name ?? row.display_name ?? row.hostname ?? row.oui ?? id,
      maker: row.oui,
      network: row.last_connection_network_name,
      guest: row.is_guest ?? false,
      firstSeenMs: row.first_seen,
    }),
  ];
}
