import * as v from 'valibot';
import type { Console } from '../console/console.ts';
import { isRecord, known, requiredRows, text } from '../console/fields.ts';
import type { Deadline } from '../net/guard.ts';
import type { LineRole } from './side-parts.ts';

const interfaceSchema = v.object({ name: text, wan_networkgroup: text, state: text });

/** Which line carries the traffic: `GET wan/load-balancing/status` (UniFi API reference §5). @throws SourceError */
export async function readLineRoles(console: Console, deadline: Deadline): Promise<readonly LineRole[]> {
  const body = await console.read(
    { surface: 'v2', operation: 'read line roles', path: 'wan/load-balancing/status' },
    deadline,
  );
  return requiredRows(interfaceSchema, isRecord(body) ? body.wan_interfaces : body).flatMap(
    ({ name, wan_networkgroup: line, state }) =>
      line === undefined ? [] : [known({ line, name, role: roleOf(state) })],
  );
}

function roleOf(state = ''): LineRole['role'] {
  if (/^active$/i.test(state)) return 'active';
  return /^(backup|standby)$/i.test(state) ? 'standby' : 'unknown';
}
