/** Decides when a circuit opens, in the way that cockatiel asks a breaker. */
export interface FailureWindow {
  state: unknown;
  success(): void;
  /** @returns whether the circuit opens. */
  failure(): boolean;
}

/**
 * Opens after `threshold` failures in a row of which none is older than `windowMs`; absent = however old. A success
 * forgets them all.
 */
export function createFailureWindow(
  threshold: number,
  windowMs: number | undefined,
  now: () => number,
): FailureWindow {
  let failedAtMs: readonly number[] = [];
  return {
    state: undefined,
    success() {
      failedAtMs = [];
    },
    failure() {
      const oldestMs = windowMs === undefined ? Number.NEGATIVE_INFINITY : now() - windowMs;
      failedAtMs = [...failedAtMs, now()].filter((atMs) => atMs >= oldestMs).slice(-threshold);
      return failedAtMs.length >= threshold;
    },
  };
}
