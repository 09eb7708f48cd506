import type { AnswerHeaders } from '../net/errors.ts';

/** What is known about the console's clock. */
export interface ConsoleClock {
  /** Takes over the time of an answer that was asked for and received at these moments of ours. */
  note(headers: AnswerHeaders, sentAtMs: number, receivedAtMs: number): void;
  /** How far the console's clock is ahead of ours, below 0 when it is behind; undefined before the first answer. */
  skewMs(): number | undefined;
}

/** `Date` is cut to whole seconds: on average half of one is missing. */
const halfSecondMs = 500;

/**
 * Compares with the `Date` header of the answers, the newest of which counts (UniFi API reference §7.4). The answer was
 * written at some moment between question and receipt, so within that time no clock is wrong.
 */
export function createConsoleClock(): ConsoleClock {
  let skewMs: number | undefined;
  return {
    note: (headers, sentAtMs, receivedAtMs) => {
      const dateMs = Date.parse(headers.get('date') ?? '');
      if (!Number.isFinite(dateMs)) return;
      const toldMs = dateMs + halfSecondMs;
      skewMs = toldMs - Math.min(Math.max(toldMs, sentAtMs), receivedAtMs);
    },
    skewMs: () => skewMs,
  };
}
