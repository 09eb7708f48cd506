import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fetch, Reply } from '../../../src/net/reply.ts';
import { replyWith } from '../../helpers/reply.ts';
import { running, showing, shownIn } from './client/asking.ts';

/** Timings on a fake clock: no socket, the answers come from a stub of the fetch. */
type Answer = () => Promise<Reply>;

const startedAtMs = Date.UTC(2026, 4, 26, 7);
beforeEach(() => {
  vi.useFakeTimers({ now: startedAtMs });
});
afterEach(() => {
  vi.useRealTimers();
});

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  async () =>
    replyWith('{"state":"ok"}', code, headers);
const broken: Answer = () => Promise.reject(Object.assign(new Error('broken'), { code: 'ECONNRESET' }));
const hang: Answer = () => new Promise(() => undefined);

/** The declaration behind the guard that it declares; `answers` come in turn, the last one for ever. */
const subject = (more: object, ...answers: readonly Answer[]) => {
  const askedAtMs: number[] = [];
  const fetch: Fetch = () => {
    askedAtMs.push(Date.now() - startedAtMs);
    const answer = answers[Math.min(askedAtMs.length, answers.length) - 1];
    return answer?.() ?? status(200)();
  };
  const { retry: _quick, ...declaration } = showing('http://nas.example', '$.host.state');
  const { runner, run } = running([{ ...declaration, ...more }], { fetch });
  const once = async () => {
    const done = run();
    await vi.runAllTimersAsync();
    return (await done).sections[0];
  };
  return { askedAtMs, once, stats: () => runner.stats()[0] };
};
const operation = (more: object) => ({ operations: { host: { path: '/host', ...more } } });
const calm = { jitter: false };
/** Each wait of the real guard takes a millisecond or two more. */
const rounded = (timesMs: readonly number[]) => timesMs.map((atMs) => Math.round(atMs / 10) * 10);

describe('retry as declared', () => {
  test('waits as long as it says, longer each time by its multiplier, up to its longest', async () => {
    const retry = { ...calm, maxAttempts: 5, initialWait: '200ms', maxWait: '1500ms', multiplier: 3 };
    const { once, askedAtMs } = subject({ retry }, status(503));
    await once();
    expect(rounded(askedAtMs)).toEqual([0, 200, 800, 2_300, 3_800]);
  });

  test('has the defaults of the design: three attempts, 1 s, doubled, half of it jitter', async () => {
    const { once, askedAtMs } = subject({}, status(503));
    await once();
    // The harness' random is 0.5, so that a wait is three quarters of what it would be.
    expect(rounded(askedAtMs)).toEqual([0, 750, 2_250]);
  });

  test.each([
    ['408', status(408)],
    ['429', status(429)],
    ['500', status(500)],
    ['504', status(504)],
    ['a broken connection', broken],
  ])('asks again after %s unless told otherwise', async (_, failure) => {
    const { once, askedAtMs } = subject({}, failure, status(200));
    expect(shownIn(await once())).toBe('ok');
    expect(askedAtMs).toHaveLength(2);
  });

  test.each([
    ['a status that it lists', [404], status(404), 2],
    ['a class that it lists', ['4xx'], status(418), 2],
    ['a status that it does not list', [429], status(503), 1],
    ['a broken connection, which it does not list', [503], broken, 1],
    ['a broken connection, which it lists', ['connection'], broken, 2],
  ])('asks again after what it lists: %s', async (_, retryOn, failure, attempts) => {
    const { once, askedAtMs } = subject({ retry: { retryOn } }, failure, status(200));
    await once();
    expect(askedAtMs).toHaveLength(attempts);
  });

  test.each([
    [true, [0, 3_000]],
    [false, [0, 1_000]],
  ])('honours Retry-After: %o', async (retryAfter, expected) => {
    const retry = { ...calm, retryAfter };
    const { once, askedAtMs } = subject({ retry }, status(429, { 'retry-after': '3' }), status(200));
    await once();
    expect(rounded(askedAtMs)).toEqual(expected);
  });

  test('an operation may want it otherwise, and keeps what it does not say', async () => {
    const retry = { ...calm, maxAttempts: 2, initialWait: '100ms' };
    const { once, askedAtMs } = subject({ retry, ...operation({ retry: { maxAttempts: 3 } }) }, status(503));
    await once();
    expect(rounded(askedAtMs)).toEqual([0, 100, 300]);
  });

  test('an attempt may take as long as its operation says, the fetch as long as the integration says', async () => {
    const retry = { ...calm, initialWait: '1s' };
    const { once, askedAtMs } = subject({ retry, timeout: '12s', ...operation({ timeout: '4s' }) }, hang);
    expect(await once()).toMatchObject({ success: false, reason: expect.stringMatching(/did not answer/) });
    // 4 s and a wait of 1 s; 4 s and a wait of 2 s; the budget ends the third attempt.
    expect(rounded(askedAtMs)).toEqual([0, 5_000, 11_000]);
    expect(Date.now() - startedAtMs).toBeLessThanOrEqual(12_100);
  });

  test('a budget that is too short for another wait ends with the last failure, not later', async () => {
    const { once, askedAtMs } = subject(
      { timeout: '900ms', retry: { ...calm, initialWait: '1s' } },
      status(503),
    );
    expect(await once()).toMatchObject({ reason: expect.stringContaining('(HTTP 503)') });
    expect(askedAtMs).toHaveLength(1);
  });
});

describe('circuit as declared', () => {
  const once = { retry: { maxAttempts: 1 } };

  test('opens after as many failures as it says, and tries again when it says', async () => {
    const {
      once: run,
      askedAtMs,
      stats,
    } = subject({ ...once, circuit: { threshold: 2, resetAfter: '30s' } }, status(503));
    await run();
    await run();
    expect(stats()?.state).toBe('open');
    expect(await run()).toMatchObject({ success: false, reason: expect.stringMatching(/^Skipped/) });
    expect(askedAtMs).toHaveLength(2);

    await vi.advanceTimersByTimeAsync(29_000);
    expect(stats()?.state).toBe('open');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stats()?.state).toBe('half_open');
    await run();
    expect(askedAtMs).toHaveLength(3);
  });

  test('forgets failures that are older than its window', async () => {
    const { once: run, stats } = subject({ ...once, circuit: { threshold: 2, window: '1m' } }, status(503));
    await run();
    await vi.advanceTimersByTimeAsync(61_000);
    await run();
    expect(stats()?.state).toBe('closed');
    await vi.advanceTimersByTimeAsync(59_000);
    await run();
    expect(stats()?.state).toBe('open');
  });

  test('has the defaults of the design: three failures however old, one minute', async () => {
    const { once: run, stats } = subject(once, status(503));
    for (let fetches = 1; fetches <= 3; fetches += 1) {
      expect(stats()?.state).toBe('closed');
      await run();
      await vi.advanceTimersByTimeAsync(86_400_000);
    }
    expect(stats()).toMatchObject({ state: 'half_open', failures: 3 });
  });
});
