import type { Console, Question } from '../../console/console.ts';
import { type Detections, readDetections } from '../../console/detections.ts';
import { isSourceError, SourceError } from '../../net/errors.ts';
import type { Deadline } from '../../net/guard.ts';
import type { Log } from '../../net/log.ts';
import { type PartOutcome, readPart } from '../../net/parts.ts';
import { summariseThrown } from '../../net/thrown.ts';
import type { Period } from '../../period.ts';
import type { FetchContext } from '../integration.ts';
import {
  type Prevention,
  parsePrevention,
  parseSubscription,
  parseVersion,
  type Subscription,
} from './schema.ts';

export interface DetectionsAndNotes extends Detections {
  /** One sentence each about what the rows do not cover. */
  readonly notes: readonly string[];
}

/** What was asked; each part may be missing on its own. */
export interface Answers {
  /** `undefined` data: the dashboard does not speak of a subscription. */
  readonly subscription: PartOutcome<Subscription | undefined>;
  readonly prevention: PartOutcome<Prevention>;
  readonly detections: PartOutcome<DetectionsAndNotes>;
}

/** Asks everything at the same time. Total: a part that fails or hangs is missing, the others stay. */
export async function readAnswers(
  console: Console,
  context: FetchContext,
  { log, now }: { readonly log: Log; readonly now: () => number },
): Promise<Answers> {
  const { period } = context;
  const part = <T>(name: string, read: (deadline: Deadline) => Promise<T>) =>
    readPart(name, read, context, now);

  const version = part('Version', (deadline) => readVersion(console, deadline)).then((outcome) =>
    outcome.ok ? outcome.data : undefined,
  );
  const [subscription, prevention, detections] = await Promise.all([
    part('Subscription', (deadline) => readSubscription(console, period, deadline)),
    part('Intrusion prevention', (deadline) => readPrevention(console, deadline)),
    part('Detections', (deadline) => findDetections(console, period, deadline, version)),
  ]);
  logMissing([subscription, prevention, detections], log);
  return { subscription, prevention, detections };
}

/** UniFi API reference §6: the one authoritative local signal. */
async function readSubscription(console: Console, period: Period, deadline: Deadline) {
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

/** This key alone: the whole settings hold secrets (UniFi API reference §4). */
async function readPrevention(console: Console, deadline: Deadline): Promise<Prevention> {
  const answer = await console.read(
    { surface: 'legacy', operation: 'read the intrusion prevention setting', path: 'get/setting/ips' },
    deadline,
  );
  return parsePrevention(answer);
}

async function readVersion(console: Console, deadline: Deadline): Promise<string | undefined> {
  const question = { surface: 'legacy', operation: 'read the version', path: 'stat/sysinfo' } as const;
  return parseVersion(await console.read(question, deadline));
}

async function findDetections(
  console: Console,
  period: Period,
  deadline: Deadline,
  version: Promise<string | undefined>,
): Promise<DetectionsAndNotes> {
  const part = await readDetections(console, period, deadline, version);
  if (part.status === 'missing') throw new SourceError(part.code, part.detail);
  return { ...part.data, notes: part.notes };
}

/** Foreseen failures of all parts are one failed fetch, which the guard writes down; a bug is always written. */
function logMissing(parts: readonly PartOutcome<unknown>[], log: Log): void {
  const someWereRead = parts.some((part) => part.ok);
  for (const { name, code, detail, cause } of parts.filter((part) => !part.ok)) {
    const fields = { event: 'part_missing', integration: 'cybersecure', part: name, code, detail };
    if (code === 'unexpected') {
      log.error({ ...fields, err: summariseThrown(cause) }, 'part of a fetch failed unexpectedly');
    } else if (someWereRead) {
      log.warn(fields, 'part of a fetch is missing');
    }
  }
}
