import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SourceError } from '../../src/net/errors.ts';
import type { Guard } from '../../src/net/guard.ts';
import { alwaysSuccess, running, testGuard } from '../helpers/guard.ts';

const resetAfterMs = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 5, 7) });
});
afterEach(() => {
  vi.useRealTimers();
});

const broken = () => Promise.reject(new SourceError('network', 'could not connect'));

async function failTimes(guard: Guard, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await guard.run(broken, alwaysSuccess, running());
}

describe('the circuit', () => {
  test('opens after 3 failed fetches, and the fourth asks nothing', async () => {
    const { guard } = testGuard();
    await failTimes(guard, 2);
    expect(guard.stats().state).toBe('closed');
    await failTimes(guard, 1);
    expect(guard.stats().state).toBe('open');

    const fetch = vi.fn(() => 'never');
    const outcome = await guard.run(fetch, alwaysSuccess, running());
    expect(outcome).toMatchObject({ success: false, failure: { code: 'circuit_open' } });
    expect(fetch).not.toHaveBeenCalled();
  });

  test('opens after as many failures as the settings say', async () => {
    const { guard } = testGuard({ circuitThreshold: 1 });
    await failTimes(guard, 1);
    expect(guard.stats().state).toBe('open');
  });

  test('counts consecutive failures only', async () => {
    const { guard } = testGuard();
    await failTimes(guard, 2);
    await guard.run(() => 'fine', alwaysSuccess, running());
    await failTimes(guard, 2);
    expect(guard.stats().state).toBe('closed');
  });

  test('counts a returned failure exactly as a thrown one', async () => {
    const { guard } = testGuard();
    const refused = { code: 'forbidden', detail: 'the token may not read zones' } as const;
    for (let i = 0; i < 3; i += 1) {
      const outcome = await guard.run(
        () => 'a failure in disguise',
        () => refused,
        running(),
      );
      expect(outcome).toMatchObject({ success: false, failure: refused });
    }
    expect(guard.stats()).toMatchObject({ state: 'open', failures: 3, lastFailureCode: 'forbidden' });
  });

  test('is still open just before the reset time and lets a trial through at it', async () => {
    const { guard } = testGuard();
    await failTimes(guard, 3);
    const fetch = vi.fn(() => 'fine');
    vi.advanceTimersByTime(resetAfterMs - 1);
    expect(guard.stats().state).toBe('open');
    await guard.run(fetch, alwaysSuccess, running());
    expect(fetch).not.toHaveBeenCalled();

    vi.advanceTimersByTime(1);
    expect(guard.stats().state).toBe('half_open');
    const outcome = await guard.run(fetch, alwaysSuccess, running());
    expect(outcome).toMatchObject({ success: true, value: 'fine' });
    expect(guard.stats().state).toBe('closed');
  });

  test('lets exactly one trial through, however many ask during it', async () => {
    const { guard } = testGuard();
    await failTimes(guard, 3);
    vi.advanceTimersByTime(resetAfterMs);
    const trial = Promise.withResolvers<string>();
    const first = guard.run(() => trial.promise, alwaysSuccess, running());
    const second = vi.fn(() => 'second');
    const refused = await guard.run(second, alwaysSuccess, running());
    expect(refused).toMatchObject({ success: false, failure: { code: 'circuit_open' } });
    expect(second).not.toHaveBeenCalled();

    trial.resolve('fine');
    expect(await first).toMatchObject({ success: true });
    expect(await guard.run(second, alwaysSuccess, running())).toMatchObject({
      success: true,
      value: 'second',
    });
  });

  test('opens again at once when the trial fails, for the whole reset time', async () => {
    const { guard } = testGuard();
    await failTimes(guard, 3);
    vi.advanceTimersByTime(resetAfterMs);
    await failTimes(guard, 1);
    vi.advanceTimersByTime(resetAfterMs - 1);
    expect(guard.stats().state).toBe('open');
    const fetch = vi.fn();
    await guard.run(fetch, alwaysSuccess, running());
    expect(fetch).not.toHaveBeenCalled();
  });

  test('recovers fully: after a good trial it takes 3 failures again', async () => {
    const { guard } = testGuard();
    await failTimes(guard, 3);
    vi.advanceTimersByTime(resetAfterMs);
    await guard.run(() => 'fine', alwaysSuccess, running());
    await failTimes(guard, 2);
    expect(guard.stats().state).toBe('closed');
  });

  test('of one guard does not touch another', async () => {
    const one = testGuard();
    const other = testGuard();
    await failTimes(one.guard, 3);
    expect(await other.guard.run(() => 'fine', alwaysSuccess, running())).toMatchObject({ success: true });
  });

  test('does not exist for the console, which is always asked', async () => {
    const { guard } = testGuard({}, { circuit: 'none' });
    await failTimes(guard, 10);
    expect(guard.stats()).toMatchObject({ state: 'closed', failures: 10 });
    expect(await guard.run(() => 'fine', alwaysSuccess, running())).toMatchObject({ success: true });
  });
});

