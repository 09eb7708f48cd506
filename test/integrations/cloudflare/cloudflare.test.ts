import { describe, expect, test } from 'vitest';
import type { Value } from '../../../src/report/section.ts';
import type { Handler, RecordedRequest } from '../../helpers/https-server.ts';
import {
  accountId,
  allIsWell,
  eventRow,
  fixture,
  freeSettings,
  graphqlErrors,
  isGraphql,
  type Kind,
  lastHours,
  list,
  nowMs,
  otherAccountId,
  proSettings,
  send,
  token,
  traffic,
  zoneNode,
  zoneOf,
  zoneRow,
} from './fake-cloudflare.ts';
import { ask, show } from './opening.ts';
import { shown } from './reading.ts';

const at = (text: string) => Date.parse(text);
/** Answers by the zone that is asked about. */
const byZone =
  (answers: Readonly<Record<string, unknown>>): Handler =>
  (request, response) =>
    send(answers[zoneOf(request)] ?? zoneNode({}))(request, response);
const variables = (request: RecordedRequest | undefined): unknown =>
  JSON.parse(request?.body ?? 'null')?.variables;

describe('a Pro zone on which everything can be read', () => {
  test('the overview tells zones, tunnels, traffic, threats and what was blocked', async () => {
    const { overview, hints, notes, findings } = await show();
    expect(overview).toEqual({
      Zones: { number: 1 },
      Tunnels: { text: 'none of 1 down', tone: 'good' },
      'Set-up': { text: 'nothing to note', tone: 'good' },
      Requests: { number: 1_000 },
      Bandwidth: { bytes: 5_000_000 },
      'From cache': { ratio: 0.25 },
      'Server errors (5xx)': null,
      Threats: { number: 7 },
      'Requests blocked or challenged': { number: 52 },
    });
    expect(hints).toEqual({ 'Set-up': 'Certificates, DNSSEC and TLS settings' });
    expect(notes).toEqual([]);
    expect(findings).toEqual([]);
  });

  test('each zone has its totals', async () => {
    const { table } = await show();
    expect(table('Zones')).toEqual([
      [
        'example.com',
        { text: 'Active', tone: 'good' },
        { number: 1_000 },
        { bytes: 5_000_000 },
        { ratio: 0.25 },
        null,
        null,
      ],
    ]);
  });

  test('security events stand by action and service, logged ones beside blocked ones', async () => {
    const { bars, table } = await show();
    expect(bars('Security events')).toEqual([
      ['Blocked by managed WAF rules', 40],
      ['Logged by managed WAF rules', 30],
      ['Challenged (managed) by custom rules', 12],
    ]);
    expect(table('Rules that blocked or challenged most')).toEqual([['Path traversal', { number: 33 }]]);
    expect(bars('Addresses blocked or challenged most')).toEqual([['203.0.113.7', 21]]);
    expect(table('Paths blocked or challenged most')).toEqual([
      ['www.example.com/wp-login.php', { number: 19 }],
    ]);
  });

  test('DNS tells queries, the share of unknown names, and the names', async () => {
    const { dns, bars } = await show();
    expect(dns).toEqual({ Queries: { number: 1_000 }, 'For names that do not exist': { ratio: 0.1 } });
    expect(bars('Names asked for most')).toEqual([['www.example.com', 600]]);
    expect(bars('Names asked for that do not exist')).toEqual([['old.example.com', 80]]);
  });

  test('facts tell attackers and metrics to the rules', async () => {
    const { facts } = await show();
    expect(facts).toEqual([
      { kind: 'metric', key: 'cloudflare.requests', value: 1_000, unit: 'requests' },
      { kind: 'metric', key: 'cloudflare.bytes', value: 5_000_000, unit: 'bytes' },
      { kind: 'metric', key: 'cloudflare.threats', value: 7, unit: 'threats' },
      { kind: 'metric', key: 'cloudflare.requests:example.com', value: 1_000, unit: 'requests' },
      { kind: 'metric', key: 'cloudflare.bytes:example.com', value: 5_000_000, unit: 'bytes' },
      { kind: 'metric', key: 'cloudflare.threats:example.com', value: 7, unit: 'threats' },
      { kind: 'attacker', ip: '203.0.113.7', count: 1, lastAtMs: at('2026-05-26T05:00:00Z') },
    ]);
  });

  test('only reads are made, with the token, each zone in a request of its own', async () => {
    const { server } = await ask({ zones: send(list([zoneRow('a.example'), zoneRow('b.example')])) });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      server.requests.map(() => `Bearer ${token}`),
    );
    expect(
      server.requests.filter((request) => request.method !== (isGraphql(request) ? 'POST' : 'GET')),
    ).toEqual([]);
    expect(server.requests.filter(isGraphql).filter(({ body }) => /mutation/i.test(body))).toEqual([]);
    const zones = server.requests.filter(isGraphql).map(zoneOf);
    expect([...new Set(zones)].toSorted()).toEqual(['id-of-a.example', 'id-of-b.example']);
  });
});

