import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SourceError } from '../../src/net/errors.ts';
import type { Deadline } from '../../src/net/guard.ts';
import { testGuard } from '../helpers/guard.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 5, 7) });
});
afterEach(() => {
  vi.useRealTimers();
});

const retryable = (retryAfterMs?: number) =>
  new SourceError('http_error', 'answered with an error of its own (HTTP 503)', {
    retryable: true,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

/** A deadline on the fake clock, and the way to abort it. */
function deadlineIn(timeoutMs: number): Deadline & { abort(reason?: unknown): void } {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    deadlineMs: Date.now() + timeoutMs,
    abort: (reason) => controller.abort(reason),
  };
}

/** An attempt that notes when it was made, on a clock that starts at 0, and fails as told. */
function failing(errors: readonly unknown[]) {
  const startMs = Date.now();
  const madeAtMs: number[] = [];
  const attempt = async () => {
    const error = errors[madeAtMs.length];
    // The timers of cockatiel take a millisecond each.
    madeAtMs.push(Math.round((Date.now() - startMs) / 10) * 10);
    if (error !== undefined) throw error;
    return 'answer';
  };
  return { attempt, madeAtMs };
}

const listZones = { operation: 'list zones' };

async function settle<T>(request: Promise<T>): Promise<{ value: T } | { error: unknown }> {
  const settled = request.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await vi.runAllTimersAsync();
  return settled;
}

describe('a request', () => {
  test('is made three times in all, with doubling waits, and answers with the last error', async () => {
    const { guard } = testGuard();
    const { attempt, madeAtMs } = failing([retryable(), retryable(), retryable(), retryable()]);
    const result = await settle(guard.request(listZones, deadlineIn(30_000), attempt));
    expect(result).toMatchObject({ error: { code: 'http_error' } });
    expect(madeAtMs).toEqual([0, 1_000, 3_000]);
  });

  test('succeeds when a later attempt does', async () => {
    const { guard } = testGuard();
    const { attempt, madeAtMs } = failing([retryable()]);
    expect(await settle(guard.request(listZones, deadlineIn(30_000), attempt))).toEqual({ value: 'answer' });
    expect(madeAtMs).toHaveLength(2);
  });

  test('never waits longer than the cap', async () => {
    const { guard } = testGuard({ retryAttempts: 5, retryWaitMs: 2_000, retryMaxWaitMs: 3_000 });
    const { attempt, madeAtMs } = failing([retryable(), retryable(), retryable()]);
    await settle(guard.request(listZones, deadlineIn(30_000), attempt));
    expect(madeAtMs).toEqual([0, 2_000, 5_000, 8_000]);
  });

  test('waits as long as Retry-After asks, even beyond the cap', async () => {
    const { guard } = testGuard();
    const { attempt, madeAtMs } = failing([retryable(12_000)]);
    await settle(guard.request(listZones, deadlineIn(30_000), attempt));
    expect(madeAtMs).toEqual([0, 12_000]);
  });

  test('waits as its own back-off says where Retry-After is not to be honoured', async () => {
    const { guard } = testGuard({ retryAfter: false });
    const { attempt, madeAtMs } = failing([retryable(12_000)]);
    await settle(guard.request(listZones, deadlineIn(30_000), attempt));
    expect(madeAtMs).toEqual([0, 1_000]);
  });

  test('waits longer each time by the factor that is set', async () => {
    const { guard } = testGuard({ retryAttempts: 4, retryMultiplier: 3, retryMaxWaitMs: 8_000 });
    const { attempt, madeAtMs } = failing([retryable(), retryable(), retryable()]);
    await settle(guard.request(listZones, deadlineIn(30_000), attempt));
    expect(madeAtMs).toEqual([0, 1_000, 4_000, 12_000]);
  });

  test('is repeated only after what is listed, where something is', async () => {
    const { guard } = testGuard({ retryOn: [404] });
    const { attempt, madeAtMs } = failing([retryable(), retryable()]);
    await settle(guard.request(listZones, deadlineIn(30_000), attempt));
    expect(madeAtMs).toHaveLength(1);
  });

  test.each([
    ['Retry-After', retryable(30_000)],
    ['its own back-off', retryable()],
  ])('gives up at once with the last error when the wait of %s would pass the deadline', async (_, error) => {
    const { guard } = testGuard({ retryWaitMs: 30_000, retryMaxWaitMs: 30_000 });
    const { attempt, madeAtMs } = failing([error, error]);
    const startMs = Date.now();
    expect(await settle(guard.request(listZones, deadlineIn(30_000), attempt))).toEqual({ error });
    expect(madeAtMs).toHaveLength(1);
    expect(Date.now()).toBe(startMs);
  });

  test.each([
    ['a SourceError that is not retryable', new SourceError('unauthorized', 'refused')],
    ['a bug', new TypeError('undefined is not a function')],
  ])('is not repeated after %s, which passes through unchanged', async (_, error) => {
    const { guard, lines } = testGuard();
    const { attempt, madeAtMs } = failing([error]);
    expect(await settle(guard.request(listZones, deadlineIn(30_000), attempt))).toEqual({ error });
    expect(madeAtMs).toHaveLength(1);
    expect(lines).toEqual([]);
  });

  test('takes its own number of attempts, waits and attempt time', async () => {
    const { guard } = testGuard();
    const once = failing([retryable(), retryable()]);
    await settle(
      guard.request({ ...listZones, retry: { retryAttempts: 1 } }, deadlineIn(30_000), once.attempt),
    );
    expect(once.madeAtMs).toHaveLength(1);

    const quick = failing([retryable()]);
    await settle(
      guard.request({ ...listZones, retry: { retryWaitMs: 100 } }, deadlineIn(30_000), quick.attempt),
    );
    expect(quick.madeAtMs).toEqual([0, 100]);

    const options = { ...listZones, retry: { retryAttempts: 1 }, attemptTimeoutMs: 250 };
    const hang = () => new Promise<never>(() => undefined);
    expect(await settle(guard.request(options, deadlineIn(30_000), hang))).toMatchObject({
      error: { code: 'timeout', message: 'did not answer within 250 ms' },
    });
  });

  test('logs each retry with operation, attempt and cause, and not the last failure', async () => {
    const { guard, lines } = testGuard();
    const { attempt } = failing([retryable(), retryable(), retryable()]);
    await settle(guard.request(listZones, deadlineIn(30_000), attempt));
    const fields = {
      event: 'request_retried',
      integration: 'example',
      operation: 'list zones',
      code: 'http_error',
      detail: 'answered with an error of its own (HTTP 503)',
    };
    expect(lines).toMatchObject([
      { level: 'warn', fields: { ...fields, attempt: 1, waitMs: 1_000 } },
      { level: 'warn', fields: { ...fields, attempt: 2, waitMs: 2_000 } },
    ]);
    expect(lines).toHaveLength(2);
  });
});

describe('an attempt', () => {
  const hangThenAnswer = () => {
    const signals: AbortSignal[] = [];
    const attempt = (signal: AbortSignal) => {
      signals.push(signal);
      return signals.length === 1 ? new Promise<string>(() => undefined) : Promise.resolve('answer');
    };
    return { attempt, signals };
  };

  test('is cancelled after 10 s and made again, because a time-out may pass', async () => {
    const { guard, lines } = testGuard();
    const { attempt, signals } = hangThenAnswer();
    expect(await settle(guard.request(listZones, deadlineIn(30_000), attempt))).toEqual({ value: 'answer' });
    expect(signals[0]?.aborted).toBe(true);
    expect(lines).toMatchObject([{ fields: { code: 'timeout', detail: 'did not answer within 10 s' } }]);
  });

  test('ends with the deadline when that is nearer, as a time-out, and is not made again', async () => {
    const { guard } = testGuard();
    const { attempt, signals } = hangThenAnswer();
    const deadline = deadlineIn(4_000);
    setTimeout(() => deadline.abort(new DOMException('', 'TimeoutError')), 4_000);
    const startMs = Date.now();
    expect(await settle(guard.request(listZones, deadline, attempt))).toMatchObject({
      error: { code: 'timeout' },
    });
    expect(Date.now() - startMs).toBe(4_000);
    expect(signals).toHaveLength(1);
    expect(signals[0]?.aborted).toBe(true);
  });
});

describe('an abort', () => {
  test('during the back-off ends the request at once, with no further attempt and no timer left', async () => {
    const { guard } = testGuard();
    const { attempt, madeAtMs } = failing([retryable(20_000)]);
    const deadline = deadlineIn(30_000);
    const request = guard.request(listZones, deadline, attempt).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1_000);
    deadline.abort();
    expect(await request).toMatchObject({ code: 'aborted' });
    expect(vi.getTimerCount()).toBe(0);
    await vi.runAllTimersAsync();
    expect(madeAtMs).toHaveLength(1);
  });

  test('during an attempt ends it as aborted, even one that ignores its signal', async () => {
    const { guard, lines } = testGuard();
    const deadline = deadlineIn(30_000);
    const request = guard.request(listZones, deadline, () => new Promise(() => undefined));
    deadline.abort();
    await expect(request).rejects.toMatchObject({ code: 'aborted', retryable: false });
    expect(lines).toEqual([]);
  });

  test('before the request keeps it from being made', async () => {
    const { guard } = testGuard();
    const attempt = vi.fn();
    const deadline = deadlineIn(30_000);
    deadline.abort();
    await expect(guard.request(listZones, deadline, attempt)).rejects.toMatchObject({ code: 'aborted' });
    expect(attempt).not.toHaveBeenCalled();
  });
});

