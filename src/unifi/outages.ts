import type { Period } from '../period.ts';
import type { Outage } from './snapshot.ts';

/** Samples are taken mostly every five minutes (UniFi API reference §5), so their times are this far off. */
const sampleEveryMs = 5 * 60_000;

/**
 * The outages of the period from both records: those that the console lists, to the second, and those that only its
 * samples show. An empty list is no proof that nothing happened.
 */
export function mergeOutages(
  listed: readonly Outage[],
  sampled: readonly Outage[],
  period: Period,
): readonly Outage[] {
  const unlisted = sampled.filter((outage) => !isAccountedFor(outage, listed, period));
  return [...listed, ...unlisted].toSorted((a, b) => a.fromMs - b.fromMs);
}

/** Whether the list explains at least half of an outage; less, and most of it would be lost with it. */
function isAccountedFor(outage: Outage, listed: readonly Outage[], { toMs: nowMs }: Period): boolean {
  const { fromMs, toMs = nowMs } = outage;
  const explainedMs = listed
    .map((other) => overlapMs({ fromMs, toMs }, { fromMs: other.fromMs, toMs: other.toMs ?? nowMs }))
    .reduce((sum, ms) => sum + ms, 0);
  return explainedMs > 0 && explainedMs * 2 >= toMs - fromMs;
}

const overlapMs = (sampled: Period, listed: Period): number =>
  Math.max(
    0,
    Math.min(sampled.toMs, listed.toMs + sampleEveryMs) -
      Math.max(sampled.fromMs, listed.fromMs - sampleEveryMs),
  );