describe('the windows', () => {
  /** Part, start and end. */
  const covers = (table: ReturnType<typeof shown>['table']) =>
    table('What the numbers cover').map(([part, from, to]) => [part, msOf(from), msOf(to)]);
  const msOf = (value: Value | undefined) =>
    typeof value === 'object' && value !== null && 'atMs' in value ? value.atMs : undefined;

  test('a daily report asks for whole hours, shifted as a whole, with both bounds', async () => {
    const { asked } = await ask();
    expect(variables(asked('TrafficByHour')[0])).toEqual({
      zone: 'id-of-example.com',
      from: '2026-05-25T06:00:00Z',
      to: '2026-05-26T06:00:00Z',
      beforeFrom: '2026-05-24T06:00:00Z',
      beforeTo: '2026-05-25T06:00:00Z',
    });
    expect(variables(asked('Dns')[0])).toMatchObject({
      since: '2026-05-25T06:50:00Z',
      until: '2026-05-26T06:50:00Z',
    });
  });

  test('a weekly one asks for whole days and says which', async () => {
    const { asked, results } = await ask({}, { period: lastHours(7 * 24) });
    expect(asked('TrafficByHour')).toEqual([]);
    expect(variables(asked('TrafficByDay')[0])).toMatchObject({ from: '2026-05-19', to: '2026-05-25' });
    const { overview, table } = shown(results);
    expect(overview.Requests).toEqual({ number: 7_000 });
    expect(table('What the numbers cover')[0]).toEqual([
      'Traffic',
      { atMs: at('2026-05-19T00:00:00Z') },
      { atMs: at('2026-05-26T00:00:00Z') },
    ]);
  });

  test('what the plan cuts off is labelled with what it covers', async () => {
    const { table } = await show({}, { period: lastHours(7 * 24) });
    expect(covers(table).slice(1)).toEqual([
      [
        'Security events, limited to what the plan keeps',
        at('2026-05-23T07:05:00Z'),
        at('2026-05-26T06:50:00Z'),
      ],
      ['DNS', at('2026-05-19T06:50:00Z'), at('2026-05-26T06:50:00Z')],
    ]);
  });

  test('a day of 25 hours is cut to the 24 that the plan allows at once', async () => {
    const { table } = await show(
      { Limits: send(zoneNode({ settings: freeSettings })) },
      { period: lastHours(25) },
    );
    expect(covers(table)).toEqual([
      ['Traffic', at('2026-05-25T05:00:00Z'), at('2026-05-26T06:00:00Z')],
      [
        'Security events (sample), limited to what the plan keeps',
        at('2026-05-25T07:05:00Z'),
        at('2026-05-26T06:50:00Z'),
      ],
      ['DNS', at('2026-05-25T05:50:00Z'), at('2026-05-26T06:50:00Z')],
    ]);
  });

  test('a period under the lag has nothing yet, which is not a failure', async () => {
    const { asked, results } = await ask({}, { period: { fromMs: nowMs - 300_000, toMs: nowMs } });
    const { notes, overview, table } = shown(results);
    expect(asked('TrafficByHour')).toEqual([]);
    expect(table('What the numbers cover').map(([part]) => part)).not.toContain('Traffic');
    expect(notes).toEqual([expect.stringMatching(/^Traffic: nothing yet\./)]);
    expect(overview.Requests).toBeNull();
  });

  test('an error that tells a limit is heeded at once', async () => {
    const asOnce = fixture('cloudflare-docs/graphql.error.cannot-request-data-older-than.json');
    const once: Handler = (request, response) =>
      request.body.includes('2026-04-25T06:50')
        ? send(asOnce)(request, response)
        : allIsWell.Dns(request, response);
    const settings = {
      ...proSettings,
      dns: { enabled: true, maxDuration: 90 * 86_400, notOlderThan: 90 * 86_400 },
    };
    const { asked, results } = await ask(
      { Dns: once, Limits: send(zoneNode({ settings })) },
      { period: lastHours(31 * 24) },
    );
    expect(asked('Dns').map((request) => variables(request))).toMatchObject([
      { since: '2026-04-25T06:50:00Z' },
      { since: '2026-04-25T07:05:00Z' },
    ]);
    expect(shown(results).notes).toEqual([]);
  });
});

