import { isSourceError } from '../net/errors.ts';
import type { Http } from '../net/http.ts';
import type { Log } from '../net/log.ts';
import { type PingAddresses, pingAddressesOf } from './ping-addresses.ts';

/** What becomes of a report, as a watching service is told. */
export type PingMoment = keyof PingAddresses;

/** Tells the watching service. Total: never rejects, and never takes longer than its budget. */
export type Ping = (moment: PingMoment, signal: AbortSignal) => Promise<void>;

export interface PingDeps {
  /** A client of the service's origin, already guarded. */
  readonly http: (baseUrl: string) => Http;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}

/** For all attempts together; the last ping of a report is waited for. */
const budgetMs = 20_000;
const maxAnswerBytes = 64 * 1024;

const operations = {
  start: 'tell that a report begins',
  success: 'tell that the report was delivered',
  failure: 'tell that the report was not delivered',
} as const satisfies Record<PingMoment, string>;

/**
 * Pings of `PING_URL`, the dead-man switch. They carry nothing but the address: what is in the report is nobody else's
 * business. A ping that fails is a warning in the log and nothing else.
 */
export const createPing = (pingUrl: string, { http, now, log }: PingDeps): Ping => {
  const addresses = pingAddressesOf(pingUrl);
  const client = http(new URL(pingUrl).origin);

  return async (moment, signal) => {
    const address = addresses[moment];
    if (address === undefined || signal.aborted) return;
    const deadline = {
      signal: AbortSignal.any([signal, AbortSignal.timeout(budgetMs)]),
      deadlineMs: now() + budgetMs,
    };
    try {
      await client.request({ operation: operations[moment], ...address, maxBytes: maxAnswerBytes }, deadline);
      log.debug({ event: 'ping_sent', moment }, 'the watching service was told');
    } catch (error) {
      const reason = isSourceError(error) ? error.message : 'it could not be asked';
      log.warn(
        { event: 'ping_failed', moment, reason },
        'the watching service (PING_URL) could not be told; the report is not affected',
      );
    }
  };
};
