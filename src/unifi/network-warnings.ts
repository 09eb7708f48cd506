import * as v from 'valibot';
import type { Console } from '../console/console.ts';
import { isRecord, known, number, rowsOf, text, timeMs } from '../console/fields.ts';
import { SourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { RogueDhcpServer } from './side-parts.ts';

/** One of the `rogue_dhcps` of `GET warnings` (UniFi API reference §5). */
const rogueDhcpSchema = v.object({
  device_mac: text,
  device_port: number,
  mac: text,
  ip: text,
  vlan: number,
  last_seen: timeMs,
});

/** DHCP servers that are not the network's own. @throws SourceError `unsupported` before 7.1.46 */
export async function readRogueDhcpServers(
  console: Console,
  deadline: Deadline,
): Promise<readonly RogueDhcpServer[]> {
  const body = await console.read({ surface: 'v2', operation: 'list warnings', path: 'warnings' }, deadline);
  if (!isRecord(body))
    throw new SourceError(
      'invalid_response',
      'the console answered without the warnings that were asked for',
    );
  return rowsOf(rogueDhcpSchema, body.rogue_dhcps).flatMap((row) => {
    const id = row.mac?.toLowerCase() ?? row.ip;
    if (id === undefined) return [];
    return [
      known({
        id,
        ip: row.ip,
        vlan: row.vlan,
        deviceId: row.device_mac?.toLowerCase(),
        port: row.device_port,
        lastSeenMs: row.last_seen,
      }),
    ];
  });
}
