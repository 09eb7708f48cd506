import { type Parse, type Parsed, parsed, quote, wrong } from './parsed.ts';

const unitsMs = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** Node fires a timer at once when its delay does not fit in 31 bits (about 24.8 days). */
const longestTimerMs = 24 * 86_400_000;

/** `90` (seconds), `500ms`, `30s`, `5m`, `2h`, `7d` in milliseconds; always more than nothing. */
export const parseDuration = (text: string): Parsed<number> => {
  const groups = /^(?<amount>\d{1,9})(?<unit>ms|s|m|h|d)?$/.exec(text.trim())?.groups;
  const durationMs = Number(groups?.amount) * (unitsMs.get(groups?.unit ?? 's') ?? Number.NaN);
  return durationMs > 0
    ? parsed(durationMs)
    : wrong(`${quote(text)} is not a duration; write 90 (seconds), 500ms, 30s, 5m, 2h or 7d, more than 0`);
};

/** A duration that a timer can wait for. */
export const timerDuration: Parse<number> = (text) => {
  const duration = parseDuration(text);
  if (duration.ok && duration.value > longestTimerMs) return wrong(`${quote(text)} is too long; at most 24d`);
  return duration;
};
