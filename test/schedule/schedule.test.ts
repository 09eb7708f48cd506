import { getTasks } from 'node-cron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ScheduleConfig } from '../../src/config/config.ts';
import { createSchedule, type StartOptions } from '../../src/schedule/schedule.ts';
import { recordingLog } from '../helpers/log.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const daily: ScheduleConfig = {
  expression: '0 7 * * *',
  preset: 'daily',
  timeZone: 'Europe/Berlin',
  catchUp: true,
};

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21, 12, 0, 0) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Starts a schedule whose job is `job`, and records when it was called. */
const started = (config: ScheduleConfig, job: () => Promise<void>, options: StartOptions = {}) => {
  const { log, lines } = recordingLog();
  const stop = new AbortController();
  const calls: string[] = [];
  const signals: AbortSignal[] = [];
  const schedule = createSchedule(config, { log, now: Date.now });
  const ended = schedule.start(
    (signal) => {
      calls.push(new Date().toISOString());
      signals.push(signal);
      return job();
    },
    stop.signal,
    options,
  );
  const events = () => lines.map(({ fields }) => fields.event);
  return { calls, signals, lines, events, stop, ended };
};

const nothing = () => Promise.resolve();

describe('the next times', () => {
  test('are wall-clock times of the zone, across a change of the clock', () => {
    vi.setSystemTime(Date.UTC(2026, 9, 23, 12, 0, 0));
    const schedule = createSchedule(daily, { log: recordingLog().log, now: Date.now });
    expect(schedule.next(3).map((ms) => new Date(ms).toISOString())).toEqual([
      '2026-10-24T05:00:00.000Z',
      '2026-10-25T06:00:00.000Z',
      '2026-10-26T06:00:00.000Z',
    ]);
  });

  test('leave nothing behind', () => {
    createSchedule(daily, { log: recordingLog().log, now: Date.now }).next(3);
    expect(getTasks().size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a started schedule', () => {
  test('calls its job when it is due, day after day', async () => {
    const { calls, stop, ended } = started(daily, nothing);
    await vi.advanceTimersByTimeAsync(3 * dayMs);
    stop.abort();
    await ended;
    expect(calls).toEqual([
      '2026-11-22T06:00:00.000Z',
      '2026-11-23T06:00:00.000Z',
      '2026-11-24T06:00:00.000Z',
    ]);
  });

  test('does not call it at start, unless asked to', async () => {
    const quiet = started(daily, nothing);
    const asked = started(daily, nothing, { runNow: true });
    await vi.advanceTimersByTimeAsync(hourMs);
    expect(quiet.calls).toEqual([]);
    expect(asked.calls).toEqual(['2026-11-21T12:00:00.000Z']);
    quiet.stop.abort();
    asked.stop.abort();
    await Promise.all([quiet.ended, asked.ended]);
  });

  test('logs the next run at start and after each run', async () => {
    const { lines, stop, ended } = started(daily, nothing);
    await vi.advanceTimersByTimeAsync(dayMs);
    stop.abort();
    await ended;
    expect(lines).toEqual(
      ['2026-11-22T06:00:00.000Z', '2026-11-23T06:00:00.000Z'].map((at) => ({
        level: 'info',
        message: 'Next run',
        fields: { event: 'next_run', at, timeZone: 'Europe/Berlin' },
      })),
    );
  });

  test('never runs its job twice at once; a slot that comes meanwhile is skipped and logged', async () => {
    const gate = Promise.withResolvers<void>();
    const { calls, events, stop, ended } = started(
      { ...daily, expression: '0 * * * *' },
      () => gate.promise,
      { runNow: true },
    );
    await vi.advanceTimersByTimeAsync(2 * hourMs);
    expect(calls).toHaveLength(1);
    expect(events().filter((event) => event === 'run_skipped')).toHaveLength(2);

    gate.resolve();
    await vi.advanceTimersByTimeAsync(hourMs);
    expect(calls).toEqual(['2026-11-21T12:00:00.000Z', '2026-11-21T15:00:00.000Z']);
    stop.abort();
    await ended;
  });

  test.each([
    ['rejects', () => Promise.reject(new Error('boom'))],
    [
      'throws',
      () => {
        throw new Error('boom');
      },
    ],
  ])('goes on when a run %s, and logs it', async (_how, job: () => Promise<void>) => {
    const { calls, lines, stop, ended } = started(daily, job);
    await vi.advanceTimersByTimeAsync(2 * dayMs);
    stop.abort();
    await ended;
    expect(calls).toHaveLength(2);
    expect(lines.filter(({ fields }) => fields.event === 'run_failed')).toHaveLength(2);
  });
});

describe('slots that pass while the process is suspended', () => {
  /** The clock goes on while timers stand still; then a day passes as usual. */
  const sleepThrough = async (ms: number): Promise<void> => {
    await vi.advanceTimersByTimeAsync(1000);
    vi.setSystemTime(Date.now() + ms);
    await vi.advanceTimersByTimeAsync(dayMs - hourMs);
  };

  test('are caught up by one run, not by a burst', async () => {
    const { calls, lines, stop, ended } = started(daily, nothing);
    await sleepThrough(2 * dayMs + 2 * hourMs);
    stop.abort();
    await ended;
    // The timer of the 22nd, 06:00, comes when the clock shows the 24th, 08:00: three slots have passed.
    expect(calls).toEqual(['2026-11-24T08:00:00.000Z']);
    expect(lines.filter(({ fields }) => fields.event === 'slots_missed')).toEqual([
      expect.objectContaining({
        fields: { event: 'slots_missed', slots: 3, lateMs: 2 * dayMs + 2 * hourMs, catchUp: true },
      }),
    ]);
  });

  test('are caught up by one run after the one that slept through them', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const sleeper = (): Promise<void> => (calls.length === 1 ? promise : Promise.resolve());
    const { calls, stop, ended } = started(daily, sleeper, { runNow: true });
    await sleepThrough(2 * dayMs + 2 * hourMs);
    expect(calls).toHaveLength(1);
    resolve();
    await vi.advanceTimersByTimeAsync(1000);
    stop.abort();
    await ended;
    expect(calls).toHaveLength(2);
  });

  test('are only logged when catching up is switched off', async () => {
    const { calls, events, stop, ended } = started({ ...daily, catchUp: false }, nothing);
    await sleepThrough(2 * dayMs + 2 * hourMs);
    stop.abort();
    await ended;
    expect(calls).toEqual([]);
    expect(events()).toContain('slots_missed');
  });

  test('of less than a minute are no matter', async () => {
    const { calls, events, stop, ended } = started(daily, nothing);
    vi.setSystemTime(Date.now() + 30_000);
    await vi.advanceTimersByTimeAsync(dayMs);
    stop.abort();
    await ended;
    expect(calls).toHaveLength(1);
    expect(events()).not.toContain('slots_missed');
  });
});

describe('a stopped schedule', () => {
  test('waits for the job that runs, which is told', async () => {
    const gate = Promise.withResolvers<void>();
    const { signals, stop, ended } = started(daily, () => gate.promise, { runNow: true });
    await vi.advanceTimersByTimeAsync(1);
    let hasEnded = false;
    void ended.then(() => {
      hasEnded = true;
    });

    stop.abort();
    await vi.advanceTimersByTimeAsync(1000);
    expect(signals[0]?.aborted).toBe(true);
    expect(hasEnded).toBe(false);
    gate.resolve();
    await ended;
  });

  test('calls nothing any more and leaves nothing behind', async () => {
    const { calls, stop, ended } = started(daily, nothing);
    stop.abort();
    await ended;
    await vi.advanceTimersByTimeAsync(3 * dayMs);
    expect(calls).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    expect(getTasks().size).toBe(0);
  });

  test('does not begin when it was stopped before', async () => {
    const { log, lines } = recordingLog();
    const schedule = createSchedule(daily, { log, now: Date.now });
    const job = vi.fn(nothing);
    await schedule.start(job, AbortSignal.abort(), { runNow: true });
    expect(job).not.toHaveBeenCalled();
    expect(lines).toEqual([]);
  });
});

describe('a clock that is set back', () => {
  const setBack = (ms: number): void => {
    vi.setSystemTime(Date.now() - ms);
  };

  test('before a slot makes it wait for its time on the clock as it is then', async () => {
    const { calls, stop, ended } = started(daily, nothing);
    await vi.advanceTimersByTimeAsync(hourMs);
    setBack(3 * hourMs);
    await vi.advanceTimersByTimeAsync(dayMs);
    stop.abort();
    await ended;
    expect(calls).toEqual(['2026-11-22T06:00:00.000Z']);
  });

  test('over a slot that has run does not make it run again, and the schedule goes on', async () => {
    const { calls, stop, ended } = started(daily, nothing);
    await vi.advanceTimersByTimeAsync(18.5 * hourMs);
    setBack(hourMs);
    await vi.advanceTimersByTimeAsync(2 * dayMs);
    stop.abort();
    await ended;
    expect(calls).toEqual(['2026-11-22T06:00:00.000Z', '2026-11-23T06:00:00.000Z']);
  });
});
