import { describe, expect, test } from 'vitest';
import { tokenPermissions } from '../../src/demo/cloudflare/permissions.ts';
import type { Answer } from './ask.ts';
import { ask, bodyOf } from './ask.ts';
import { analytics, bearer, openCloudflare, zoneOf } from './cloudflares.ts';
import { dayMs, nowMs } from './consoles.ts';

const bounds = 'datetime_geq: $since, datetime_lt: $until';

/** The first zone of the answer; whatever is not there is undefined. */
const zoneIn = (answer: Answer) => Object(Object(Object(bodyOf(answer).data).viewer).zones)[0];
const errorIn = (answer: Answer) => Object(bodyOf(answer).errors)[0];

describe('what a question gets', () => {
  test('aliases name the answers, and only what is asked for is in them', async () => {
    const cloudflare = await openCloudflare();
    const answer = await analytics(
      cloudflare,
      zoneOf(cloudflare, 'pro').id,
      `whole: httpRequests1hGroups(limit: 1, filter: { ${bounds} }) { sum { requests seen: threats } }
       httpRequests1hGroups(limit: 30, filter: { ${bounds} }, orderBy: [datetime_ASC]) { dimensions { datetime } sum { requests } }`,
    );
    const { whole, httpRequests1hGroups: hours } = zoneIn(answer);
    const total = hours.reduce(
      (sum: number, hour: { sum: { requests: number } }) => sum + hour.sum.requests,
      0,
    );

    expect(answer.status).toBe(200);
    expect(Object.keys(whole[0].sum)).toEqual(['requests', 'seen']);
    expect(hours).toHaveLength(23);
    expect(total).toBe(whole[0].sum.requests);
    expect(hours[0].dimensions.datetime < hours[1].dimensions.datetime).toBe(true);
  });

  test('days are counted by date, breakdowns added up', async () => {
    const cloudflare = await openCloudflare();
    const answer = await analytics(
      cloudflare,
      zoneOf(cloudflare, 'free').id,
      `days: httpRequests1dGroups(limit: 9, filter: { date_geq: "2026-11-18", date_leq: "2026-11-20" }, orderBy: [date_DESC]) {
         dimensions { date } sum { requests responseStatusMap { edgeResponseStatus requests } } uniq { uniques } }`,
    );
    const { days } = zoneIn(answer);

    expect(days.map((day: { dimensions: { date: string } }) => day.dimensions.date)).toEqual([
      '2026-11-20',
      '2026-11-19',
      '2026-11-18',
    ]);
    expect(days[0].sum.responseStatusMap).toHaveLength(5);
    expect(days[0].sum.responseStatusMap[0].requests).toBeLessThan(days[0].sum.requests);
    expect(days[0].sum.responseStatusMap[0].requests).toBeGreaterThan(days[0].sum.requests / 2);
  });

  test('groups are filtered, ordered and cut', async () => {
    const cloudflare = await openCloudflare();
    const answer = await analytics(
      cloudflare,
      zoneOf(cloudflare, 'pro').id,
      `blocked: firewallEventsAdaptiveGroups(limit: 2, filter: { ${bounds}, action_in: ["block"] }, orderBy: [count_DESC]) {
         count dimensions { action clientIP } }
       nx: dnsAnalyticsAdaptiveGroups(limit: 1, filter: { ${bounds}, responseCode: "NXDOMAIN" }, orderBy: [count_DESC]) {
         count dimensions { queryName } }`,
    );
    const { blocked, nx } = zoneIn(answer);

    expect(blocked).toHaveLength(2);
    expect(blocked[0]).toMatchObject({ dimensions: { action: 'block', clientIP: '198.51.100.23' } });
    expect(blocked[0].count).toBeGreaterThan(blocked[1].count);
    expect(nx).toMatchObject([{ dimensions: { queryName: 'autodiscover.harbour-office.example' } }]);
  });

  test('raw events are rows inside the window, newest first', async () => {
    const cloudflare = await openCloudflare();
    const answer = await analytics(
      cloudflare,
      zoneOf(cloudflare, 'free').id,
      `rows: firewallEventsAdaptive(limit: 1000, filter: { ${bounds} }, orderBy: [datetime_DESC]) { action clientIP datetime }`,
    );
    const times: number[] = zoneIn(answer).rows.map((row: { datetime: string }) => Date.parse(row.datetime));

    expect(times.length).toBeGreaterThan(20);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(Math.min(...times)).toBeGreaterThan(nowMs - dayMs);
    expect(Math.max(...times)).toBeLessThan(nowMs - 600_000);
  });

  test('the settings node tells what the plan gives', async () => {
    const cloudflare = await openCloudflare();
    const limits = async (kind: 'pro' | 'free') =>
      zoneIn(
        await analytics(
          cloudflare,
          zoneOf(cloudflare, kind).id,
          'settings { fw: firewallEventsAdaptiveGroups { enabled maxDuration } h1: httpRequests1hGroups { notOlderThan } }',
        ),
      ).settings;

    expect(await limits('pro')).toEqual({
      fw: { enabled: true, maxDuration: 259_200 },
      h1: { notOlderThan: 608_400 },
    });
    expect(await limits('free')).toEqual({
      fw: { enabled: false, maxDuration: 0 },
      h1: { notOlderThan: 262_800 },
    });
  });

  test('a pending zone has no traffic, which is no group and no error', async () => {
    const cloudflare = await openCloudflare();
    const selections = `httpRequests1hGroups(limit: 1, filter: { ${bounds} }) { sum { requests } }`;
    const answer = await analytics(cloudflare, zoneOf(cloudflare, 'pending').id, selections);

    expect([zoneIn(answer), bodyOf(answer).errors]).toEqual([{ httpRequests1hGroups: [] }, null]);
  });

  test('a zone the token does not reach is missing without a word', async () => {
    const cloudflare = await openCloudflare();
    const answer = await analytics(
      cloudflare,
      '0'.repeat(32),
      'settings { httpRequests1dGroups { enabled } }',
    );

    expect(bodyOf(answer)).toEqual({ data: { viewer: { zones: [] } }, errors: null });
  });
});