describe('plans', () => {
  const free = { Limits: send(zoneNode({ settings: freeSettings })) };
  const rows = [
    eventRow('block', '203.0.113.7'),
    eventRow('block', '203.0.113.7', { datetime: '2026-05-26T05:30:00Z' }),
    eventRow('log', '203.0.113.8'),
    eventRow('managed_challenge_non_interactive_solved', '203.0.113.9'),
    eventRow('JSChallenge', '2001:db8::7', { source: 'something new' }),
    eventRow('block', 'not an address'),
    eventRow('block', '203.0.113.10', { datetime: null }),
  ];

  test('a Free zone has a sample, called so, and is not asked for counts', async () => {
    const { asked, results } = await ask({ ...free, SecurityEventRows: send(zoneNode({ events: rows })) });
    const { bars, overview, hints, facts, notes } = shown(results);
    expect(asked('SecurityEventCounts')).toEqual([]);
    expect(bars('Security events')).toEqual([]);
    expect(bars('Security events, a sample (the plan does not count them)')).toEqual([
      ['Blocked by managed WAF rules', 4],
      ['Logged by managed WAF rules', 1],
      ['Challenge passed by managed WAF rules', 1],
      ['Challenged (JavaScript) by something new', 1],
    ]);
    expect(overview['Requests blocked or challenged']).toEqual({ number: 5 });
    expect(hints['Requests blocked or challenged']).toMatch(/sample/);
    expect(facts.filter(({ kind }) => kind === 'attacker')).toEqual([
      { kind: 'attacker', ip: '203.0.113.7', count: 2, lastAtMs: at('2026-05-26T05:30:00Z') },
      { kind: 'attacker', ip: '2001:db8::7', count: 1, lastAtMs: at('2026-05-26T05:00:00Z') },
    ]);
    expect(notes).toEqual([]);
  });

  test('a sample that is full covers only as far back as its oldest row', async () => {
    const full = Array.from({ length: 1_000 }, () => eventRow('block', '203.0.113.7'));
    const { table } = await show({ ...free, SecurityEventRows: send(zoneNode({ events: full })) });
    expect(table('What the numbers cover')[1]).toEqual([
      'Security events (sample), limited to the newest 1000 events',
      { atMs: at('2026-05-26T05:00:00Z') },
      { atMs: at('2026-05-26T06:50:00Z') },
    ]);
  });

  test('the recorded limits of a Free zone are enough to go on', async () => {
    const { asked, results } = await ask({
      Limits: send(fixture('observed/graphql.settings.free-zone.httpRequests.json')),
    });
    expect(asked('TrafficByHour')).toHaveLength(1);
    expect(asked('SecurityEventCounts')).toEqual([]);
    expect(shown(results).notes).toEqual([]);
  });

  test('without an answer about the limits a zone is taken for a Free one, which is noted', async () => {
    const { asked, results } = await ask({
      Limits: send(graphqlErrors('unknown field "httpRequests1hGroups"')),
    });
    expect(asked('SecurityEventCounts')).toEqual([]);
    expect(shown(results).overview.Requests).toEqual({ number: 1_000 });
  });

  test('limits of -1 and 0, as strings or missing say nothing', async () => {
    const settings = {
      h1: { enabled: true, maxDuration: -1, notOlderThan: '0' },
      fwg: { enabled: 'true', maxDuration: '259200', notOlderThan: 259200 },
      dns: null,
    };
    const { asked } = await ask({ Limits: send(zoneNode({ settings })) });
    expect(asked('TrafficByHour')).toHaveLength(1);
    expect(asked('SecurityEventCounts')).toHaveLength(1);
    expect(asked('Dns')).toHaveLength(1);
  });

  test('a plan that turns out not to count falls back to the sample', async () => {
    const { bars, notes } = await show({
      SecurityEventCounts: send(graphqlErrors("zone 'x' does not have access to the path")),
    });
    expect(bars('Security events, a sample (the plan does not count them)')).toHaveLength(2);
    expect(notes).toEqual([]);
  });

  test('Free and Pro in one account do not disturb each other, and are not added up as one', async () => {
    const { bars, table } = await show({
      zones: send(list([zoneRow('free.example'), zoneRow('pro.example')])),
      Limits: byZone({
        'id-of-free.example': zoneNode({ settings: freeSettings }),
        'id-of-pro.example': zoneNode({ settings: proSettings }),
      }),
      TrafficByHour: byZone({
        'id-of-free.example': traffic({ requests: 5, bytes: 1, cachedRequests: 0, threats: 0 }),
        'id-of-pro.example': traffic({ requests: 50, bytes: 2, cachedRequests: 60, threats: 1 }),
      }),
      SecurityEventRows: byZone({
        'id-of-free.example': zoneNode({ events: rows }),
        'id-of-pro.example': zoneNode({ events: [] }),
      }),
    });
    expect(table('Zones')).toMatchObject([
      ['pro.example', {}, { number: 50 }, { bytes: 2 }, { ratio: 1 }, null, null],
      ['free.example', {}, { number: 5 }, { bytes: 1 }, { ratio: 0 }, null, null],
    ]);
    expect(bars('Security events')[0]).toEqual(['Blocked by managed WAF rules', 40]);
    expect(bars('Security events, a sample (the plan does not count them)')[0]).toEqual([
      'Blocked by managed WAF rules',
      4,
    ]);
    expect(table('What the numbers cover').map(([numbers, zones]) => [numbers, zones])).toEqual([
      ['Traffic', 'all'],
      ['Security events', 'pro.example'],
      ['Security events (sample), limited to what the plan keeps', 'free.example'],
      ['DNS', 'all'],
    ]);
  });
});

