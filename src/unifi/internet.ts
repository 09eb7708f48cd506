import type { Console } from '../console/console.ts';
import type { Part } from '../console/part.ts';
import type { Deadline } from '../net/guard.ts';
import type { MissingPart, PartOutcome } from '../net/parts.ts';
import type { Period } from '../period.ts';
import { outagesOfEvents } from './event-outages.ts';
import type { DevicesAnswer, HealthAnswer } from './inventory.ts';
import { type LineQuality, readDowntimes, readLineQuality } from './line-quality.ts';
import type { Read } from './official-fallback.ts';
import { mergeOutages } from './outages.ts';
import type { RawDevice, RawHealth } from './schema.ts';
import type { Events, Internet, Outage, SpeedTest } from './snapshot.ts';
import { lastSpeedTest, readSpeedTests } from './speed-tests.ts';
import { isUsedLine } from './used-line.ts';
import { toWans } from './wans.ts';

/** Reads one part of the network, isolated: see `readPart`. */
export type ReadPart = <T>(name: string, read: (deadline: Deadline) => Promise<T>) => Promise<PartOutcome<T>>;

/** Answers that are read for their own sake, and that tell about the internet too. */
export interface Borrowed {
  readonly devices: Promise<PartOutcome<Read<DevicesAnswer>>>;
  readonly health: Promise<PartOutcome<HealthAnswer>>;
  readonly events: Promise<Part<Events>>;
}

/**
 * The internet connection, put together from five answers of which each may be missing, and from the events where the
 * console has no list of outages. Total; missing only when nothing at all is known.
 */
export async function readInternet(
  console: Console,
  period: Period,
  readPart: ReadPart,
  borrowed: Borrowed,
): Promise<Part<Internet>> {
  const [quality, downtimes, speedTests, devices, health] = await Promise.all([
    readPart('Line quality', (deadline) => readLineQuality(console, period, deadline)),
    readPart('Outages', (deadline) => readDowntimes(console, period, deadline)),
    readPart('Speed tests', (deadline) => readSpeedTests(console, period, deadline)),
    borrowed.devices,
    borrowed.health,
  ]);
  const answers = { quality, downtimes, speedTests };
  const isWatched = quality.ok || downtimes.ok;
  const toldOutages = isWatched ? [] : outagesOfEvents(await borrowed.events);
  const failures = [quality, downtimes, speedTests, devices, health].filter((part) => !part.ok);
  const whole = await readPart('Internet', async () =>
    putTogether(
      answers,
      toldOutages,
      failures,
      period,
      dataOf(devices)?.data.raw ?? [],
      dataOf(health)?.raw ?? [],
    ),
  );
  return whole.ok ? whole.data : missing(whole);
}

interface Answers {
  readonly quality: PartOutcome<LineQuality>;
  readonly downtimes: PartOutcome<readonly Outage[]>;
  readonly speedTests: PartOutcome<readonly SpeedTest[]>;
}

function putTogether(
  answers: Answers,
  toldOutages: readonly Outage[],
  failures: readonly MissingPart[],
  period: Period,
  devices: readonly RawDevice[],
  health: readonly RawHealth[],
): Part<Internet> {
  const { quality, downtimes, speedTests } = answers;
  const wans = toWans(devices, health);
  // "Not available" is only true when nothing else failed.
  const reason = failures.find(({ code }) => code !== 'unsupported') ?? failures[0];
  const isSilent = !quality.ok && !downtimes.ok && !speedTests.ok && wans.length === 0;
  if (isSilent && reason) return missing(reason);

  const isOnlyLine = wans.filter((wan) => isUsedLine(wan, [])).length <= 1;
  const told = isOnlyLine ? toldOutages : [];
  const { latency = [], outages = told, availabilityRatio } = dataOf(quality) ?? {};
  const tests = dataOf(speedTests) ?? [];
  return {
    status: 'ok',
    data: {
      wans,
      speedTests: tests.length > 0 ? tests : lastSpeedTest(devices, health, period),
      outages: mergeOutages(dataOf(downtimes) ?? [], outages, period),
      latency,
      ...(availabilityRatio !== undefined && { availabilityRatio }),
    },
    notes: notesOn(answers, told.length > 0),
  };
}

/** What is missing, unless another answer stands in for it. */
function notesOn({ quality, downtimes, speedTests }: Answers, hasTold: boolean): readonly string[] {
  const isCovered = !downtimes.ok && downtimes.code === 'unsupported' && quality.ok;
  return [
    ...missingNote('Latency and availability', quality),
    ...(isCovered ? [] : missingNote('Outages', downtimes)),
    ...(hasTold ? ['The outages shown are those that the events tell of.'] : []),
    ...missingNote('Speed tests', speedTests),
  ];
}

/** Three reasons are three different sentences (DESIGN §7.5). */
function missingNote(subject: string, part: PartOutcome<unknown>): readonly string[] {
  if (part.ok) return [];
  if (part.code === 'unsupported') return [`${subject}: not available on this version of the console.`];
  if (part.code === 'forbidden') return [`${subject}: not permitted for this account.`];
  return [`${subject}: could not be read (${part.detail}).`];
}

const dataOf = <T>(part: PartOutcome<T>): T | undefined => (part.ok ? part.data : undefined);

const missing = ({ code, detail }: MissingPart) => ({ status: 'missing', code, detail }) as const;
