import * as v from 'valibot';
import type { Deadline } from '../net/guard.ts';
import type { Console } from './console.ts';
import type { Detection } from './detection.ts';
import { requiredRows, text } from './fields.ts';

/** Names of hosts by address. */
export type HostNames = ReadonlyMap<string, string>;

const clientSchema = v.object({ ip: text, name: text, hostname: text });

/** How the console calls the clients that are online now: `stat/sta` (UniFi API reference §4). @throws SourceError */
export async function readHostNames(console: Console, deadline: Deadline): Promise<HostNames> {
  const answer = await console.read(
    { surface: 'legacy', operation: 'list clients', path: 'stat/sta', heavy: true },
    deadline,
  );
  return new Map(
    requiredRows(clientSchema, answer).flatMap(({ ip, name, hostname }) => {
      const called = name ?? hostname;
      return ip === undefined || called === undefined ? [] : [[ip, called] as const];
    }),
  );
}

/**
 * Names the hosts of a detection that has only their addresses: the flow log names them itself, older surfaces do not
 * (UniFi API reference §4).
 */
export function nameHosts(row: Detection, names: HostNames): Detection {
  const sourceName = row.sourceName ?? names.get(row.sourceIp ?? '');
  const targetName = row.targetName ?? names.get(row.targetIp ?? '');
  return {
    ...row,
    ...(sourceName === undefined ? {} : { sourceName }),
    ...(targetName === undefined ? {} : { targetName }),
  };
}
