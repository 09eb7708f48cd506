import { describe, expect, test } from 'vitest';
import type { Handler } from '../../helpers/https-server.ts';
import {
  freeSettings,
  graphqlErrors,
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
const status = (edgeResponseStatus: unknown, requests: unknown) => ({ edgeResponseStatus, requests });
const country = (clientCountryName: unknown, requests: unknown, threats: unknown) => ({
  clientCountryName,
  requests,
  threats,
});

/** One group of a dataset of traffic. */
const group = (requests: number, serverErrors: number, more: object = {}) => ({
  sum: {
    requests,
    bytes: requests * 1_000,
    cachedRequests: requests / 2,
    threats: 5,
    responseStatusMap: [status(200, requests - serverErrors), status(502, serverErrors)],
    ...more,
  },
  uniq: { uniques: 40 },
});
const at = (datetime: string, requests: number) => ({ dimensions: { datetime }, sum: { requests } });
const zone = (now: object, before: object | undefined, more: object = {}) =>
  send(zoneNode({ total: [now], ...(before && { before: [before] }), ...more }));

const twoZones = send(list([zoneRow('a.example'), zoneRow('b.example')]));
const byZone =
  (answers: Readonly<Record<string, Handler>>): Handler =>
  (request, response) =>
    (answers[zoneOf(request)] ?? send(zoneNode({})))(request, response);
const queryOf = ({ body }: { readonly body: string }): string => JSON.parse(body).query;

describe('against the period before', () => {
  const changes = (hints: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(hints).filter(([, hint]) => hint.includes('the period before')));

  test('every number of the overview tells how it changed', async () => {
    const now = group(1_200, 12, { cachedRequests: 900, threats: 30 });
    const { overview, hints } = await show({ TrafficByHour: zone(now, group(1_000, 50)) });
    expect(overview).toMatchObject({
      Requests: { number: 1_200 },
      'From cache': { ratio: 0.75 },
      'Unique visitors': { number: 40 },
      'Server errors (5xx)': { ratio: 0.01 },
    });
    expect(changes(hints)).toEqual({
      Requests: '+20% against the period before',
      Bandwidth: '+20% against the period before',
      'From cache': '+25 points against the period before',
      'Unique visitors': '±0% against the period before',
      'Server errors (5xx)': '−4 points against the period before',
      Threats: '+500% against the period before',
    });
  });

  test('so does every zone', async () => {
    const { table } = await show({
      zones: twoZones,
      TrafficByHour: zone(group(500, 15), group(1_000, 0)),
    });
    expect(table('Against the period before')).toEqual([
      ['a.example', '−50%', '−50%', '±0 points', '±0%', '+3 points'],
      ['b.example', '−50%', '−50%', '±0 points', '±0%', '+3 points'],
    ]);
  });

  test('one zone alone needs no table for it', async () => {
    const { table } = await show({ TrafficByHour: zone(group(500, 0), group(1_000, 0)) });
    expect(table('Against the period before')).toEqual([]);
  });

  test('nothing is compared with a period of which nothing is known', async () => {
    const { hints, table } = await show({ TrafficByHour: zone(group(500, 0), undefined) });
    expect(changes(hints)).toEqual({});
    expect(table('Against the period before')).toEqual([]);
  });

  test('zones are compared together only when all are known', async () => {
    const { hints, table } = await show({
      zones: twoZones,
      TrafficByHour: byZone({
        'id-of-a.example': zone(group(500, 0), group(1_000, 0)),
        'id-of-b.example': zone(group(500, 0), undefined),
      }),
    });
    expect(changes(hints)).toEqual({});
    expect(table('Against the period before').map(([name]) => name)).toEqual(['a.example']);
  });

  test('no traffic before is no division by zero', async () => {
    const { hints, table } = await show({
      zones: twoZones,
      TrafficByHour: zone(group(500, 0), group(0, 0)),
    });
    expect(hints.Requests).toBe('from none against the period before');
    expect(table('Against the period before')[0]?.slice(3)).toEqual([null, '±0%', null]);
  });

  test('is asked for in the same question, as long and immediately before', async () => {
    const { asked } = await ask({}, { period: lastHours(25) });
    expect(JSON.parse(asked('TrafficByHour')[0]?.body ?? '').variables).toEqual({
      zone: 'id-of-example.com',
      from: '2026-05-25T05:00:00Z',
      to: '2026-05-26T06:00:00Z',
      beforeFrom: '2026-05-24T04:00:00Z',
      beforeTo: '2026-05-25T05:00:00Z',
    });
  });

  test('is not asked for where the plan no longer has all of it', async () => {
    const settings = { ...freeSettings, d1: { enabled: false } };
    const { asked } = await ask({ Limits: send(zoneNode({ settings })) }, { period: lastHours(48) });
    const [request] = asked('TrafficByHour');
    expect(request && queryOf(request)).not.toContain('before');
    expect(JSON.parse(request?.body ?? '').variables).toEqual({
      zone: 'id-of-example.com',
      from: '2026-05-24T06:00:00Z',
      to: '2026-05-26T06:00:00Z',
    });
  });

  test('visitors of two zones are never added up', async () => {
    const { overview, table } = await show({
      zones: twoZones,
      TrafficByHour: zone(group(500, 0), undefined),
    });
    expect(overview).not.toHaveProperty('Unique visitors');
    expect(table('Zones').map((row) => row[5])).toEqual([{ number: 40 }, { number: 40 }]);
  });
});

describe('the series', () => {
  const hours = [at('2026-05-26T04:00:00Z', 10), at('2026-05-26T05:00:00Z', 30)];

  test('tells the requests of every hour, of all zones together', async () => {
    const { series } = await show({
      zones: twoZones,
      TrafficByHour: zone(group(500, 0), undefined, { series: hours }),
    });
    expect(series('Requests per hour, at most')).toEqual({
      kind: 'series',
      title: 'Requests per hour, at most',
      points: [
        { atMs: Date.parse('2026-05-26T04:00:00Z'), amount: 20 },
        { atMs: Date.parse('2026-05-26T05:00:00Z'), amount: 60 },
      ],
      summary: { number: 60 },
      shape: 'columns',
      stepMs: 3_600_000,
      largest: { number: 60 },
      // The whole time that was asked about, in whole hours.
      fromMs: Date.parse('2026-05-25T06:00:00Z'),
      toMs: Date.parse('2026-05-26T06:00:00Z'),
    });
  });

  test('of server errors stands only where there were more than usual', async () => {
    const failing = { ...hours[0], sum: { requests: 10, responseStatusMap: [status(503, 4)] } };
    const series = [failing, hours[1]];
    const none = await show({ TrafficByHour: zone(group(1_000, 9), undefined, { series }) });
    const some = await show({ TrafficByHour: zone(group(1_000, 10), undefined, { series }) });
    expect(none.series('Server errors per hour, at most')).toBeUndefined();
    expect(some.series('Server errors per hour, at most')?.summary).toEqual({ number: 4 });
  });

  test('of a weekly report tells days, and says that they are UTC days', async () => {
    const days = ['2026-05-24', '2026-05-25'].map((date) => ({ dimensions: { date }, sum: { requests: 7 } }));
    const { series } = await show(
      { TrafficByDay: zone(group(500, 0), undefined, { series: days }) },
      { period: lastHours(7 * 24) },
    );
    expect(series('Requests per day (UTC), at most')?.points.map(({ atMs }) => atMs)).toEqual([
      Date.parse('2026-05-24T00:00:00Z'),
      Date.parse('2026-05-25T00:00:00Z'),
    ]);
  });

  test.each<readonly [string, unknown]>([
    ['null', null],
    ['no list', 'x'],
    ['points without a time', [{ sum: { requests: 1 } }, at('soon', 3), at('', 4)]],
    ['one point', hours.slice(0, 1)],
  ])('%s is no line', async (_case, points) => {
    const { series, overview } = await show({
      TrafficByHour: zone(group(500, 0), undefined, { series: points }),
    });
    expect(series('Requests per hour, at most')).toBeUndefined();
    expect(overview.Requests).toEqual({ number: 500 });
  });

  test('is asked for with as many points as there are hours, or as fit on a page', async () => {
    const pointsAskedFor = async (settings: object) => {
      const { asked } = await ask({ Limits: send(zoneNode({ settings })) });
      return /series: \w+\(limit: (\d+)/.exec(asked('TrafficByHour').map(queryOf).join(''))?.[1];
    };
    expect(await pointsAskedFor(proSettings)).toBe('24');
    expect(await pointsAskedFor({ ...proSettings, h1: { ...proSettings.h1, maxPageSize: 10 } })).toBe('10');
  });
});

describe('countries', () => {
  const title = 'Countries with most threats and requests';

  test('those with most threats come first, by their names', async () => {
    const countryMap = [
      country('SE', 900, 0),
      country('US', 100, 0),
      country('XX', 3, 4),
      country('T1', 9, 9),
      country('Atlantis', 50, 0),
      country('DE', 20, 0),
    ];
    const { table } = await show({ TrafficByHour: zone(group(1, 0, { countryMap }), undefined) });
    expect(table(title)).toEqual([
      ['Tor network', { number: 9 }, { number: 9 }],
      ['Unknown', { number: 4 }, { number: 3 }],
      ['Sweden', { number: 0 }, { number: 900 }],
      ['United States', { number: 0 }, { number: 100 }],
      ['Atlantis', { number: 0 }, { number: 50 }],
    ]);
  });

  test.each([undefined, null, 'x', [null, country(undefined, 1, 1)]])(
    '%j is no table',
    async (countryMap) => {
      const { table, notes } = await show({
        TrafficByHour: zone(group(1, 0, { countryMap }), undefined),
      });
      expect(table(title)).toEqual([]);
      expect(notes).toEqual([]);
    },
  );
});

describe('a surge of server errors', () => {
  const findings = async (now: object, before?: object) =>
    (await show({ TrafficByHour: zone(now, before) })).findings;

  test('is a finding that says how much, since what and with which status', async () => {
    const statuses = [status(200, 9_000), status(522, 800), status(500, 200)];
    const [finding] = await findings(group(10_000, 0, { responseStatusMap: statuses }), group(10_000, 100));
    expect(finding).toMatchObject({
      id: 'cloudflare.server-errors:id-of-example.com',
      severity: 'warning',
      title: 'example.com: 10% of requests ended in a server error, before that 1%',
      things: ['example.com'],
    });
    expect(finding?.meaning).toMatch(/mostly with HTTP 522\. Cloudflare could not talk to the server/);
  });

  test('marks the zone in its table', async () => {
    const { table } = await show({ TrafficByHour: zone(group(1_000, 200), group(1_000, 0)) });
    expect(table('Zones')[0]?.at(-1)).toEqual({ ratio: 0.2, tone: 'warning' });
  });

  test('is critical when most requests fail', async () => {
    expect(await findings(group(1_000, 600), group(1_000, 0))).toMatchObject([{ severity: 'critical' }]);
  });

  test.each<readonly [string, object, object | undefined, number]>([
    ['few errors, however large their share', group(100, 99), group(100, 0), 0],
    ['a hundred errors are enough', group(100, 100), group(100, 0), 1],
    ['a small share, however many', group(1_000_000, 10_000), group(1_000_000, 0), 0],
    ['2% are enough', group(10_000, 200), group(10_000, 0), 1],
    ['as before', group(10_000, 1_000), group(10_000, 1_000), 0],
    ['a little more than before', group(10_000, 1_000), group(10_000, 400), 0],
    ['three times as much as before', group(10_000, 1_200), group(10_000, 400), 1],
    ['nothing came before', group(10_000, 1_000), group(0, 0), 1],
    ['nothing is known of before, and it is little', group(10_000, 900), undefined, 0],
    ['nothing is known of before, and it is much', group(10_000, 1_000), undefined, 1],
    ['statuses are not told', group(10_000, 0, { responseStatusMap: null }), group(10_000, 0), 0],
    [
      'more errors than requests',
      group(200, 0, { responseStatusMap: [status('503', '900')] }),
      group(9, 0),
      1,
    ],
  ])('%s', async (_case, now, before, expected) => {
    expect(await findings(now, before)).toHaveLength(expected);
  });
});

describe('what Cloudflare does not tell', () => {
  test('statuses that are no numbers count for nothing', async () => {
    const responseStatusMap = [status('teapot', 5), status(null, 5), status(600, 5), status(599, 5)];
    const { overview } = await show({ TrafficByHour: zone(group(10, 0, { responseStatusMap }), undefined) });
    expect(overview['Server errors (5xx)']).toEqual({ ratio: 0.5 });
  });

  test('numbers beyond all counting are not told', async () => {
    const { overview, facts } = await show({
      TrafficByHour: zone(group(1e300, 0), group(1e300, 0), {
        series: [at('2026-05-26T04:00:00Z', 1e308), at('2026-05-26T05:00:00Z', 1e308)],
      }),
    });
    expect(overview.Requests).toBeNull();
    expect(facts.flatMap((fact) => (fact.kind === 'metric' ? [fact.key] : []))).toEqual([
      'cloudflare.threats',
      'cloudflare.threats:example.com',
      'cloudflare.visitors:example.com',
      'cloudflare.server-errors:example.com',
    ]);
  });
});

describe('fields that a plan lacks', () => {
  const h1 = { ...proSettings.h1, availableFields: ['sum_requests', 'sum_bytes', 'dimensions_datetime'] };

  test('are not asked for', async () => {
    const { asked, results } = await ask({ Limits: send(zoneNode({ settings: { ...proSettings, h1 } })) });
    const query = asked('TrafficByHour').map(queryOf).join('');
    expect(query).toMatch(/sum { requests bytes\s/);
    expect(query).not.toMatch(/threats|cachedRequests|countryMap|responseStatusMap|uniq/);
    expect(shown(results).overview.Requests).toEqual({ number: 1_000 });
  });

  const refusing =
    (field: string, message: string): Handler =>
    (request, response) =>
      (queryOf(request).includes(field) ? send(graphqlErrors(message)) : zone(group(500, 0), undefined))(
        request,
        response,
      );

  test.each([
    "zone 'x' does not have access to the field 'countrymap'. Refer to https://example.com",
    'unknown field "countryMap"',
  ])('are left out when the server refuses one: %s', async (message) => {
    const { asked, results } = await ask({ TrafficByHour: refusing('countryMap', message) });
    expect(asked('TrafficByHour')).toHaveLength(2);
    expect(asked('TrafficByHour').map(queryOf).at(-1)).toContain('responseStatusMap');
    expect(shown(results).notes).toEqual([]);
    expect(shown(results).overview.Requests).toEqual({ number: 500 });
  });

  test('all that can be done without is left out when it names none, or another one after that', async () => {
    const unnamed = await ask({ TrafficByHour: refusing('uniques', 'does not have access to the field') });
    const query = unnamed.asked('TrafficByHour').map(queryOf).at(-1);
    expect(query).not.toMatch(/uniques|responseStatusMap|threats/);
    expect(shown(unnamed.results).overview.Requests).toEqual({ number: 500 });

    const others = await ask({
      TrafficByHour: (request, response) =>
        refusing(
          queryOf(request).includes('uniques') ? 'uniques' : 'responseStatusMap',
          `does not have access to the field '${queryOf(request).includes('uniques') ? 'uniques' : 'responsestatusmap'}'`,
        )(request, response),
    });
    expect(others.asked('TrafficByHour')).toHaveLength(3);
    expect(shown(others.results).overview.Requests).toEqual({ number: 500 });
  });

  test('a field that it cannot do without is a missing part', async () => {
    const { asked, results } = await ask({
      TrafficByHour: send(graphqlErrors("does not have access to the field 'requests'")),
    });
    expect(asked('TrafficByHour')).toHaveLength(3);
    expect(shown(results).notes).toEqual([
      'Traffic of example.com: a part of it is not on this zone’s plan.',
    ]);
  });
});

describe('a period wider than one question', () => {
  test('is asked for hour by hour in pieces where there are no days, and visitors are left out', async () => {
    const settings = {
      ...proSettings,
      d1: { enabled: false },
      h1: { enabled: true, maxDuration: 86_400, notOlderThan: 7 * 86_400 },
    };
    const { asked, results } = await ask(
      { Limits: send(zoneNode({ settings })), TrafficByHour: zone(group(100, 1), undefined) },
      { period: lastHours(48) },
    );
    expect(asked('TrafficByHour').map(({ body }) => JSON.parse(body).variables.from)).toEqual([
      '2026-05-25T06:00:00Z',
      '2026-05-24T06:00:00Z',
    ]);
    const { overview, table } = shown(results);
    expect(overview).toMatchObject({ Requests: { number: 200 }, 'Server errors (5xx)': { ratio: 0.01 } });
    expect(overview).not.toHaveProperty('Unique visitors');
    expect(table('What the numbers cover')[0]).toEqual([
      'Traffic',
      { atMs: nowMs - 49 * hourMs },
      { atMs: nowMs - hourMs },
    ]);
  });

  test('DNS of a month is asked for in pieces and added up', async () => {
    const settings = {
      ...proSettings,
      dns: { enabled: true, maxDuration: 7 * 86_400, notOlderThan: 31 * 86_400 },
    };
    const { asked, results } = await ask(
      { Limits: send(zoneNode({ settings })) },
      { period: lastHours(28 * 24) },
    );
    expect(asked('Dns')).toHaveLength(4);
    expect(shown(results).dns.Queries).toEqual({ number: 4_000 });
    expect(shown(results).bars('Names asked for most')).toEqual([['www.example.com', 2_400]]);
  });
});

describe('what a plan allows', () => {
  test('at once is not exceeded by any question', async () => {
    const small = { maxPageSize: 3 };
    const settings = Object.fromEntries(
      Object.entries(proSettings).map(([name, limits]) => [name, { ...limits, ...small }]),
    );
    const { server } = await ask({ Limits: send(zoneNode({ settings })) });
    const asked = server.requests.flatMap(({ body }) => [...body.matchAll(/\blimit: (\d+)/g)]);
    expect(asked.length).toBeGreaterThan(8);
    expect(asked.filter(([, rows]) => Number(rows) > 3)).toEqual([]);
  });

  test('is asked for once an hour at most', async () => {
    const { asked, run } = await ask();
    await run();
    expect(asked('Limits')).toHaveLength(1);
    expect(asked('TrafficByHour')).toHaveLength(2);
  });

  test('is asked for again when it could not be told', async () => {
    const { asked, run } = await ask({ Limits: send(graphqlErrors('something new')) });
    await run();
    expect(asked('Limits')).toHaveLength(2);
  });
});

test('many zones keep the section small: the busiest are compared', async () => {
  const names = Array.from({ length: 13 }, (_, index) => `zone-${index}.example`);
  const { table, more } = await show({
    zones: send(list(names.map((name) => zoneRow(name)))),
    TrafficByHour: (request, response) =>
      zone(group(100 + Number(/zone-(\d+)/.exec(zoneOf(request))?.[1]), 0), group(100, 0))(request, response),
  });
  expect(table('Against the period before').map(([name]) => name)).toEqual(
    [12, 11, 10, 9, 8].map((index) => `zone-${index}.example`),
  );
  expect(more('Against the period before')).toBe('and 8 more');
});
