import { describe, expect, test } from 'vitest';
import type { Handler } from '../../helpers/https-server.ts';
import {
  eventRow,
  freeSettings,
  graphqlErrors,
  isGraphql,
  lastHours,
  list,
  nowMs,
  proSettings,
  send,
  zoneNode,
  zoneOf,
  zoneRow,
} from './fake-cloudflare.ts';
import { ask, show } from './opening.ts';
import { shown } from './reading.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const perHour = 'Security events per hour, in all';
const bySample = ', by a sample';
const queryOf = ({ body }: { readonly body: string }): string => JSON.parse(body).query;

const hour = (datetimeHour: unknown, count: unknown) => ({ count, dimensions: { datetimeHour } });
const byAction = [{ count: 5, dimensions: { action: 'block', source: 'firewallManaged' } }];
const counts = (byHour: unknown) => send(zoneNode({ byAction, byHour }));
const free = { Limits: send(zoneNode({ settings: freeSettings })) };

describe('security events over time', () => {
  test('are columns of the whole window, an hour without any is 0', async () => {
    const { series } = await show({
      SecurityEventCounts: counts([hour('2026-05-26T04:00:00Z', 3), hour('2026-05-26T06:00:00Z', 2)]),
    });
    const drawn = series(perHour);

    expect(drawn).toMatchObject({
      shape: 'columns',
      stepMs: hourMs,
      summary: { number: 5 },
      largest: { number: 3 },
      // Numbers are complete ten minutes later: the window is from 06:50 to 06:50.
      fromMs: Date.parse('2026-05-25T06:00:00Z'),
      toMs: Date.parse('2026-05-26T07:00:00Z'),
    });
    expect(drawn?.points).toHaveLength(25);
    expect(drawn?.points.filter(({ amount }) => amount > 0)).toEqual([
      { atMs: Date.parse('2026-05-26T04:00:00Z'), amount: 3 },
      { atMs: Date.parse('2026-05-26T06:00:00Z'), amount: 2 },
    ]);
  });

  test('are asked for with the counts, at no request of their own', async () => {
    const { asked, server } = await ask({ SecurityEventCounts: counts([]) });
    const [query = '', ...more] = asked('SecurityEventCounts').map(queryOf);

    expect(query).toMatch(/byHour: firewallEventsAdaptiveGroups\(limit: 25, .*datetimeHour_ASC/);
    expect(more).toEqual([]);
    expect(server.requests.filter(isGraphql)).toHaveLength(6);
  });

  test('of several zones are one picture', async () => {
    const { series } = await show({
      zones: send(list([zoneRow('a.example'), zoneRow('b.example')])),
      SecurityEventCounts: counts([hour('2026-05-26T04:00:00Z', 3)]),
    });
    expect(series(perHour)).toMatchObject({ summary: { number: 6 }, largest: { number: 6 } });
  });

  test('of a month are told by the UTC day', async () => {
    const wide = { enabled: true, maxDuration: 31 * 86_400, notOlderThan: 40 * 86_400 };
    const hours = Array.from({ length: 4 }, (_, index) =>
      hour(new Date(nowMs - (40 + index * 8) * hourMs).toISOString(), 1),
    );
    const { series } = await show(
      {
        Limits: send(zoneNode({ settings: { ...proSettings, fwg: wide } })),
        SecurityEventCounts: counts(hours),
      },
      { period: lastHours(31 * 24) },
    );
    const drawn = series('Security events per day (UTC), in all');

    expect(drawn).toMatchObject({ stepMs: dayMs, summary: { number: 4 } });
    expect(drawn?.points).toHaveLength(32);
    expect(drawn?.points.every(({ atMs }) => atMs % dayMs === 0)).toBe(true);
  });

  test.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['no list', 'x'],
    ['a list of something else', [1, 'x']],
    ['hours without a time', [hour('soon', 3), hour(null, 1)]],
    ['hours without a number', [hour('2026-05-26T04:00:00Z', {}), hour('2026-05-26T05:00:00Z', -1)]],
    ['no hours', []],
  ])('%s is no picture, and costs no counts', async (_case, byHour) => {
    const { series, bars, notes } = await show({ SecurityEventCounts: counts(byHour) });
    expect(series(perHour)).toBeUndefined();
    expect(bars('Security events')).toEqual([['Blocked by managed WAF rules', 5]]);
    expect(notes).toEqual([]);
  });
});

