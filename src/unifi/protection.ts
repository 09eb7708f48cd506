import * as v from 'valibot';
import type { Console } from '../console/console.ts';
import { requiredRows, text } from '../console/fields.ts';
import type { Deadline } from '../net/guard.ts';
import type { Protection } from './side-parts.ts';

/** The one field that is needed: settings hold secrets, so one key is asked for and nothing else read (§4). */
const settingSchema = v.object({ key: text, ips_mode: text });

/** The words of `ips_mode` (UniFi API reference §6). */
const modes: ReadonlyMap<string, Protection['intrusionPrevention']> = new Map([
  ['disabled', 'off'],
  ['off', 'off'],
  ['ids', 'detects'],
  ['ips', 'blocks'],
  ['ipsinline', 'blocks'],
]);

/** What the gateway does about intrusions: `get/setting/ips`. @throws SourceError */
export async function readProtection(console: Console, deadline: Deadline): Promise<Protection> {
  const rows = await console.read(
    { surface: 'legacy', operation: 'read intrusion prevention', path: 'get/setting/ips' },
    deadline,
  );
  const mode = requiredRows(settingSchema, rows).find(({ key }) => key === 'ips')?.ips_mode;
  return { intrusionPrevention: modes.get(mode?.toLowerCase() ?? '') ?? 'unknown' };
}