describe('zones', () => {
  test('what is not active comes first, is a finding, and is not asked about before it was ever served', async () => {
    const { server, results } = await ask({
      zones: send(
        list([
          zoneRow('busy.example'),
          zoneRow('paused.example', { paused: true }),
          zoneRow('pending.example', { status: 'pending' }),
          zoneRow('moved.example', { status: 'moved' }),
        ]),
      ),
    });
    const { table, findings, overview, hints } = shown(results);
    expect(table('Zones').map(([name, status]) => [name, status])).toEqual([
      ['moved.example', { text: 'Moved', tone: 'warning' }],
      ['pending.example', { text: 'Pending', tone: 'warning' }],
      ['paused.example', { text: 'Active, paused', tone: 'warning' }],
      ['busy.example', { text: 'Active', tone: 'good' }],
    ]);
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([
      ['cloudflare.zone-not-active:id-of-pending.example', 'warning'],
      ['cloudflare.zone-not-active:id-of-moved.example', 'warning'],
      ['cloudflare.zone-paused:id-of-paused.example', 'notice'],
    ]);
    expect(findings.map(({ advice }) => advice)).toEqual([
      expect.stringMatching(/^Finish its set-up/),
      expect.stringMatching(/^Its name servers point elsewhere/),
      expect.stringMatching(/^Resume it/),
    ]);
    expect(overview.Zones).toEqual({ number: 4, tone: 'warning' });
    expect(hints.Zones).toBe('2 not active');
    expect(server.requests.map(zoneOf)).not.toContain('id-of-pending.example');
    expect(server.requests.map(zoneOf)).toContain('id-of-moved.example');
  });

  test('a recorded row is read', async () => {
    const recorded = fixture('cloudflare-go/zone.CreateZoneFullSetup.json');
    const row =
      typeof recorded === 'object' && recorded && 'result' in recorded ? recorded.result : undefined;
    const { asked, results } = await ask({ zones: send(list([row])) });
    expect(shown(results).table('Zones')[0]?.slice(0, 2)).toEqual([
      'example.com',
      { text: 'Active, development mode', tone: 'warning' },
    ]);
    expect(asked('tunnels')[0]?.path).toContain(accountId);
  });

  test('the list is cut after ten, and says what the others are', async () => {
    const rows = Array.from({ length: 13 }, (_, index) => zoneRow(`zone-${index}.example`));
    const { table, more } = await show({ zones: send(list(rows)) });
    expect(table('Zones')).toHaveLength(10);
    expect(more('Zones')).toBe('and 3 more, all active');
  });

  test('no zones at all is said, not failed', async () => {
    const { notes, overview } = await show({ zones: send(list([])) });
    expect(notes).toEqual(['No zones visible: none exist, or the token lacks Zone · Zone · Read for them.']);
    expect(overview).toEqual({ Zones: { number: 0 } });
  });

  test('no traffic is 0, traffic that is not told is a dash', async () => {
    const none = await show({ TrafficByHour: send(zoneNode({ total: [] })) });
    expect(none.table('Zones')[0]?.slice(2)).toEqual([
      { number: 0 },
      { bytes: 0 },
      null,
      { number: 0 },
      null,
    ]);
    const untold = await show({
      TrafficByHour: send(traffic({ requests: '12', bytes: 'many', threats: -4 })),
    });
    expect(untold.table('Zones')[0]?.slice(2)).toEqual([{ number: 12 }, null, null, null, null]);
    expect(untold.overview.Threats).toBeNull();
  });

  test('names are data: nothing in them is changed', async () => {
    const name = '<img src=x onerror=alert(1)>\u202e{{x}}';
    const { table } = await show({
      zones: send(list([zoneRow('x', { name })])),
      tunnels: send(list([{ id: 't', name, status: 'down' }])),
    });
    expect(table('Zones')[0]?.[0]).toBe(name);
    expect(table('Tunnels')[0]?.[0]).toBe(name);
  });
});

