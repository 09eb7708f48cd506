import type { FoundFinding } from './remembered.ts';

/**
 * Says of each finding which other one names its cause (`explains`). Such a finding stands below that one and is not one
 * more thing that needs a person. What is muted explains nothing, and what only explains muted findings is muted with them.
 */
export function withExplanations(found: readonly FoundFinding[]): FoundFinding[] {
  const byId = new Map(found.map((one) => [one.finding.id, one]));
  const muted = found.map((one) => (explainsMutedOnly(one, byId) ? { ...one, muted: true } : one));
  const explainedBy = new Map<string, string>();
  for (const { finding, muted: isMuted } of muted) {
    if (isMuted || explainedBy.has(finding.id)) continue;
    for (const id of finding.explains ?? []) {
      // A cause that another one explains would have to stand below two.
      const isFree = byId.has(id) && id !== finding.id && byId.get(id)?.finding.explains === undefined;
      if (isFree && !explainedBy.has(id)) explainedBy.set(id, finding.id);
    }
  }
  return muted.map((one) => {
    const by = one.muted ? undefined : explainedBy.get(one.finding.id);
    return by === undefined ? one : { ...one, explainedBy: by };
  });
}

const explainsMutedOnly = ({ finding }: FoundFinding, byId: ReadonlyMap<string, FoundFinding>): boolean => {
  const explained = (finding.explains ?? []).flatMap((id) => byId.get(id) ?? []);
  return explained.length > 0 && explained.every(({ muted }) => muted);
};
