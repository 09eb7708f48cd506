import * as v from 'valibot';
import type { Console } from '../console/console.ts';
import { known, requiredRows, text, timeMs } from '../console/fields.ts';
import type { Deadline } from '../net/guard.ts';
import type { Backup } from './side-parts.ts';

const backupSchema = v.object({ filename: text, time: timeMs });

/**
 * The backups that the Network application keeps, newest first. `cmd/backup` with `list-backups` only reads
 * (UniFi API reference §4). On UniFi OS the console backs up everything as a whole and this list says little: it is not
 * asked there.
 * @throws SourceError
 */
export async function readBackups(console: Console, deadline: Deadline): Promise<readonly Backup[]> {
  if ((await console.kind(deadline)) !== 'classic') return [];
  const rows = await console.read(
    { surface: 'legacy', operation: 'list backups', path: 'cmd/backup', body: { cmd: 'list-backups' } },
    deadline,
  );
  return requiredRows(backupSchema, rows)
    .flatMap(({ filename, time }) => (time === undefined ? [] : [known({ atMs: time, name: filename })]))
    .toSorted((a, b) => b.atMs - a.atMs);
}
