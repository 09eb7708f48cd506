import type { Finding } from '../report/section.ts';
import { eventsOf } from './events-of.ts';
import { internetLines } from './internet-lines.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { counted, shortName, since } from './wording.ts';

/** The backup line and who uses it (UniFi API reference §5, §5.4). */
export const failoverRules: readonly Rule[] = [failover];

const toBackup = /^NETWORK_FAILED_OVER_TO_BACKUP_/;
const backAgain = /^NETWORK_RETURNED_FROM_BACKUP_/;

/** A first line that is known to be down is told with the name of the line in use: `internet.down`. */
function failover(context: FindingContext): Finding[] {
  const { snapshot } = context;
  const switches = eventsOf(context, toBackup);
  const lasting = switches.findLast(({ kind }) => !kind.endsWith('_TEMPORARY'));
  const returned = eventsOf(context, backAgain).at(-1);
  const roles = known(snapshot.lineRoles) ?? [];
  const first = roles.find(({ line }) => line === 'WAN');
  const inUse = roles.find(({ line, role }) => line !== 'WAN' && role === 'active');
  const hasNotReturned = lasting !== undefined && (returned === undefined || returned.atMs < lasting.atMs);
  const isReplaced = inUse !== undefined && first?.role === 'unknown';

  if (isReplaced || (hasNotReturned && first?.role !== 'active')) {
    if (internetLines(known(snapshot.internet)).some((line) => line.down)) return [];
    return [onBackup(inUse?.name ?? inUse?.line, hasNotReturned ? lasting.atMs : undefined)];
  }
  return switches.length === 0 ? [] : [wasOnBackup(switches.length, switches[0]?.atMs)];
}

const onBackup = (line: string | undefined, sinceMs: number | undefined): Finding => ({
  id: 'internet.failover',
  severity: 'warning',
  title: `The network runs on its backup line${line === undefined ? '' : ` ${shortName(line)}`}`,
  meaning: 'The first line failed and has not come back. The backup may be slower, or paid by volume.',
  advice: 'Restart the modem of the first line. If that does not help, call its provider.',
  things: [line ?? 'backup line'],
  ...since(sinceMs),
});

const wasOnBackup = (count: number, sinceMs: number | undefined): Finding => ({
  id: 'internet.failover',
  severity: 'notice',
  title: `The network switched to its backup line ${counted(count, 'time', 'times')}`,
  meaning: 'The first line failed and the backup took over; by now the first one is in use again.',
  advice: 'Nothing to do unless it happens often. Then ask the provider of the first line for a line test.',
  things: ['backup line'],
  ...since(sinceMs),
});