test('requests inside a run end with its budget, and the run says so', async () => {
  const { guard, lines } = testGuard({ timeoutMs: 25_000 });
  const parts: unknown[] = [];
  const run = guard.run(
    (deadline) =>
      guard
        .request(listZones, deadline, () => new Promise(() => undefined))
        .catch((error: unknown) => {
          parts.push(error);
          throw error;
        }),
    () => undefined,
    new AbortController().signal,
  );
  await vi.advanceTimersByTimeAsync(25_000);
  expect(await run).toMatchObject({ failure: { code: 'timeout', detail: 'did not answer within 25 s' } });
  // Attempts at 0 s, 11 s and (after two time-outs and waits) 23 s: the third is cut off by the budget.
  expect(lines.filter((line) => line.fields.event === 'request_retried')).toHaveLength(2);
  expect(parts).toMatchObject([{ code: 'timeout' }]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a hundred requests under one deadline leave no listener behind and raise no warning', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on('warning', note);
  const { guard } = testGuard();
  const deadline = deadlineIn(30_000);
  const answers = Array.from({ length: 100 }, () => {
    const { attempt } = failing([retryable()]);
    return guard.request(listZones, deadline, attempt);
  });
  await vi.runAllTimersAsync();
  expect(await Promise.all(answers)).toEqual(Array(100).fill('answer'));
  expect(getEventListeners(deadline.signal, 'abort')).toEqual([]);
  process.off('warning', note);
  expect(warnings).toEqual([]);
});
