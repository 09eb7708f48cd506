import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRedelivery, waitBeforeMs } from '../src/redelivery.ts';
import { recordingLog } from './helpers/log.ts';

const minuteMs = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21, 6, 0, 0) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A mail server that takes what is kept at the attempt with this number. */
const started = (takenAt: number, deliverKept: () => Promise<void> = async () => undefined) => {
  const stop = new AbortController();
  const minutes: number[] = [];
  const beganMs = Date.now();
  const { log, lines } = recordingLog();
  const redelivery = createRedelivery(
    {
      hasKept: () => minutes.length < takenAt,
      deliverKept: () => {
        minutes.push((Date.now() - beganMs) / minuteMs);
        return deliverKept();
      },
      random: () => 0,
      log,
    },
    stop.signal,
  );
  return { ...redelivery, stop, minutes, lines };
};

describe('kept reports', () => {
  test('are tried after a run with growing waits, an hour at most', async () => {
    const { restart, stop, ended, minutes } = started(Number.POSITIVE_INFINITY);
    restart();
    await vi.advanceTimersByTimeAsync(4 * 60 * minuteMs);
    expect(minutes).toEqual([1, 3, 7, 15, 31, 63, 123, 183]);
    stop.abort();
    await ended;
  });

  test('of a process before are tried at once', async () => {
    const { begin, stop, ended, minutes } = started(Number.POSITIVE_INFINITY);
    begin();
    await vi.advanceTimersByTimeAsync(4 * minuteMs);
    expect(minutes).toEqual([0, 1, 3]);
    stop.abort();
    await ended;
  });

  test('are not tried when there are none, and wake nobody up', async () => {
    const { begin, restart, stop, ended, minutes } = started(0);
    begin();
    restart();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(minutes).toEqual([]);
    stop.abort();
    await ended;
  });

  test('are left alone once they were taken', async () => {
    const { restart, stop, ended, minutes } = started(2);
    restart();
    await vi.advanceTimersByTimeAsync(24 * 60 * minuteMs);
    expect(minutes).toEqual([1, 3]);
    expect(vi.getTimerCount()).toBe(0);
    stop.abort();
    await ended;
  });

  test('begin with the shortest wait again after each run, which has just tried', async () => {
    const { restart, stop, ended, minutes } = started(Number.POSITIVE_INFINITY);
    restart();
    await vi.advanceTimersByTimeAsync(10 * minuteMs);
    restart();
    await vi.advanceTimersByTimeAsync(4 * minuteMs);
    expect(minutes).toEqual([1, 3, 7, 11, 13]);
    stop.abort();
    await ended;
  });

  test('are tried on after an attempt that failed unexpectedly and the next run', async () => {
    const { restart, stop, ended, minutes, lines } = started(Number.POSITIVE_INFINITY, () =>
      Promise.reject(new Error('boom')),
    );
    restart();
    await vi.advanceTimersByTimeAsync(2 * minuteMs);
    restart();
    await vi.advanceTimersByTimeAsync(2 * minuteMs);
    expect(minutes).toEqual([1, 3]);
    expect(lines.filter(({ fields }) => fields.event === 'outbox_failed')).toHaveLength(2);
    stop.abort();
    await ended;
  });

  test('do not hold up the end, but for the attempt that is under way', async () => {
    const gate = Promise.withResolvers<void>();
    const { begin, stop, ended } = started(Number.POSITIVE_INFINITY, () => gate.promise);
    begin();
    await vi.advanceTimersByTimeAsync(0);
    let hasEnded = false;
    void ended.then(() => {
      hasEnded = true;
    });
    stop.abort();
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(hasEnded).toBe(false);
    gate.resolve();
    await ended;
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('a wait is up to a quarter longer, so that many daemons do not knock at the same moment', () => {
  expect([waitBeforeMs(0, () => 0), waitBeforeMs(0, () => 1)]).toEqual([minuteMs, 1.25 * minuteMs]);
  expect(waitBeforeMs(100, () => 0)).toBe(60 * minuteMs);
});
