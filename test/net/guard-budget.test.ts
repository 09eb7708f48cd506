import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SourceError } from '../../src/net/errors.ts';
import type { Deadline } from '../../src/net/guard.ts';
import { alwaysSuccess, running, testGuard } from '../helpers/guard.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 5, 7) });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the budget', () => {
  test('ends a fetch that ignores its signal, at 30 s and not before', async () => {
    const { guard } = testGuard();
    const settled = vi.fn();
    const run = guard.run(() => new Promise(() => undefined), alwaysSuccess, running());
    void run.then(settled);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await run).toEqual({
      success: false,
      durationMs: 30_000,
      failure: { code: 'timeout', detail: 'did not answer within 30 s' },
    });
  });

  test('tells the fetch its deadline and aborts its signal then, with a TimeoutError', async () => {
    const { guard } = testGuard({ timeoutMs: 1_500 });
    const given: Deadline[] = [];
    const hang = (deadline: Deadline) => {
      given.push(deadline);
      return new Promise(() => undefined);
    };
    const run = guard.run(hang, alwaysSuccess, running());
    expect(given[0]?.deadlineMs).toBe(Date.now() + 1_500);
    expect(given[0]?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await run).toMatchObject({ failure: { detail: 'did not answer within 1.5 s' } });
    expect(given[0]?.signal.reason).toMatchObject({ name: 'TimeoutError' });
  });

  test('calls it a time-out, whatever words the fetch finds for its own abort', async () => {
    const { guard } = testGuard();
    const complain = ({ signal }: Deadline) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new SourceError('network', 'the connection broke')));
      });
    const run = guard.run(complain, alwaysSuccess, running());
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await run).toMatchObject({ failure: { code: 'timeout' } });
  });

  test('counts a hang as a failure of the source', async () => {
    const { guard } = testGuard({ circuitThreshold: 1 });
    const run = guard.run(() => new Promise(() => undefined), alwaysSuccess, running());
    await vi.advanceTimersByTimeAsync(30_000);
    await run;
    expect(guard.stats()).toMatchObject({ state: 'open', lastFailureCode: 'timeout' });
  });

  test('leaves no timer behind, whether the fetch succeeds, fails or is cancelled', async () => {
    const { guard } = testGuard();
    const stop = new AbortController();
    await guard.run(() => 'fine', alwaysSuccess, running());
    await guard.run(() => Promise.reject(new Error('no')), alwaysSuccess, running());
    const cancelled = guard.run(() => new Promise(() => undefined), alwaysSuccess, stop.signal);
    stop.abort();
    await cancelled;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a run', () => {
  const throwing = (thrown: unknown) => () => {
    throw thrown;
  };
  const unreadable = Object.defineProperty(new Error('x'), 'message', { get: throwing(new Error('no')) });

  test.each([
    ['a sync throw', throwing(new Error('bug'))],
    ['a rejection', () => Promise.reject(new Error('bug'))],
    ['a thrown string', throwing('bug')],
    ['a thrown undefined', throwing(undefined)],
    ['a thrown null', throwing(null)],
    ['a thrown object without a prototype', throwing(Object.create(null))],
    ['an error whose message cannot be read', throwing(unreadable)],
  ])('turns %s into an unexpected failure and never rejects', async (_, fetch) => {
    const { guard } = testGuard();
    const outcome = await guard.run<unknown>(fetch, alwaysSuccess, running());
    expect(outcome).toMatchObject({
      success: false,
      failure: { code: 'unexpected', detail: 'something unexpected went wrong; the log says more' },
    });
    expect(guard.stats().failures).toBe(1);
  });

  test('survives a failureOf that throws', async () => {
    const { guard } = testGuard();
    const outcome = await guard.run(() => 'value', throwing(new Error('bug')), running());
    expect(outcome).toMatchObject({ success: false, failure: { code: 'unexpected' } });
  });

  test('keeps code and message of a SourceError', async () => {
    const { guard } = testGuard();
    const outcome = await guard.run(throwing(new SourceError('tls', 'expired')), alwaysSuccess, running());
    expect(outcome).toMatchObject({ success: false, failure: { code: 'tls', detail: 'expired' } });
  });

  test('takes a fetch that returns no promise', async () => {
    const { guard } = testGuard();
    expect(await guard.run(() => 42, alwaysSuccess, running())).toEqual({
      success: true,
      durationMs: 0,
      value: 42,
    });
  });
});

describe('the stats', () => {
  test('hold what happened last, and do not count a skip as a call', async () => {
    const { guard } = testGuard({ circuitThreshold: 1 });
    expect(guard.stats()).toEqual({ state: 'closed', calls: 0, failures: 0 });
    const startMs = Date.now();
    await guard.run(() => 'fine', alwaysSuccess, running());
    const slow = guard.run(() => new Promise(() => undefined), alwaysSuccess, running());
    await vi.advanceTimersByTimeAsync(30_000);
    await slow;
    await guard.run(() => 'skipped', alwaysSuccess, running());
    expect(guard.stats()).toEqual({
      state: 'open',
      calls: 2,
      failures: 1,
      lastSuccessAtMs: startMs,
      lastFailureAtMs: startMs + 30_000,
      lastFailureCode: 'timeout',
      lastDurationMs: 30_000,
    });
  });
});