describe('CLOUDFLARE_ZONES and CLOUDFLARE_ACCOUNT_ID', () => {
  const zones = send(
    list([
      zoneRow('a.example'),
      zoneRow('b.example'),
      zoneRow('c.example', { account: { id: otherAccountId, name: 'Other' } }),
    ]),
  );
  const namesOf = async (env: Record<string, string>) => {
    const { asked, results } = await ask({ zones }, { env });
    const { table, notes } = shown(results);
    return {
      names: table('Zones').map(([name]) => name),
      notes,
      accounts: asked('tunnels').map(({ path }) => path.split('/')[4]),
    };
  };

  test('zones are chosen by name or id', async () => {
    const { names, notes } = await namesOf({ CLOUDFLARE_ZONES: 'B.example, id-of-a.example' });
    expect(names).toEqual(['a.example', 'b.example']);
    expect(notes).toEqual([]);
  });

  test('a wish that meets no zone is noted', async () => {
    const { names, notes } = await namesOf({ CLOUDFLARE_ZONES: 'a.example,typo.example' });
    expect(names).toEqual(['a.example']);
    expect(notes).toEqual(['CLOUDFLARE_ZONES names typo.example, which is none of the visible zones.']);
  });

  test('tunnels are those of the accounts of the chosen zones', async () => {
    expect((await namesOf({})).accounts.toSorted()).toEqual([accountId, otherAccountId]);
    expect((await namesOf({ CLOUDFLARE_ZONES: 'c.example' })).accounts).toEqual([otherAccountId]);
  });

  test('one account leaves out the zones of the others', async () => {
    const { names, accounts } = await namesOf({ CLOUDFLARE_ACCOUNT_ID: otherAccountId });
    expect(names).toEqual(['c.example']);
    expect(accounts).toEqual([otherAccountId]);
  });

  test('the wrong account is said', async () => {
    const { names, notes } = await namesOf({ CLOUDFLARE_ACCOUNT_ID: '0'.repeat(32) });
    expect(names).toEqual([]);
    expect(notes).toContain('None of the visible zones belongs to the account in CLOUDFLARE_ACCOUNT_ID.');
  });

  test('an account id from an answer never becomes another path', async () => {
    const rows = [zoneRow('a.example', { account: { id: '../../user/tokens', name: 'x' } })];
    const { server } = await ask({ zones: send(list(rows)) });
    expect(
      server.requests
        .map(({ path }) => path)
        .filter((path) => path.includes('tokens') || path.includes('accounts')),
    ).toEqual(['/client/v4/user/tokens/verify']);
  });
});

