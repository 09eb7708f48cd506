import type { FoundFinding } from './remembered.ts';

/**
 * Says of each finding which other one names its cause (`explains`). Such a finding stands below that one and is not one
 * more thing that needs a person. What is muted explains nothing, and a cause is muted with the findings about the things that it speaks of.
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

/** It speaks of the same things in other words: who does not want to hear of these is not told by it either. */
function explainsMutedOnly({ finding }: FoundFinding, byId: ReadonlyMap<string, FoundFinding>): boolean {
  const explained = (finding.explains ?? []).flatMap((id) => byId.get(id) ?? []);
  const ofSameThings = explained.filter(({ finding: { things } }) =>
    things.some((thing) => finding.things.includes(thing)),
  );
  const decisive = ofSameThings.length > 0 ? ofSameThings : explained;
  return decisive.length > 0 && decisive.every(({ muted }) => muted);
}
