import type { ChangeCounts, Comparison, FindingHistory, PastFinding } from './comparison.ts';
import type { Finding } from './section.ts';
import { worstFirst } from './worst-first.ts';

/** A finding of this report, and who found it. */
export interface FoundFinding {
  readonly finding: Finding;
  /** `network`, or the name of an integration. */
  readonly origin: string;
  /** Kept out of the report by `FINDINGS_FILE`; it is there all the same. */
  readonly muted: boolean;
}

/** A finding as it is remembered from report to report. */
export interface RememberedFinding extends PastFinding {
  readonly origin: string;
  readonly things: readonly string[];
  readonly muted: boolean;
  /** When a report last found it: before the report that remembers it where that one could not know. */
  readonly lastSeenMs: number;
}

/** What it means that a finding is not found any more. */
export type Absence =
  | 'gone'
  /** What it was read from could not be read, or not completely. */
  | 'not known'
  /** Nobody looks any more: the integration was switched off. */
  | 'not watched';

export interface CompareInput {
  readonly found: readonly FoundFinding[];
  readonly nowMs: number;
  /** What the last delivered report said; absent: there is none to compare with. */
  readonly told: ToldFindings | undefined;
  /** What the newest report saw, whatever became of it: how long something has been there without a break. */
  readonly seen: readonly RememberedFinding[];
  absenceOf(past: RememberedFinding): Absence;
  /** Whether it tells what happened in a period, rather than how things are. */
  isHappening(findingId: string): boolean;
  /** Whether `FINDINGS_FILE` keeps an earlier finding out of the report by now. */
  isMuted(past: RememberedFinding): boolean;
}

export interface ToldFindings {
  /** When that report was made. */
  readonly atMs: number;
  readonly findings: readonly RememberedFinding[];
}

export interface Compared {
  readonly comparison: Comparison;
  /** By the id of the finding; empty where there is nothing to compare with. */
  readonly histories: ReadonlyMap<string, FindingHistory>;
  /** For the next report. */
  readonly remember: readonly RememberedFinding[];
}

const dayMs = 24 * 60 * 60 * 1000;

/** As long as a period may be: what could not be looked at for longer is forgotten rather than carried on for ever. */
const longestUnknownMs = 31 * dayMs;

/**
 * New, ongoing, resolved and not known, since the last delivered report. A report that was kept, silent or failed told
 * nobody anything: nothing becomes ongoing or resolved by it, but a finding that went away in it and came back is new.
 * A muted finding is neither; when its mute ends it is ongoing.
 */
export function compareFindings(input: CompareInput): Compared {
  const { found, told, nowMs } = input;
  const seen = byId(input.seen);
  const before = new Map([...byId(told?.findings ?? []), ...seen]);
  const foundIds = new Set(found.map(({ finding }) => finding.id));
  const absent = [...before.values()]
    .filter(({ id }) => !foundIds.has(id))
    .map((past) => ({ past, absence: input.absenceOf(past) }));
  const remember = [
    ...found.map((one) => rememberedOf(one, seen.get(one.finding.id), nowMs)),
    ...absent
      .filter(({ past, absence }) => absence === 'not known' && nowMs - past.lastSeenMs < longestUnknownMs)
      .map(({ past }) => past),
  ];
  if (told === undefined) return { comparison: { kind: 'baseline' }, histories: new Map(), remember };

  const histories = historiesOf(found, told, seen, nowMs);
  const toldIds = new Set(told.findings.filter(({ muted }) => !muted).map(({ id }) => id));
  const missing = absent.filter(({ past }) => toldIds.has(past.id) && !input.isMuted(past));
  const resolved = pastOf(missing, 'gone').map((past) => ({ ...past, happened: input.isHappening(past.id) }));
  const notKnown = pastOf(missing, 'not known');
  const counts = countsOf(found, histories, { resolved: resolved.length, notKnown: notKnown.length });
  return {
    comparison: { kind: 'compared', lastReportAtMs: told.atMs, counts, resolved, notKnown },
    histories,
    remember,
  };
}

const byId = (findings: readonly RememberedFinding[]): Map<string, RememberedFinding> =>
  new Map(findings.map((finding) => [finding.id, finding]));

const rememberedOf = (
  { finding, origin, muted }: FoundFinding,
  before: RememberedFinding | undefined,
  nowMs: number,
): RememberedFinding => ({
  id: finding.id,
  severity: finding.severity,
  title: finding.title,
  things: finding.things,
  origin,
  muted,
  firstSeenMs: before?.firstSeenMs ?? nowMs,
  lastSeenMs: nowMs,
});

function historiesOf(
  found: readonly FoundFinding[],
  told: ToldFindings,
  seen: ReadonlyMap<string, RememberedFinding>,
  nowMs: number,
): ReadonlyMap<string, FindingHistory> {
  const toldById = byId(told.findings);
  return new Map(
    found.map(({ finding: { id } }) => {
      const firstSeenMs = seen.get(id)?.firstSeenMs;
      // Handed on from report to report: another beginning is another occurrence, whatever clocks said meanwhile.
      const isOngoing = firstSeenMs !== undefined && toldById.get(id)?.firstSeenMs === firstSeenMs;
      // A clock that was set back must not tell of a beginning that is still to come.
      return [id, isOngoing ? { status: 'ongoing', firstSeenMs: Math.min(firstSeenMs, nowMs) } : isNew];
    }),
  );
}

const isNew: FindingHistory = { status: 'new' };

const pastOf = (
  missing: readonly { readonly past: RememberedFinding; readonly absence: Absence }[],
  wanted: Absence,
): PastFinding[] =>
  worstFirst(missing.filter(({ absence }) => absence === wanted).map(({ past }) => past)).map(
    ({ id, severity, title, firstSeenMs }) => ({ id, severity, title, firstSeenMs }),
  );

function countsOf(
  found: readonly FoundFinding[],
  histories: ReadonlyMap<string, FindingHistory>,
  gone: Pick<ChangeCounts, 'resolved' | 'notKnown'>,
): ChangeCounts {
  const told = found.filter(({ muted }) => !muted);
  const count = (status: FindingHistory['status']) =>
    told.filter(({ finding }) => histories.get(finding.id)?.status === status).length;
  return { new: count('new'), ongoing: count('ongoing'), ...gone };
}
