import { expect, test } from 'vitest';
import { generationNames } from '../../src/demo/console/generation.ts';
import { usageBetween } from '../../src/demo/world/usage.ts';
import { createWorld } from '../../src/demo/world/world.ts';
import { readUsage } from '../../src/unifi/usage.ts';
import { openTestConsole } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { bodyOf, rowsOf } from './ask.ts';
import { apiKey, authorized, dayMs, legacy, nowMs, openConsole } from './consoles.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const world = createWorld(nowMs);
const lastDay = (stepMs: number) => usageBetween(nowMs - dayMs, nowMs, stepMs, world);
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

test('hours, days and five minutes of the same time add up to the same traffic', () => {
  const bytes = (stepMs: number) => {
    const rows = usageBetween(nowMs - (nowMs % dayMs) - dayMs, nowMs - (nowMs % dayMs), stepMs, world);
    return rows.length === dayMs / stepMs ? sum(rows.map(({ downloadBytes }) => downloadBytes)) : undefined;
  };
  expect(bytes(5 * minuteMs)).toBeGreaterThan(10e9);
  expect(bytes(hourMs)).toBe(bytes(5 * minuteMs));
  expect(bytes(dayMs)).toBe(bytes(hourMs));
});

test('nothing passes the line while it is down, and the clients stay', () => {
  const { outage } = world.internet;
  const during = lastDay(5 * minuteMs).filter(
    ({ fromMs }) => fromMs >= outage.fromMs && fromMs + 5 * minuteMs <= outage.toMs,
  );
  expect(during.length).toBeGreaterThan(0);
  expect(during.map(({ downloadBytes, uploadBytes }) => downloadBytes + uploadBytes)).toEqual(
    during.map(() => 0),
  );
  expect(during.every(({ wirelessClients }) => wirelessClients > 0)).toBe(true);
});

test('the newest five minutes have about as many clients as are here now', () => {
  const { wiredClients = 0, wirelessClients = 0 } = lastDay(5 * minuteMs).at(-1) ?? {};
  expect(Math.abs(wiredClients + wirelessClients - world.clients.length)).toBeLessThanOrEqual(1);
});

test('a later look at the same time finds the same', () => {
  const later = createWorld(nowMs + 2 * hourMs);
  const sameTime = usageBetween(nowMs - dayMs, nowMs, hourMs, later);
  expect(sameTime.map(({ downloadBytes }) => downloadBytes)).toEqual(
    lastDay(hourMs).map(({ downloadBytes }) => downloadBytes),
  );
});

test('every generation answers the same, only what is asked for, and no running hour', async () => {
  const question = {
    method: 'POST',
    body: { attrs: ['wan-rx_bytes', 'time'], start: nowMs - dayMs, end: nowMs },
  } as const;
  const texts = await Promise.all(
    generationNames.map(async (name) => {
      const askConsole = await authorized(await openConsole(name), name);
      return askConsole(`${legacy}/stat/report/hourly.site`, question);
    }),
  );
  const [first] = texts;
  if (first === undefined) throw new Error('no generation answered');

  expect(new Set(texts.map(({ text }) => text)).size).toBe(1);
  expect(bodyOf(first)).toMatchObject({ meta: { rc: 'ok' } });
  expect(rowsOf(first)).toHaveLength(24);
  expect(rowsOf(first).at(-1)).toEqual({
    time: nowMs - hourMs,
    'wan-rx_bytes': lastDay(hourMs).at(-1)?.downloadBytes,
    o: 'site',
    oid: 'default',
    site: 'default',
  });
});

test.each([
  ['an hour', hourMs, 12],
  ['a day', dayMs, 24],
  ['a week', 7 * dayMs, 168],
  ['a month, the running day left out', 31 * dayMs, 31],
])('a report of %s gets what was counted in it', async (_, lengthMs, stretches) => {
  const opened = await openConsole('newest');
  const console = openTestConsole(
    { ...opened, requests: [] },
    { credentials: { kind: 'key', apiKey }, now: () => nowMs },
  );
  const { samples } = await readUsage(console, { fromMs: nowMs - lengthMs, toMs: nowMs }, deadline());

  expect(samples).toHaveLength(stretches);
  expect(samples.every(({ downloadBytes, clientCount }) => downloadBytes !== undefined && clientCount)).toBe(
    true,
  );
});

test('what is older than a console keeps is not answered', async () => {
  const askConsole = await authorized(await openConsole('newest'), 'newest');
  const rows = async (interval: string) =>
    rowsOf(
      await askConsole(`${legacy}/stat/report/${interval}.site`, {
        method: 'POST',
        body: { attrs: ['time'], start: nowMs - 31 * dayMs, end: nowMs },
      }),
    ).length;
  expect(await rows('5minutes')).toBe(288);
  expect(await rows('hourly')).toBe(168);
  expect(await rows('daily')).toBe(30);
});
