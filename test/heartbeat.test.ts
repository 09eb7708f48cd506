import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readHeartbeat, startHeartbeat } from '../src/heartbeat.ts';
import { createSchedule } from '../src/schedule/schedule.ts';
import { recordingLog } from './helpers/log.ts';
import { temporaryFolder } from './helpers/program.ts';

const startMs = Date.parse('2026-11-21T07:00:00.000Z');
const minuteMs = 60_000;

let folder = temporaryFolder();
const stops: (() => void)[] = [];

const start = (dataDir = folder.path) => {
  const { log, lines } = recordingLog();
  stops.push(startHeartbeat(dataDir, { now: Date.now, log }));
  return lines;
};

beforeEach(() => {
  folder = temporaryFolder();
  vi.useFakeTimers({ now: startMs });
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
  folder.remove();
});

test('beats at once, and leaves one file', () => {
  start();

  expect(readHeartbeat(folder.path)).toBe('2026-11-21T07:00:00.000Z');
  expect(readdirSync(folder.path)).toEqual(['heartbeat']);
});

test('beats every minute until it is stopped, and the file stays', () => {
  start();
  vi.advanceTimersByTime(minuteMs);
  expect(readHeartbeat(folder.path)).toBe('2026-11-21T07:01:00.000Z');

  for (const stop of stops) stop();
  vi.advanceTimersByTime(10 * minuteMs);
  expect(readHeartbeat(folder.path)).toBe('2026-11-21T07:01:00.000Z');
});

test('a directory that is gone is logged once, with what to do, and again only after it has come back', () => {
  const dataDir = join(folder.path, 'data');
  const lines = start(dataDir);
  vi.advanceTimersByTime(5 * minuteMs);
  expect(lines).toEqual([
    {
      level: 'warn',
      fields: {
        event: 'heartbeat_failed',
        reason: expect.stringContaining(`DATA_DIR ${dataDir} cannot be written`),
      },
      message: expect.any(String),
    },
  ]);

  mkdirSync(dataDir);
  vi.advanceTimersByTime(minuteMs);
  expect(readHeartbeat(dataDir)).toBe('2026-11-21T07:06:00.000Z');
  expect(lines).toHaveLength(1);

  rmSync(dataDir, { recursive: true });
  vi.advanceTimersByTime(2 * minuteMs);
  expect(lines).toHaveLength(2);
});

test('a daemon that waits for next year wakes up for its heartbeat alone', async () => {
  const { log } = recordingLog();
  const config = { expression: '0 0 1 1 *', timeZone: 'UTC', catchUp: false };
  const stop = new AbortController();
  start();
  const waiting = createSchedule(config, { log, now: Date.now }).start(async () => undefined, stop.signal);
  await vi.advanceTimersByTimeAsync(0);
  const beganMs = Date.now();
  let wakeUps = 0;
  while (Date.now() < beganMs + 60 * minuteMs) {
    await vi.advanceTimersToNextTimerAsync();
    wakeUps += 1;
  }
  stop.abort();
  await waiting;

  expect(wakeUps).toBe(60);
});