describe('a shutdown', () => {
  const hang = () => new Promise<string>(() => undefined);

  async function runAndStop(guard: Guard) {
    const stop = new AbortController();
    const run = guard.run(hang, alwaysSuccess, stop.signal);
    stop.abort();
    return run;
  }

  test('ends the fetch at once as aborted, even one that ignores its signal', async () => {
    const { guard } = testGuard();
    expect(await runAndStop(guard)).toMatchObject({ success: false, failure: { code: 'aborted' } });
  });

  test('asks nothing when it came first', async () => {
    const { guard } = testGuard();
    const fetch = vi.fn();
    const outcome = await guard.run(fetch, alwaysSuccess, AbortSignal.abort());
    expect(outcome).toMatchObject({ success: false, failure: { code: 'aborted' } });
    expect(fetch).not.toHaveBeenCalled();
  });

  test('is neither a failure nor a success of the source', async () => {
    const { guard, events } = testGuard();
    await failTimes(guard, 2);
    await runAndStop(guard);
    expect(guard.stats()).toMatchObject({ state: 'closed', failures: 2 });
    await failTimes(guard, 1);
    expect(guard.stats().state).toBe('open');
    expect(events('warn').filter((event) => event === 'fetch_failed')).toHaveLength(3);
  });

  test('during the trial leaves the trial to the next fetch', async () => {
    const { guard, events } = testGuard();
    await failTimes(guard, 3);
    vi.advanceTimersByTime(resetAfterMs);
    await runAndStop(guard);
    expect(guard.stats().state).toBe('half_open');
    expect(events('info')).not.toContain('circuit_closed');
    expect(await guard.run(() => 'fine', alwaysSuccess, running())).toMatchObject({ success: true });
    expect(guard.stats().state).toBe('closed');
  });
});

describe('the log', () => {
  test('says once that the circuit opened, with the time of the next trial, and once that it closed', async () => {
    const { guard, lines, events } = testGuard();
    await failTimes(guard, 3);
    const opened = lines.find((line) => line.fields.event === 'circuit_opened');
    expect(opened).toMatchObject({
      level: 'warn',
      fields: { integration: 'example', nextTrialAt: '2026-01-05T07:01:00.000Z' },
    });
    vi.advanceTimersByTime(resetAfterMs);
    await failTimes(guard, 1);
    vi.advanceTimersByTime(resetAfterMs);
    await guard.run(() => 'fine', alwaysSuccess, running());
    expect(events().filter((event) => event === 'circuit_opened')).toHaveLength(1);
    expect(events('info')).toEqual(['circuit_closed']);
  });

  test('says it again when the circuit opens another time', async () => {
    const { guard, events } = testGuard();
    await failTimes(guard, 3);
    vi.advanceTimersByTime(resetAfterMs);
    await guard.run(() => 'fine', alwaysSuccess, running());
    await failTimes(guard, 3);
    expect(events('warn').filter((event) => event === 'circuit_opened')).toHaveLength(2);
  });

  test('mentions a skip at DEBUG only and not as a failed fetch', async () => {
    const { guard, lines } = testGuard();
    await failTimes(guard, 3);
    const before = lines.length;
    await guard.run(() => 'never', alwaysSuccess, running());
    expect(lines.slice(before).map(({ level, fields }) => [level, fields.event])).toEqual([
      ['debug', 'fetch_skipped'],
    ]);
  });

  test('warns of a foreseen failure with its code, reason and duration', async () => {
    const { guard, lines } = testGuard();
    await failTimes(guard, 1);
    expect(lines).toMatchObject([
      {
        level: 'warn',
        fields: {
          event: 'fetch_failed',
          integration: 'example',
          code: 'network',
          detail: 'could not connect',
          durationMs: 0,
        },
      },
    ]);
  });

  test('reports an unexpected failure as an error, with type and message but without stack, query or password', async () => {
    const { guard, lines } = testGuard();
    const thrown = new TypeError('cannot read https://me:pw@api.example/zones?token=secret\nof undefined');
    const outcome = await guard.run(() => Promise.reject(thrown), alwaysSuccess, running());
    expect(outcome).toMatchObject({ failure: { code: 'unexpected' } });
    expect(lines[0]).toMatchObject({
      level: 'error',
      fields: {
        event: 'fetch_failed',
        code: 'unexpected',
        err: { type: 'TypeError', message: 'cannot read https://api.example/zones of undefined' },
      },
    });
    expect(JSON.stringify([lines, outcome])).not.toMatch(/secret|me:pw|guard-circuit\.test/);
  });
});
