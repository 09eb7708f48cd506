import { eventLabel } from './actions.ts';
import type { RuleCount } from './event-tops.ts';
import { shorten } from './wording.ts';

/** Its first digits are enough to find it in the dashboard. */
const longestId = 9;

/**
 * A rule as a reader knows it: what its author wrote, else what the zone's rule set calls it, else what it did, with the
 * beginning of its id.
 */
export function ruleLabel(
  { action, source, ruleId, description }: RuleCount,
  names: ReadonlyMap<string, string> | undefined,
): string {
  const name = description ?? (ruleId === undefined ? undefined : names?.get(ruleId));
  if (name !== undefined) return name;
  return `${eventLabel(action, source)}${ruleId === undefined ? '' : ` (rule ${shorten(ruleId, longestId)})`}`;
}
