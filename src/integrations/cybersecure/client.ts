import type { Console, Site } from '../../console/console.ts';
import { readHostNames } from '../../console/host-names.ts';
import type { Deadline } from '../../net/guard.ts';
import type { Log } from '../../net/log.ts';
import { type MissingPart, type PartOutcome, readPart } from '../../net/parts.ts';
import { summariseThrown } from '../../net/thrown.ts';
import type { FetchContext } from '../integration.ts';
import {
  type ContentFilters,
  type GatewayFeatures,
  readContentFilters,
  readGatewayFeatures,
} from './filtering.ts';
import { type FoundDetections, findDetections, lacksNames, withNames } from './found-detections.ts';
import { readPrevention, readSubscription, readVersion } from './protection.ts';
import type { Prevention, Subscription } from './schema.ts';

/** What was asked; each part may be missing on its own. */
export interface Answers {
  /** `undefined` data: the dashboard does not speak of a subscription. */
  readonly subscription: PartOutcome<Subscription | undefined>;
  readonly prevention: PartOutcome<Prevention>;
  readonly contentFilters: PartOutcome<ContentFilters>;
  readonly gatewayFeatures: PartOutcome<GatewayFeatures>;
  readonly detections: PartOutcome<FoundDetections>;
  /** Present when names of hosts were needed and could not be read: the detections then have addresses only. */
  readonly missingNames?: MissingPart;
  readonly site?: Site;
}

interface Tools {
  readonly log: Log;
  readonly now: () => number;
}

/** Reads one part within the limits of the whole; never rejects. */
type ReadPart = <T>(name: string, read: (deadline: Deadline) => Promise<T>) => Promise<PartOutcome<T>>;

/** Asks everything at the same time. Total: a part that fails or hangs is missing, the others stay. */
export async function readAnswers(
  console: Console,
  context: FetchContext,
  { log, now }: Tools,
): Promise<Answers> {
  const { period } = context;
  const part: ReadPart = (name, read) => readPart(name, read, context, now);

  const site = part('Site', (deadline) => console.site(deadline)).then(dataOf);
  const version = part('Version', (deadline) => readVersion(console, deadline)).then(dataOf);
  const subscription = part('Subscription', (deadline) => readSubscription(console, period, deadline));
  const prevention = part('Intrusion prevention', (deadline) => readPrevention(console, deadline));
  const contentFilters = part('Content filtering', (deadline) => readContentFilters(console, deadline));
  const gatewayFeatures = part('Gateway features', (deadline) => readGatewayFeatures(console, deadline));
  const detections = part('Detections', async (deadline) => {
    // The first answer tells the console's clock, which the period goes by.
    await Promise.race([version, subscription, prevention]);
    return findDetections(console, period, deadline, version);
  });
  const named = detections.then((found) => nameHosts(found, console, part));

  const knownSite = await site;
  const answers: Answers = {
    subscription: await subscription,
    prevention: await prevention,
    contentFilters: await contentFilters,
    gatewayFeatures: await gatewayFeatures,
    ...(await named),
    ...(knownSite !== undefined && { site: knownSite }),
  };
  logMissing(answers, log);
  return answers;
}

/** Clients are listed only where somebody of one's own would otherwise be an address. */
async function nameHosts(
  detections: Answers['detections'],
  console: Console,
  part: ReadPart,
): Promise<Pick<Answers, 'detections' | 'missingNames'>> {
  if (!detections.ok || !lacksNames(detections.data)) return { detections };
  const names = await part('Names of hosts', (deadline) => readHostNames(console, deadline));
  if (!names.ok) return { detections, missingNames: names };
  return { detections: { ...detections, data: withNames(detections.data, names.data) } };
}

const dataOf = <T>(outcome: PartOutcome<T>): T | undefined => (outcome.ok ? outcome.data : undefined);

/** The parts that make up the section. */
export const partsOf = (answers: Answers): readonly PartOutcome<unknown>[] => [
  answers.subscription,
  answers.prevention,
  answers.contentFilters,
  answers.gatewayFeatures,
  answers.detections,
];

/**
 * Foreseen failures of all parts are one failed fetch, which the guard writes down; a bug is always written. What a
 * version does not have is nobody's concern.
 */
function logMissing(answers: Answers, log: Log): void {
  const parts = partsOf(answers);
  const someWereRead = parts.some((part) => part.ok);
  const missing = [
    ...parts.filter((part) => !part.ok),
    ...(answers.missingNames ? [answers.missingNames] : []),
  ];
  for (const { name, code, detail, cause } of missing) {
    const fields = { event: 'part_missing', integration: 'cybersecure', part: name, code, detail };
    if (code === 'unexpected') {
      log.error({ ...fields, err: summariseThrown(cause) }, 'part of a fetch failed unexpectedly');
    } else if (someWereRead) {
      log[code === 'unsupported' ? 'debug' : 'warn'](fields, 'part of a fetch is missing');
    }
  }
}
