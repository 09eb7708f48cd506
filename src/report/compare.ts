import type { ChangeCounts, Comparison, FindingHistory, PastFinding } from './comparison.ts';
import { historiesOf } from './histories.ts';
import type { Absence, FoundFinding, RememberedFinding, ToldFindings } from './remembered.ts';
import { worstFirst } from './worst-first.ts';

export type { Absence, FoundFinding, RememberedFinding, ToldFindings } from './remembered.ts';

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
  const missing = withoutRepetition(
    absent.filter(({ past }) => toldIds.has(past.id) && !input.isMuted(past)),
    told.findings,
    foundIds,
  );
  const resolved = pastOf(missing, 'gone').map((past) => ({ ...past, happened: input.isHappening(past.id) }));
  const notKnown = pastOf(missing, 'not known');
  const counts = countsOf(found, histories, { resolved: resolved.length, notKnown: notKnown.length });
  return {
    comparison: { kind: 'compared', lastReportAtMs: told.atMs, counts, resolved, notKnown },
    histories,
    remember,
  };
}

interface Missing {
  readonly past: RememberedFinding;
  readonly absence: Absence;
}

/**
 * A cause and what it explained went away as one thing. And a cause that is no longer found, while what it explained is,
 * is not resolved: only the explanation is lost (the outage in which a tunnel went down lies before this period).
 */
function withoutRepetition(
  missing: readonly Missing[],
  told: readonly RememberedFinding[],
  foundIds: ReadonlySet<string>,
): readonly Missing[] {
  const missingIds = new Set(missing.map(({ past }) => past.id));
  const goesOn = ({ past }: Missing) =>
    told.some(({ id, explainedBy }) => explainedBy === past.id && foundIds.has(id));
  return missing.filter(
    (one) => !(one.past.explainedBy !== undefined && missingIds.has(one.past.explainedBy)) && !goesOn(one),
  );
}

const byId = (findings: readonly RememberedFinding[]): Map<string, RememberedFinding> =>
  new Map(findings.map((finding) => [finding.id, finding]));

const rememberedOf = (
  { finding, origin, muted, explainedBy }: FoundFinding,
  before: RememberedFinding | undefined,
  nowMs: number,
): RememberedFinding => ({
  id: finding.id,
  severity: finding.severity,
  title: finding.title,
  things: finding.things,
  origin,
  muted,
  ...(explainedBy === undefined ? {} : { explainedBy }),
  firstSeenMs: before?.firstSeenMs ?? nowMs,
  lastSeenMs: nowMs,
});

const pastOf = (missing: readonly Missing[], wanted: Absence): PastFinding[] =>
  worstFirst(missing.filter(({ absence }) => absence === wanted).map(({ past }) => past)).map(
    ({ id, severity, title, firstSeenMs }) => ({ id, severity, title, firstSeenMs }),
  );

function countsOf(
  found: readonly FoundFinding[],
  histories: ReadonlyMap<string, FindingHistory>,
  gone: Pick<ChangeCounts, 'resolved' | 'notKnown'>,
): ChangeCounts {
  const told = found.filter(({ muted, explainedBy }) => !muted && explainedBy === undefined);
  const count = (status: FindingHistory['status']) =>
    told.filter(({ finding }) => histories.get(finding.id)?.status === status).length;
  return { new: count('new'), ongoing: count('ongoing'), ...gone };
}
