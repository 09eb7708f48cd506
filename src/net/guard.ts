import {
  CircuitState,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import { waitBeforeRetry } from './backoff.ts';
import { createFailureWindow } from './circuit-window.ts';
import { aborted, type Deadline, outOfTime, pause, timedOut, withReason } from './deadline.ts';
import { SourceError } from './errors.ts';
import type { CreateGuard, Guard, GuardDeps, GuardOutcome, GuardRequest } from './guard-contract.ts';
import { createGuardJournal, type GuardJournal } from './guard-journal.ts';
import type { GuardSettings } from './guard-settings.ts';
import { isWorthRetrying } from './retry-cause.ts';
import { failureOfThrown, type GuardedWork, judge } from './verdict.ts';

export type { Deadline } from './deadline.ts';
export type * from './guard-contract.ts';

/** Around a fetch: circuit → budget. Around each request inside it: retry → attempt timeout (DESIGN §4). */
export const createGuard: CreateGuard = (name, settings, deps, options = {}) => {
  const journal = createGuardJournal(name, deps);
  const circuit = options.circuit === 'none' ? noCircuit : createCircuit(settings, deps, journal);

  const run: Guard['run'] = async (fetch, failureOf, signal) => {
    if (signal.aborted) return failed(aborted(), 0);
    const outcome = await circuit.pass(
      () => fetchOnce(settings, deps, journal, { fetch, failureOf }, signal),
      signal,
    );
    if (outcome !== 'refused') return outcome;
    journal.skipped();
    return failed(new SourceError('circuit_open', 'not asked, because it failed repeatedly just before'), 0);
  };

  return {
    run,
    request: createRequest(settings, deps, journal),
    stats: () => ({ state: circuit.state(), ...journal.stats() }),
  };
};

interface Circuit {
  /** Runs `work` unless the circuit is open or its one trial is under way. */
  pass<T>(work: () => Promise<GuardOutcome<T>>, caller: AbortSignal): Promise<GuardOutcome<T> | 'refused'>;
  state(): 'closed' | 'open' | 'half_open';
}

const noCircuit: Circuit = { pass: (work) => work(), state: () => 'closed' };

const sourceFailed = new Error('the fetch failed');
const callerLeft = new Error('the caller gave up');

function createCircuit(settings: GuardSettings, { now }: GuardDeps, journal: GuardJournal): Circuit {
  let nextTrialAtMs = 0;
  // cockatiel takes an error that its policy does not handle for a success of a trial, and for nothing while closed.
  // So a caller who leaves counts during a trial only, which re-opens the circuit with the next trial due at once.
  const policy = handleWhen((error) => error === sourceFailed || breaker.state === CircuitState.HalfOpen);
  const breaker = circuitBreaker(policy, {
    breaker: createFailureWindow(settings.circuitThreshold, settings.circuitWindowMs, now),
    halfOpenAfter: new DelegateBackoff(({ result }) => {
      const waitMs = 'error' in result && result.error === callerLeft ? 0 : settings.circuitResetAfterMs;
      nextTrialAtMs = now() + waitMs;
      return waitMs;
    }),
  });
  breaker.onBreak(() => journal.opened(nextTrialAtMs));
  breaker.onReset(() => journal.closed());

  return {
    async pass(work, caller) {
      // cockatiel would let this one wait for the trial's outcome.
      if (breaker.state === CircuitState.HalfOpen) return 'refused';
      const outcomes: Awaited<ReturnType<typeof work>>[] = [];
      const attempt = async () => {
        const outcome = await work();
        outcomes.push(outcome);
        if (!outcome.success) throw caller.aborted ? callerLeft : sourceFailed;
      };
      await breaker.execute(attempt).catch(() => undefined);
      return outcomes[0] ?? 'refused';
    },
    state() {
      if (breaker.state === CircuitState.Closed) return 'closed';
      const due = breaker.state === CircuitState.HalfOpen || now() >= nextTrialAtMs;
      return due ? 'half_open' : 'open';
    },
  };
}

/** One fetch inside its budget, recorded. Never rejects. */
async function fetchOnce<T>(
  { timeoutMs }: GuardSettings,
  { now }: GuardDeps,
  journal: GuardJournal,
  work: GuardedWork<T>,
  caller: AbortSignal,
): Promise<GuardOutcome<T>> {
  const startedAtMs = now();
  const deadlineMs = startedAtMs + timeoutMs;
  const fetch = (signal: AbortSignal) => work.fetch({ signal: withReason(signal, caller), deadlineMs });
  const result = await limited(timeoutMs, caller, fetch, () => timedOut(timeoutMs, false)).then(
    (value) => judge(value, work.failureOf),
    failureOfThrown,
  );
  const durationMs = now() - startedAtMs;
  if ('value' in result) {
    journal.succeeded(durationMs);
    return { success: true, durationMs, value: result.value };
  }
  if (caller.aborted) {
    journal.cancelled(durationMs);
    return failed(aborted(), durationMs);
  }
  journal.failed(result.failure, durationMs, result.thrown);
  return { success: false, durationMs, failure: result.failure };
}

function createRequest(
  settings: GuardSettings,
  { now, random }: GuardDeps,
  journal: GuardJournal,
): GuardRequest {
  return (options, deadline, attempt) => {
    const { retryAttempts, retryOn, retryAfter = true, ...backoff } = { ...settings, ...options.retry };
    const limitMs = options.attemptTimeoutMs ?? settings.attemptTimeoutMs;
    let attempts = 0;
    let waitMs = 0;
    const mayTryAgain = (error: unknown) => {
      if (attempts >= retryAttempts || !isWorthRetrying(error, retryOn)) return false;
      waitMs = waitBeforeRetry(backoff, attempts, retryAfter ? error.retryAfterMs : undefined, random);
      // Never past the deadline: the last error tells a reader more than a time-out would.
      if (now() + waitMs >= deadline.deadlineMs) return false;
      journal.retried(options.operation, attempts, waitMs, error);
      return true;
    };
    // cockatiel's own back-off cannot be interrupted, so it is none and the wait is part of the next attempt.
    const policy = retry(handleWhen(mayTryAgain), {});
    return policy.execute(async () => {
      if (attempts > 0) await pause(waitMs, deadline.signal);
      if (deadline.signal.aborted) throw outOfTime(deadline);
      attempts += 1;
      return attemptOnce(limitMs, deadline, attempt);
    });
  };
}

async function attemptOnce<T>(
  limitMs: number,
  deadline: Deadline,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await limited(limitMs, deadline.signal, attempt, () => timedOut(limitMs, true));
  } catch (error) {
    throw deadline.signal.aborted ? outOfTime(deadline) : error;
  }
}

/** Runs `work` for at most `limitMs` or until `parent` aborts, even when it ignores its signal. */
async function limited<T>(
  limitMs: number,
  parent: AbortSignal,
  work: (signal: AbortSignal) => Promise<T> | T,
  late: () => Error,
): Promise<T> {
  const policy = timeout(limitMs, TimeoutStrategy.Aggressive);
  let isLate = false;
  policy.onTimeout(() => {
    isLate = true;
  });
  try {
    return await policy.execute(({ signal }) => work(signal), parent);
  } catch (error) {
    // `work` may have reported the abort in its own words before cockatiel did.
    throw isLate ? late() : error;
  }
}

const failed = ({ code, message }: SourceError, durationMs: number) =>
  ({ success: false, durationMs, failure: { code, detail: message } }) as const;
