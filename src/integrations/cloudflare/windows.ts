import type { Period } from '../../period.ts';

export const secondMs = 1_000;
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Numbers are complete about 10 minutes after the fact (Cloudflare API reference §2.4). */
export const lagMs = 10 * 60_000;

/** A window that begins just inside the reach may be just outside when it is asked for (§2.4). */
const reachMarginMs = 5 * 60_000;

/** How far one plan reaches in one dataset. */
export interface WindowLimits {
  readonly maxDurationMs: number;
  readonly notOlderThanMs: number;
}

/**
 * The period as a source that lags can answer it, in whole steps. Both ends are shifted and rounded down alike, so that
 * the windows of two reports in a row touch: nothing falls between them and nothing counts twice (DESIGN §6).
 */
export const windowOf = ({ fromMs, toMs }: Period, stepMs: number): Period => ({
  fromMs: floorTo(fromMs - lagMs, stepMs),
  toMs: floorTo(toMs - lagMs, stepMs),
});

/** The newest part of a window that the plan still keeps. */
export function clampToReach(
  { fromMs, toMs }: Period,
  { notOlderThanMs }: WindowLimits,
  nowMs: number,
  stepMs: number,
): Period {
  const earliestMs = nowMs - notOlderThanMs + reachMarginMs;
  return { fromMs: fromMs >= earliestMs ? fromMs : Math.ceil(earliestMs / stepMs) * stepMs, toMs };
}

/** Whether the plan gives the whole window in one piece. */
export const isWithin = (
  { fromMs, toMs }: Period,
  { maxDurationMs, notOlderThanMs }: WindowLimits,
  nowMs: number,
): boolean => toMs - fromMs <= maxDurationMs && fromMs >= nowMs - notOlderThanMs + reachMarginMs;

/** Pieces that are no wider than the plan allows, in whole steps, the newest first; none when a step is too wide already. */
export function splitWindow(
  { fromMs, toMs }: Period,
  { maxDurationMs }: WindowLimits,
  stepMs: number,
): readonly Period[] {
  const widthMs = floorTo(maxDurationMs, stepMs);
  if (widthMs <= 0) return [];
  const count = Math.ceil((toMs - fromMs) / widthMs);
  return Array.from({ length: count }, (_, index) => ({
    fromMs: Math.max(fromMs, toMs - (index + 1) * widthMs),
    toMs: toMs - index * widthMs,
  }));
}

/** As long, and immediately before. */
export const windowBefore = ({ fromMs, toMs }: Period): Period => ({
  fromMs: 2 * fromMs - toMs,
  toMs: fromMs,
});

export const isEmpty = ({ fromMs, toMs }: Period): boolean => fromMs >= toMs;

const floorTo = (ms: number, stepMs: number): number => Math.floor(ms / stepMs) * stepMs;

/** `2026-05-26T06:50:00Z`, GraphQL's `Time`. */
export const graphqlTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** `2026-05-26`, GraphQL's `Date` (UTC). */
export const graphqlDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: secondMs,
  m: 60 * secondMs,
  h: hourMs,
  d: dayMs,
  w: 7 * dayMs,
};

/** A length of time at the start of a text: `1d`, `52w1d1h`, `2678400s` (Cloudflare API reference §2.5). */
export function parseDurationMs(text: string): number | undefined {
  const whole = /^\s*((?:\d+(?:ms|[wdhms]))+)/.exec(text)?.[1];
  if (whole === undefined) return undefined;
  const parts = [...whole.matchAll(/(\d+)(ms|[wdhms])/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitMs[unit ?? ''] ?? 0), 0);
}