describe('tunnels', () => {
  const tunnels = [
    { id: '1', name: 'healthy', status: 'healthy', conns_active_at: '2026-05-20T10:00:00Z' },
    { id: '2', name: 'unused', status: 'inactive', conns_active_at: null, conns_inactive_at: null },
    { id: '3', name: 'new word', status: 'Hibernating' },
    { id: '4', name: 'down', status: 'down', conns_inactive_at: '2026-05-26T02:11:00Z' },
    { id: '5', name: 'degraded', status: 'degraded', conns_active_at: '2026-05-21T10:00:00Z' },
    { id: '6', name: 'untold' },
    { id: '7', name: 'also down', status: 'down', conns_inactive_at: '0001-01-01T00:00:00Z' },
  ];

  const served = ['1 × 2026.5.0'];
  const unserved = [null];

  test('those that are down come first', async () => {
    const { table } = await show({ tunnels: send(list(tunnels)) });
    expect(table('Tunnels')).toEqual([
      ['also down', { text: 'Down', tone: 'critical' }, null, ...unserved],
      ['down', { text: 'Down', tone: 'critical' }, { atMs: at('2026-05-26T02:11:00Z') }, ...unserved],
      ['degraded', { text: 'Degraded', tone: 'warning' }, { atMs: at('2026-05-21T10:00:00Z') }, ...served],
      ['new word', { text: 'Hibernating', tone: 'neutral' }, null, ...served],
      ['untold', null, null, ...served],
      ['unused', { text: 'Never connected', tone: 'neutral' }, null, ...unserved],
      ['healthy', { text: 'Healthy', tone: 'good' }, { atMs: at('2026-05-20T10:00:00Z') }, ...served],
    ]);
  });

  test('each one that is down is a finding, and an outage where it is known since when', async () => {
    const { findings, facts, overview } = await show({ tunnels: send(list(tunnels)) });
    expect(findings).toMatchObject([
      {
        id: 'cloudflare.tunnel-down:4',
        severity: 'warning',
        title: 'Cloudflare Tunnel down is down',
        sinceMs: at('2026-05-26T02:11:00Z'),
      },
      { id: 'cloudflare.tunnel-down:7', things: ['also down'] },
    ]);
    expect(findings[1]).not.toHaveProperty('sinceMs');
    expect(facts.filter(({ kind }) => kind === 'outage')).toEqual([
      {
        kind: 'outage',
        what: 'Cloudflare Tunnel down',
        sinceMs: at('2026-05-26T02:11:00Z'),
        findingId: 'cloudflare.tunnel-down:4',
      },
    ]);
    expect(overview.Tunnels).toEqual({ text: '2 of 7 down, 1 unknown', tone: 'warning' });
  });

  test('deleted ones are not asked for', async () => {
    const { asked } = await ask();
    expect(asked('tunnels').map(({ query }) => query.get('is_deleted'))).toEqual(['false']);
  });

  test('a recorded list is read', async () => {
    const { table } = await show({
      tunnels: send(fixture('cloudflare-go/testdata.tunnel.multiple_full.json')),
    });
    expect(table('Tunnels')).toEqual([['blog', null, null, ...served]]);
  });

  test('an empty list may be a missing permission, and says so', async () => {
    const { notes, overview } = await show({
      tunnels: send(fixture('github-issues/rest.cfd_tunnel.empty-list.http200.json')),
    });
    expect(notes).toEqual([
      'No tunnels visible: none exist, or the token lacks Account · Cloudflare Tunnel · Read.',
    ]);
    expect(overview).not.toHaveProperty('Tunnels');
  });

  test.each([
    [[undefined], { text: 'unknown', tone: 'neutral' }],
    [[undefined, 'healthy'], { text: 'none of 2 down, 1 unknown', tone: 'neutral' }],
    [['healthy', 'healthy'], { text: 'none of 2 down', tone: 'good' }],
  ])('of which the status is not told are never green (%j)', async (statuses, expected) => {
    const rows = statuses.map((status, index) => ({ id: `t${index}`, name: `tunnel ${index}`, status }));
    const { overview } = await show({ tunnels: send(list(rows)) });
    expect(overview.Tunnels).toEqual(expected);
  });

  test('with several accounts each tunnel names its own', async () => {
    const { table } = await show({
      zones: send(
        list([
          zoneRow('a.example'),
          zoneRow('b.example', { account: { id: otherAccountId, name: 'Other' } }),
        ]),
      ),
      tunnels: (request, response) =>
        send(list([{ id: request.path, name: 'tunnel', status: 'healthy' }]))(request, response),
    });
    expect(
      table('Tunnels')
        .map(([, account]) => account)
        .toSorted(),
    ).toEqual(['Harbour Office', 'Other']);
  });

  test('thousands of them keep the section small', async () => {
    const many = Array.from({ length: 99 }, (_, id) => ({ id: `${id}`, name: `t-${id}`, status: 'down' }));
    const everyPage: Handler = (request, response) => {
      const page = request.query.get('page');
      const rows = many.map((row) => ({ ...row, id: `${page}-${row.id}` }));
      send(list(rows, { per_page: 99 }))(request, response);
    };
    const { table, more, findings, notes } = await show({ tunnels: everyPage });
    expect(table('Tunnels')).toHaveLength(10);
    expect(more('Tunnels')).toBe('and 980 more');
    expect(findings).toHaveLength(100);
    expect(notes).toEqual(['Only 990 tunnels were read: there are more than a report reads.']);
  });
});

test('every kind of question was answered by the fixture of a zone where all is well', async () => {
  const { asked } = await ask();
  const kinds: readonly Kind[] = [
    'zones',
    'tunnels',
    'Limits',
    'TrafficByHour',
    'SecurityEventCounts',
    'SecurityEventRows',
    'Dns',
  ];
  expect(kinds.map((kind) => asked(kind).length)).toEqual(kinds.map(() => 1));
});
