import type { Deadline } from '../../src/net/guard.ts';

/** A deadline in real time, for tests over real sockets. */
export function deadline(timeoutMs = 20_000): Deadline {
  return { signal: AbortSignal.timeout(timeoutMs), deadlineMs: Date.now() + timeoutMs };
}
