import { expect, test } from 'vitest';
import { createLimitsCache } from '../../../src/integrations/cloudflare/limits-cache.ts';
import { openClient } from './client-door.ts';
import { freeSettings, nowMs, proSettings, send, zoneNode, zoneOf } from './fake-cloudflare.ts';

const minuteMs = 60_000;

/** A cache on a clock of its own, and how often each zone was asked about. */
const open = async () => {
  const { client, deadline, server } = await openClient((request, response) =>
    send(zoneNode({ settings: zoneOf(request) === 'pro' ? proSettings : freeSettings }))(request, response),
  );
  let atMs = nowMs;
  const cache = createLimitsCache(() => atMs);
  return {
    read: (zone: string) => cache.read(client, zone, deadline),
    asked: () => server.requests.map(zoneOf),
    wait: (ms: number) => {
      atMs += ms;
    },
  };
};

test('each zone is asked about, and not again for an hour', async () => {
  const { read, asked, wait } = await open();
  expect((await read('pro')).eventCounts.enabled).toBe(true);
  expect((await read('free')).eventCounts.enabled).toBe(false);
  wait(60 * minuteMs - 1);
  expect((await read('pro')).eventCounts.enabled).toBe(true);
  expect(asked()).toEqual(['pro', 'free']);
  wait(1);
  await read('pro');
  expect(asked()).toEqual(['pro', 'free', 'pro']);
});

test('a clock that is set back forgets, so that nothing is kept for longer', async () => {
  const { read, asked, wait } = await open();
  await read('pro');
  wait(-minuteMs);
  await read('pro');
  expect(asked()).toEqual(['pro', 'pro']);
});
