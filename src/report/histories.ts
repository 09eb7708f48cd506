import type { FindingHistory } from './comparison.ts';
import type { FoundFinding, RememberedFinding, ToldFindings } from './remembered.ts';

/** Whether each finding is new or ongoing since the last report that somebody got. */
export function historiesOf(
  found: readonly FoundFinding[],
  told: ToldFindings,
  seen: ReadonlyMap<string, RememberedFinding>,
  nowMs: number,
): ReadonlyMap<string, FindingHistory> {
  const toldById = new Map(told.findings.map((finding) => [finding.id, finding]));
  const own = new Map(
    found.map(({ finding: { id } }): [string, FindingHistory] => {
      const firstSeenMs = seen.get(id)?.firstSeenMs;
      // Handed on from report to report: another beginning is another occurrence, whatever clocks said meanwhile.
      const isOngoing = firstSeenMs !== undefined && toldById.get(id)?.firstSeenMs === firstSeenMs;
      // A clock that was set back must not tell of a beginning that is still to come.
      return [id, isOngoing ? { status: 'ongoing', firstSeenMs: Math.min(firstSeenMs, nowMs) } : isNew];
    }),
  );
  return new Map([...own].map(([id, history]) => [id, withEffects(id, history, found, own)]));
}

/** A cause that is found only now, for things that were all told before, is no news: they go on, better explained. */
function withEffects(
  id: string,
  history: FindingHistory,
  found: readonly FoundFinding[],
  own: ReadonlyMap<string, FindingHistory>,
): FindingHistory {
  const effects = found.filter(({ explainedBy }) => explainedBy === id);
  const starts = effects.flatMap(({ finding }) => {
    const theirs = own.get(finding.id);
    return theirs?.status === 'ongoing' ? theirs.firstSeenMs : [];
  });
  if (history.status === 'ongoing' || starts.length === 0 || starts.length < effects.length) return history;
  return { status: 'ongoing', firstSeenMs: Math.min(...starts) };
}

const isNew: FindingHistory = { status: 'new' };
