import { describe, expect, test } from 'vitest';
import { createConsoleClock } from '../../src/console/clock.ts';
import { json, openTestConsole, startConsoleServer } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { legacy } from '../helpers/unifi-fixture.ts';

/** 21 November 2026, 07:00 UTC. */
const nowMs = Date.UTC(2026, 10, 21, 7);
const minuteMs = 60_000;
const dated = (atMs: number) => new Headers({ date: new Date(atMs).toUTCString() });

describe('the console’s clock', () => {
  test('is not known before the first answer, nor from one without a usable date', () => {
    const clock = createConsoleClock();
    clock.note(new Headers(), nowMs, nowMs);
    clock.note(new Headers({ date: 'yesterday' }), nowMs, nowMs);

    expect(clock.skewMs()).toBeUndefined();
  });

  test('is right when the answer was written between question and receipt', () => {
    const clock = createConsoleClock();
    clock.note(dated(nowMs + 20_000), nowMs, nowMs + 40_000);

    expect(clock.skewMs()).toBe(0);
  });

  test.each([
    ['ahead', 12 * minuteMs],
    ['behind', -12 * minuteMs],
  ])('is told how far it is %s, to the second', (_, skewMs) => {
    const clock = createConsoleClock();
    clock.note(dated(nowMs + skewMs), nowMs, nowMs + 300);

    expect(Math.abs((clock.skewMs() ?? 0) - skewMs)).toBeLessThan(1_000);
  });

  test('that was set right is right from the next answer on', () => {
    const clock = createConsoleClock();
    clock.note(dated(nowMs - 60 * minuteMs), nowMs, nowMs);
    clock.note(dated(nowMs), nowMs, nowMs + 1_000);

    expect(clock.skewMs()).toBe(0);
  });

  test('is read off the answers of a session', async () => {
    const server = await startConsoleServer({
      answers: {
        'GET /api/s/default/stat/health': () => ({
          json: legacy([]),
          headers: { date: new Date(Date.now() + 30 * minuteMs).toUTCString() },
        }),
        'GET /api/s/default/stat/sta': json(legacy([])),
      },
    });
    try {
      const console = openTestConsole(server);
      expect(console.clockSkewMs()).toBeUndefined();
      await console.read({ surface: 'legacy', operation: 'read', path: 'stat/sta' }, deadline());
      expect(Math.abs(console.clockSkewMs() ?? minuteMs)).toBeLessThan(minuteMs);
      await console.read({ surface: 'legacy', operation: 'read', path: 'stat/health' }, deadline());
      expect(Math.abs((console.clockSkewMs() ?? 0) - 30 * minuteMs)).toBeLessThan(minuteMs);
    } finally {
      await server.close();
    }
  });
});