describe('where hours are not to be had', () => {
  const refusing =
    (message: string): Handler =>
    (request, response) =>
      send(queryOf(request).includes('datetimeHour') ? graphqlErrors(message) : zoneNode({ byAction }))(
        request,
        response,
      );

  test.each(['unknown field "datetimehour"', "zone 'id' does not have access to the field 'datetimehour'"])(
    'the counts are asked for without them: %s',
    async (message) => {
      const { asked, results } = await ask({ SecurityEventCounts: refusing(message) });
      const { series, bars, notes } = shown(results);

      expect(asked('SecurityEventCounts')).toHaveLength(2);
      expect(bars('Security events')).toHaveLength(1);
      expect(series(perHour)).toBeUndefined();
      expect(notes).toEqual([]);
    },
  );

  test('a plan whose list of fields lacks them, or whose page is too short, is not asked', async () => {
    const fields = ['count', 'dimensions_action', 'dimensions_source'];
    const askedWith = async (more: object) => {
      const settings = { ...proSettings, fwg: { ...proSettings.fwg, ...more } };
      const { asked } = await ask({ Limits: send(zoneNode({ settings })) });
      return asked('SecurityEventCounts').map(queryOf).join('').includes('datetimeHour');
    };
    expect(await askedWith({ availableFields: fields })).toBe(false);
    expect(await askedWith({ availableFields: [...fields, 'dimensions_datetimeHour'] })).toBe(true);
    expect(await askedWith({ maxPageSize: 10 })).toBe(false);
  });

  test('a plan that does not count shows its sample, and says so', async () => {
    const events = [
      eventRow('block', '203.0.113.7', { datetime: '2026-05-26T04:10:00Z' }),
      eventRow('log', '203.0.113.7', { datetime: '2026-05-26T04:50:00Z' }),
      eventRow('block', '203.0.113.8', { datetime: null }),
    ];
    const { series } = await show({ ...free, SecurityEventRows: send(zoneNode({ events })) });

    expect(series(perHour)).toBeUndefined();
    expect(series(perHour + bySample)).toMatchObject({ summary: { number: 2 }, largest: { number: 2 } });
  });

  test('a sample that is full begins with its oldest event', async () => {
    const events = Array.from({ length: 1_000 }, (_, index) =>
      eventRow('block', '203.0.113.7', {
        datetime: new Date(nowMs - 2 * hourMs - index * 5_000).toISOString(),
      }),
    );
    const { series } = await show({ ...free, SecurityEventRows: send(zoneNode({ events })) });
    const oldestMs = nowMs - 2 * hourMs - 999 * 5_000;

    expect(series(perHour + bySample)?.points[0]?.atMs).toBe(Math.floor(oldestMs / hourMs) * hourMs);
    expect(series(perHour + bySample)?.points.every(({ atMs }) => atMs >= oldestMs - hourMs)).toBe(true);
  });

  test('zones that are counted and others that are not are two pictures', async () => {
    const ofPlan: Handler = (request, response) =>
      send(zoneNode({ settings: zoneOf(request) === 'id-of-a.example' ? proSettings : freeSettings }))(
        request,
        response,
      );
    const { series } = await show({
      zones: send(list([zoneRow('a.example'), zoneRow('b.example')])),
      Limits: ofPlan,
      SecurityEventCounts: counts([hour('2026-05-26T04:00:00Z', 9)]),
    });
    expect(series(perHour)?.summary).toEqual({ number: 9 });
    expect(series(perHour + bySample)?.summary).toEqual({ number: 2 });
  });
});
