import type { SourceError } from './errors.ts';
import type { GuardDeps, GuardFailure, GuardStats } from './guard-contract.ts';
import type { ThrownSummary } from './thrown.ts';

/** What one guard remembers and writes down. The events are the ones people filter by (DESIGN §4). */
export interface GuardJournal {
  succeeded(durationMs: number): void;
  failed(failure: GuardFailure, durationMs: number, thrown?: ThrownSummary): void;
  cancelled(durationMs: number): void;
  skipped(): void;
  retried(operation: string, attempt: number, waitMs: number, cause: SourceError): void;
  /** At every opening, those after a failed trial included; only the first is worth a person's attention. */
  opened(nextTrialAtMs: number): void;
  closed(): void;
  stats(): Omit<GuardStats, 'state'>;
}

export function createGuardJournal(name: string, { now, log }: GuardDeps): GuardJournal {
  let stats: Omit<GuardStats, 'state'> = { calls: 0, failures: 0 };
  let isOpen = false;
  const fields = (event: string, more: Readonly<Record<string, unknown>> = {}) => ({
    event,
    integration: name,
    ...more,
  });
  const called = (durationMs: number) => {
    stats = { ...stats, calls: stats.calls + 1, lastDurationMs: durationMs };
  };

  return {
    succeeded(durationMs) {
      called(durationMs);
      stats = { ...stats, lastSuccessAtMs: now() };
      log.debug(fields('fetch_succeeded', { durationMs }), 'fetched');
    },
    failed({ code, detail }, durationMs, thrown) {
      called(durationMs);
      stats = { ...stats, failures: stats.failures + 1, lastFailureAtMs: now(), lastFailureCode: code };
      const line = fields('fetch_failed', { code, detail, durationMs, ...(thrown && { err: thrown }) });
      if (code === 'unexpected') log.error(line, 'fetch failed unexpectedly');
      else log.warn(line, 'fetch failed');
    },
    cancelled(durationMs) {
      called(durationMs);
      log.debug(fields('fetch_cancelled', { durationMs }), 'fetch cancelled by the caller');
    },
    skipped() {
      log.debug(fields('fetch_skipped'), 'not fetched because the circuit is open');
    },
    retried(operation, attempt, waitMs, { code, message }) {
      const line = fields('request_retried', { operation, attempt, code, detail: message, waitMs });
      log.warn(line, 'request failed, trying again');
    },
    opened(nextTrialAtMs) {
      const nextTrialAt = new Date(nextTrialAtMs).toISOString();
      if (isOpen) return log.debug(fields('circuit_reopened', { nextTrialAt }), 'circuit open again');
      isOpen = true;
      log.warn(
        fields('circuit_opened', { nextTrialAt }),
        'circuit opened: not asked again until the next trial',
      );
    },
    closed() {
      isOpen = false;
      log.info(fields('circuit_closed'), 'circuit closed: the trial succeeded');
    },
    stats: () => stats,
  };
}
