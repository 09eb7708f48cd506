import { describe, expect, test } from 'vitest';
import { onConsoleClock, withNotes } from '../../src/unifi/console-clock.ts';
import { collectFrom } from '../helpers/collected.ts';
import type { Answer } from '../helpers/console-server.ts';
import { hourMs, minuteMs, missing, nowMs, ok, period } from '../helpers/snapshot.ts';
import { legacy } from '../helpers/unifi-fixture.ts';

describe('the period on the console’s clock', () => {
  test.each([undefined, 0, 2 * minuteMs, -2 * minuteMs])('is our own within two minutes (%s)', (skewMs) => {
    expect(onConsoleClock(period, skewMs)).toEqual({ period, notes: [] });
  });

  test.each([
    ['12 min ahead', 12 * minuteMs],
    ['3 h behind', -3 * hourMs],
  ])('is shifted as a whole when the clock is %s, and that is said', (off, skewMs) => {
    const { period: shifted, notes } = onConsoleClock(period, skewMs);

    expect(shifted).toEqual({ fromMs: period.fromMs + skewMs, toMs: period.toMs + skewMs });
    expect(notes).toEqual([expect.stringContaining(`clock is ${off}`)]);
  });

  test('is told before the other notes of a part; a missing part has no times', () => {
    expect(withNotes(ok(1, ['b']), ['a'])).toEqual(ok(1, ['a', 'b']));
    expect(withNotes(missing('timeout'), ['a'])).toEqual(missing('timeout'));
  });
});

describe('a collection from a console whose clock is off', () => {
  const skewMs = 3 * hourMs;
  const answering =
    (value: unknown, offMs: number): Answer =>
    () => ({ json: value, headers: { date: new Date(Date.now() + offMs).toUTCString() } });

  const collect = async (offMs: number) => {
    const log = answering(
      { data: [{ id: '1', key: 'DEVICE_UNREACHABLE', timestamp: nowMs + hourMs }] },
      offMs,
    );
    const answers = {
      'GET /api/s/default/stat/sysinfo': answering(legacy([{ version: '10.4.57' }]), offMs),
      'GET /api/s/default/stat/health': answering(legacy([]), offMs),
      'GET /api/s/default/stat/sta': answering(legacy([]), offMs),
      'POST /v2/api/site/default/system-log/all': log,
    };
    const { snapshot, server } = await collectFrom(answers, period);
    const asked = server.reads.find(({ path }) => path.endsWith('system-log/all'))?.json();
    return { snapshot, asked };
  };

  test('asks for the same length of time by that clock, finds what happened then, and tells the difference', async () => {
    const { snapshot, asked } = await collect(skewMs);
    const told = Reflect.get(Object(asked), 'timestampTo') - period.toMs;

    expect(Math.abs(told - skewMs)).toBeLessThan(minuteMs);
    expect(Math.abs((snapshot.clockSkewMs ?? 0) - skewMs)).toBeLessThan(minuteMs);
    expect(snapshot.events).toMatchObject({
      data: { rows: [{ kind: 'DEVICE_UNREACHABLE' }] },
      notes: [expect.stringContaining('ahead')],
    });
  });

  test('with a clock that is right it asks for the period, and says nothing', async () => {
    const { snapshot, asked } = await collect(0);

    expect(asked).toMatchObject({ timestampFrom: period.fromMs, timestampTo: period.toMs });
    expect(snapshot.events).toMatchObject({ data: { rows: [] }, notes: [] });
  });
});
