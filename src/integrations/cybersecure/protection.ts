import type { Console, Question } from '../../console/console.ts';
import { isSourceError } from '../../net/errors.ts';
import type { Deadline } from '../../net/guard.ts';
import type { Period } from '../../period.ts';
import {
  type Prevention,
  parsePrevention,
  parseSubscription,
  parseVersion,
  type Subscription,
} from './schema.ts';

/**
 * UniFi API reference §6: the one authoritative local signal. `undefined` when the dashboard does not speak of it.
 * @throws SourceError
 */
export async function readSubscription(
  console: Console,
  period: Period,
  deadline: Deadline,
): Promise<Subscription | undefined> {
  const question: Question = {
    surface: 'v2',
    operation: 'read the CyberSecure dashboard',
    path: 'aggregated-dashboard',
    query: { historySeconds: Math.max(1, Math.ceil((period.toMs - period.fromMs) / 1000)) },
  };
  const narrow = { ...question, query: { ...question.query, widgets: 'cybersecure' } };
  const found = await console.read(narrow, deadline).then(parseSubscription).catch(ignoreUnknownWidget);
  // Some versions do not filter as asked. The whole dashboard is several MB; the door's cap of 32 MiB holds.
  return found ?? parseSubscription(await console.read(question, deadline));
}

/** A version that does not know the widget refuses the query (400) instead of leaving the block out. */
function ignoreUnknownWidget(error: unknown): undefined {
  if (isSourceError(error) && error.answer?.status === 400) return undefined;
  throw error;
}

/** This key alone: the whole settings hold secrets (UniFi API reference §4). @throws SourceError */
export async function readPrevention(console: Console, deadline: Deadline): Promise<Prevention> {
  const answer = await console.read(
    { surface: 'legacy', operation: 'read the intrusion prevention setting', path: 'get/setting/ips' },
    deadline,
  );
  return parsePrevention(answer);
}

/** The version of the Network application. @throws SourceError */
export async function readVersion(console: Console, deadline: Deadline): Promise<string | undefined> {
  const question = { surface: 'legacy', operation: 'read the version', path: 'stat/sysinfo' } as const;
  return parseVersion(await console.read(question, deadline));
}
