import type { Period } from '../period.ts';

/** An equally long piece of a period, by which something is counted. */
export interface Stretch {
  readonly stepMs: number;
  /** The console's own word for statistics of that length (UniFi API reference §4). */
  readonly interval: '5minutes' | 'hourly' | 'daily';
  /** "Traffic per hour". */
  readonly per: 'per 5 minutes' | 'per hour' | 'per day';
  /** "Busiest hour". */
  readonly word: '5 minutes' | 'hour' | 'day';
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const fiveMinutes = {
  stepMs: 5 * minuteMs,
  interval: '5minutes',
  per: 'per 5 minutes',
  word: '5 minutes',
} as const satisfies Stretch;
const hour = { stepMs: hourMs, interval: 'hourly', per: 'per hour', word: 'hour' } as const satisfies Stretch;
const day = { stepMs: dayMs, interval: 'daily', per: 'per day', word: 'day' } as const satisfies Stretch;

/** Below this, hours would be a picture of a few columns. Consoles keep five minutes for a day. */
const hoursFromMs = 6 * hourMs;

/**
 * Consoles keep hours for seven days. A week in which the clocks change, or whose report came late, is somewhat longer
 * and still told by the hour.
 */
const hoursUntilMs = 7.5 * dayMs;

/** By what a period is counted, so that it has as many stretches as a reader can tell apart. */
export function stretchOf({ fromMs, toMs }: Period): Stretch {
  const lengthMs = toMs - fromMs;
  if (lengthMs < hoursFromMs) return fiveMinutes;
  return lengthMs <= hoursUntilMs ? hour : day;
}

/** The stretch that is so long. */
export const stretchOfLength = (stepMs: number): Stretch =>
  [day, hour].find((stretch) => stretch.stepMs <= stepMs) ?? fiveMinutes;
