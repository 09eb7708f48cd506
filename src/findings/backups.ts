import { formatDuration } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { since } from './wording.ts';

/** Whether the settings of the network would survive the console. */
export const backupRules: readonly Rule[] = [backupMissing, backupOld];

/** Only of the classic application: UniFi OS backs the whole console up elsewhere (UniFi API reference §4). */
function backupMissing({ snapshot }: FindingContext): Finding[] {
  if (snapshot.kind !== 'classic' || known(snapshot.backups)?.length !== 0) return [];
  return [
    {
      id: 'console.backup-missing',
      severity: 'warning',
      title: 'There is no backup of the settings',
      meaning: 'When the machine of the console breaks, the whole network must be set up again by hand.',
      advice: 'Turn on automatic backups in the system settings, and keep a copy on another machine.',
      things: ['backup'],
    },
  ];
}

function backupOld({ snapshot, thresholds, nowMs }: FindingContext): Finding[] {
  const newest = known(snapshot.backups)?.[0];
  if (newest === undefined || nowMs - newest.atMs < thresholds.oldBackupMs) return [];
  return [
    {
      id: 'console.backup-old',
      // Only a notice: a newer one may lie where the application does not look.
      severity: 'notice',
      title: `The newest backup is ${formatDuration(nowMs - newest.atMs)} old`,
      meaning: 'What was set up since then would be lost with the console.',
      advice: 'Check that automatic backups are on and that their disk is not full.',
      things: ['backup'],
      ...since(newest.atMs),
    },
  ];
}