describe('errors come under 200 and take all data with them', () => {
  const hours = `httpRequests1hGroups(limit: 1, filter: { ${bounds} }) { sum { requests } }`;
  test.each([
    [
      'a dataset the plan lacks',
      `${hours} firewallEventsAdaptiveGroups(limit: 1, filter: { ${bounds} }) { count }`,
      {},
      /does not have access to the path/,
    ],
    [
      'a window wider than the plan gives',
      `httpRequestsAdaptiveGroups(limit: 1, filter: { ${bounds} }) { count }`,
      { fromMs: nowMs - 2 * dayMs },
      /time range wider than 1d$/,
    ],
    [
      'a window that reaches too far back',
      hours,
      { fromMs: nowMs - 4 * dayMs, toMs: nowMs - 3 * dayMs },
      /data older than 3d1h$/,
    ],
    [
      'no limit',
      `httpRequests1hGroups(filter: { ${bounds} }) { sum { requests } }`,
      {},
      /limit must be positive/,
    ],
    [
      'an unknown field',
      `httpRequests1hGroups(limit: 1, filter: { ${bounds} }) { sum { beauty } }`,
      {},
      /unknown field "beauty"/,
    ],
    [
      'a field the plan lacks, which is named in lower case',
      `firewallEventsAdaptive(limit: 1, filter: { ${bounds} }) { action wafAttackScoreClass }`,
      {},
      /does not have access to the field 'wafattackscoreclass'/,
    ],
    ['an unknown dataset', 'unicorns(limit: 1) { count }', {}, /unknown field "unicorns"/],
    [
      'an unknown condition',
      `dnsAnalyticsAdaptiveGroups(limit: 1, filter: { ${bounds}, mood: 1 }) { count }`,
      {},
      /unknown arg mood/,
    ],
    ['a query that is none', 'httpRequests1hGroups(limit: 1 { sum }', {}, /^Syntax Error/],
  ])('%s', async (_, selections, window, message) => {
    const cloudflare = await openCloudflare();
    const answer = await analytics(cloudflare, zoneOf(cloudflare, 'free').id, selections, window);

    expect(answer.status).toBe(200);
    expect(bodyOf(answer).data).toBeNull();
    expect(errorIn(answer).message).toMatch(message);
  });

  test('no permission for analytics', async () => {
    const cloudflare = await openCloudflare({
      tokenPermissions: tokenPermissions.filter((name) => name !== 'Analytics Read'),
    });
    const answer = await analytics(
      cloudflare,
      zoneOf(cloudflare, 'pro').id,
      'settings { httpRequests1dGroups { enabled } }',
    );

    expect(errorIn(answer)).toMatchObject({
      message: expect.stringContaining('are not authorized'),
      extensions: { code: 'authz' },
    });
    expect(bodyOf(answer).data).toBeNull();
  });

  test('nothing of an account', async () => {
    const cloudflare = await openCloudflare();
    const body = { query: '{ viewer { accounts(filter: { accountTag: "x" }) { name } } }' };
    const answer = await ask(`${cloudflare.url}/graphql`, { method: 'POST', headers: bearer, body });

    expect(errorIn(answer).message).toBe('not authorized for that account');
  });
});
