import { describe, expect, test } from 'vitest';
import { createAccount } from '../../src/demo/cloudflare/account.ts';
import { answerGraphql } from '../../src/demo/cloudflare/graphql/graphql.ts';
import { json, type ReceivedRequest, type Reply } from '../../src/demo/http/reply.ts';
import type { Override } from '../../src/demo/http/server.ts';
import type { Block, Value } from '../../src/report/section.ts';
import { startingAt } from './clock.ts';
import { inOneLine, reportOn } from './cloudflare-cases.ts';
import { type Env, startNetwork } from './network.ts';
import { lastSaved, onlyMail, sectionOfText } from './results.ts';

const free: Env = { CLOUDFLARE_ZONES: 'harbour-journal.example' };
const pro: Env = { CLOUDFLARE_ZONES: 'harbour-office.example' };

const queryIn = ({ path, body }: ReceivedRequest): string =>
  path.endsWith('/graphql') ? (/query (\w+)\(/.exec(body)?.[1] ?? '') : '';

/** Only one GraphQL query gets another answer. */
const onQuery =
  (name: string, answer: Override): Override =>
  (request) =>
    queryIn(request) === name ? answer(request) : undefined;

/** What the demo would answer, changed. */
const changed =
  (change: (body: string) => string): Override =>
  (request) => {
    const reply = answerGraphql(request, { account: createAccount(Date.now()), may: () => true });
    return reply.kind === 'answer' ? { ...reply, body: change(reply.body) } : reply;
  };

const errors = (...messages: readonly string[]): Reply =>
  json(200, { data: null, errors: messages.map((message) => ({ message, path: null })) });

/** The names of all queries that were made. */
const recording = () => {
  const queries: string[] = [];
  const override: Override = (request) => {
    if (queryIn(request) !== '') queries.push(queryIn(request));
    return undefined;
  };
  return { queries, override };
};

const numberIn = (value: Value | undefined): number =>
  typeof value === 'object' && value !== null && 'number' in value ? value.number : Number.NaN;
const tableIn = (blocks: readonly Block[], title: string) =>
  blocks.flatMap((block) => (block.kind === 'table' && block.title === title ? block.rows : []));
const seriesIn = (blocks: readonly Block[], title: string) =>
  blocks.flatMap((block) => (block.kind === 'series' && block.title === title ? block.points : []));

describe.concurrent('plans', () => {
  test('a Free zone alone tells traffic, a sample of events and DNS, and nothing is missing', async () => {
    const { queries, override } = recording();
    const { section, notes, text } = await reportOn({ override }, free);
    const line = inOneLine(text);

    expect(section.success).toBe(true);
    expect(notes).toEqual([]);
    expect(queries.toSorted()).toEqual(['Dns', 'Limits', 'SecurityEventRows', 'TrafficByHour']);
    expect(line).toMatch(/Requests [\d,]+ \([+−±]\d+% against the period before\)/);
    expect(line).toMatch(/Unique visitors \d+ \([+−±]\d+% against the period before\)/);
    expect(line).toMatch(/Server errors \(5xx\) 0\.5%/);
    expect(line).toMatch(/Security events, a sample \(the plan does not count them\): Blocked by/);
    expect(line).toMatch(/Rules that blocked or challenged most, by a sample: .*WordPress path traversal \d/);
    expect(line).toMatch(/Paths blocked or challenged most, by a sample: .*\/wp-login\.php \d/);
    expect(line).toMatch(/Requests per hour, at most: [\d,]+/);
    expect(line).toMatch(/Security events \(sample\), limited to what the plan keeps/);
    expect(text).not.toMatch(/undefined|NaN|Invalid|not on this zone/);
  });

  test('a Pro zone alone is counted, and calls nothing a sample', async () => {
    const { queries, override } = recording();
    const { notes, text } = await reportOn({ override }, pro);

    expect(notes).toEqual([]);
    expect(queries.toSorted()).toEqual([
      'Dns',
      'Limits',
      'SecurityEventCounts',
      'SecurityEventRows',
      'SecurityEventTops',
      'TrafficByHour',
    ]);
    expect(text).toMatch(/^Security events:$/m);
    expect(text).toMatch(/^Rules that blocked or challenged most:$/m);
    expect(text).not.toMatch(/sample\b(?!s\.\))/);
  });

  test('both in one account stand apart, and only what adds up is added up', async () => {
    const { section, notes, text } = await reportOn();
    const blocks = section.success ? section.data.blocks : [];
    const zones = tableIn(blocks, 'Zones');
    const total = blocks
      .flatMap((block) => (block.kind === 'facts' ? block.items : []))
      .find(({ label }) => label === 'Requests');

    expect(notes).toEqual([]);
    expect(zones.map(([name]) => name)).toEqual([
      'harbour-regatta.example',
      'harbour-office.example',
      'harbour-journal.example',
    ]);
    expect(numberIn(total?.value)).toBe(numberIn(zones[1]?.[2]) + numberIn(zones[2]?.[2]));
    expect(tableIn(blocks, 'Against the period before').map(([name]) => name)).toEqual([
      'harbour-office.example',
      'harbour-journal.example',
    ]);
    expect(inOneLine(text)).toMatch(/Security events: .* Security events, a sample .*Zones: harbour-journal/);
    expect(inOneLine(text)).not.toMatch(/Unique visitors/);
  });

  test('a week is covered by whole days, and what the plan does not keep is labelled', async () => {
    await using network = await startNetwork();
    const ended = await network.run(['run', '--once', '--since', '7d'], free);
    const text = inOneLine(sectionOfText((await onlyMail(network)).text, 'Cloudflare'));

    expect(ended.code).toBe(0);
    expect(text).toMatch(/Requests [\d,]+ \([+−±]\d+% against the period before\)/);
    expect(text).toMatch(/Requests per day \(UTC\), at most/);
    expect(text).toMatch(/Security events \(sample\), limited to what the plan keeps/);
    expect(text).not.toMatch(/DNS, limited/);
  });

  test('a month of DNS is asked for in pieces where a week is the most that one question gives', async () => {
    const { queries, override } = recording();
    await using network = await startNetwork({ cloudflare: { override } });
    const ended = await network.run(['run', '--once', '--since', '28d'], pro);

    expect(ended.code).toBe(0);
    expect(queries.filter((name) => name === 'Dns')).toHaveLength(4);
    expect(inOneLine(sectionOfText((await onlyMail(network)).text, 'Cloudflare'))).not.toMatch(
      /DNS, limited/,
    );
  });
});

describe.concurrent('what GraphQL refuses under HTTP 200', () => {
  test('zones: [] is a missing permission, also of one zone among others', async () => {
    const { id } = createAccount(0).zones[1] ?? { id: '' };
    const { notes, text } = await reportOn({
      override: ({ path, body }) =>
        path.endsWith('/graphql') && body.includes(id)
          ? json(200, { data: { viewer: { zones: [] } }, errors: null })
          : undefined,
    });

    expect(notes).toEqual([
      'Traffic, security events and DNS of harbour-journal.example: the token lacks Zone · Analytics · Read or does not include the zone.',
    ]);
    expect(text).toMatch(/harbour-office\.example +Active +[\d,]+ /);
    expect(text).toMatch(/harbour-journal\.example +Active +– +– +– +– +–$/m);
    expect(inOneLine(text)).toMatch(/Requests [\d,]+ \(1 of 2 zones, /);
  });

  test.each([
    ["zone 'x' does not have access to the path", 'not on this zone’s plan'],
    ['rate limiter budget depleted, try again after 5 minutes', 'the budget of questions is used up'],
    ['Internal server error', 'it answered that it is unavailable for now'],
    ['zones [x] are not authorized', 'the token lacks Zone · Analytics · Read'],
    ['query time range is too large', 'it did not accept the question'],
    ['<b>something new</b> https://evil.example', 'it answered with an error that is not known here'],
  ])('%s', async (message, sentence) => {
    const { notes, text, html } = await reportOn({ override: onQuery('Dns', () => errors(message)) }, pro);

    expect(notes).toEqual([expect.stringContaining(`DNS of harbour-office.example: ${sentence}`)]);
    expect(text).toMatch(/harbour-office\.example +Active +[\d,]+ /);
    expect(html).not.toMatch(/something new|evil\.example/);
  });

  test.each([
    ['cannot request a time range wider than 6h', 4],
    ['cannot request data older than 6h', 1],
  ])('%s: as much as it gives is asked for', async (message, pieces) => {
    const answered: string[] = [];
    const { notes, text } = await reportOn(
      {
        override: onQuery('Dns', ({ body }) => {
          const { since, until } = JSON.parse(body).variables;
          const isTooMuch = Date.parse(until) - Date.parse(since) > 6 * 3_600_000;
          if (!isTooMuch) answered.push(since);
          return isTooMuch ? errors(message) : undefined;
        }),
      },
      pro,
    );

    expect(notes).toEqual([]);
    expect(answered).toHaveLength(pieces);
    expect(/DNS, limited to what the plan keeps/.test(text)).toBe(pieces === 1);
  });

  test('a field that the plan turns out to lack is left out', async () => {
    const { notes, text } = await reportOn(
      {
        override: onQuery('TrafficByHour', ({ body }) =>
          body.includes('countryMap')
            ? errors("zone 'x' does not have access to the field 'countrymap'")
            : undefined,
        ),
      },
      pro,
    );

    expect(notes).toEqual([]);
    expect(text).toMatch(/harbour-office\.example +Active +[\d,]+ /);
    expect(text).not.toMatch(/Countries/);
  });

  test('a surge of server errors is a finding of the report', async () => {
    const override = onQuery(
      'TrafficByHour',
      changed((body) => {
        const answer = JSON.parse(body);
        const [zone] = answer.data.viewer.zones;
        const [{ sum }] = zone.total;
        sum.responseStatusMap = [
          { edgeResponseStatus: 200, requests: Math.round(sum.requests * 0.8) },
          { edgeResponseStatus: 522, requests: Math.round(sum.requests * 0.2) },
        ];
        return JSON.stringify(answer);
      }),
    );
    const { findings, text } = await reportOn({ override }, pro);

    expect(findings.map(({ title }) => title)).toContain(
      'harbour-office.example: 20% of requests ended in a server error, before that less than 1%',
    );
    expect(text).toMatch(/Server errors \(5xx\) +20%/);
  });
});

describe.concurrent('pages', () => {
  test('zones are read to the last page, the busiest are shown, and what was not asked about is said', async () => {
    const { notes, asked, text } = await reportOn({ zoneCount: 63 }, { INTEGRATION_TIMEOUT: '2m' });

    expect(asked.filter((path) => path === '/zones')).toHaveLength(2);
    expect(notes).toEqual([expect.stringMatching(/^Only 40 of 62 zones were asked about; CLOUDFLARE_ZONES/)]);
    expect(text).toMatch(/and 53 more/);
    expect(inOneLine(text)).toMatch(/Requests [\d,]+ \(40 of 62 zones, [+−±]\d+% against/);
  });

  test('a server that repeats its first page for ever, or speaks of a cursor, is read once', async () => {
    const { zones, id } = createAccount(0, 53);
    const rows = zones.slice(3).map(({ id: zoneId, name }) => ({
      id: zoneId,
      name,
      status: 'pending',
      account: { id, name: 'Harbour' },
    }));
    const pageOf = (result_info: object) =>
      reportOn({
        override: ({ path }) =>
          path.endsWith('/zones')
            ? json(200, { success: true, errors: [], messages: [], result: rows, result_info })
            : undefined,
      });
    const [repeating, withCursor] = await Promise.all([
      pageOf({ per_page: 50 }),
      pageOf({ per_page: 50, total_pages: 1, cursor: 'more', cursors: { after: 'more' } }),
    ]);

    expect(repeating.asked.filter((path) => path === '/zones')).toHaveLength(2);
    expect(withCursor.asked.filter((path) => path === '/zones')).toHaveLength(1);
    for (const { text } of [repeating, withCursor]) expect(text).toMatch(/Zones +50 \(50 not active\)/);
  });

  test('a page of events that is full ends the time that it covers, and says so', async () => {
    const override = onQuery(
      'Limits',
      changed((body) => body.replaceAll('"maxPageSize":10000', '"maxPageSize":7')),
    );
    const { notes, text } = await reportOn({ override }, free);

    expect(notes).toEqual([]);
    expect(inOneLine(text)).toMatch(/Security events \(sample\), limited to the newest 7 events/);
  });
});

describe.concurrent('the days on which the clock changes', () => {
  test.each([
    ['back, of 25 hours', Date.UTC(2026, 9, 25, 6), 25, '24 Oct, 06:00', '25 Oct, 06:00'],
    ['forth, of 23 hours', Date.UTC(2026, 2, 29, 5), 23, '28 Mar, 06:00', '29 Mar, 06:00'],
  ])('%s', async (_, nowMs, hours, from, until) => {
    const asked: { readonly from: string; readonly beforeFrom: string; readonly to: string }[] = [];
    const override = onQuery('TrafficByHour', ({ body }) => {
      asked.push(JSON.parse(body).variables);
      return undefined;
    });
    await using network = await startNetwork({ console: { nowMs }, cloudflare: { nowMs, override } });
    const ended = await network.run(
      ['run', '--once'],
      { ...free, REPORT_TIMEZONE: 'Europe/Berlin', REPORT_SCHEDULE: 'daily' },
      startingAt(nowMs),
    );
    const { report, text } = lastSaved(network.dataDir);
    const cloudflare = report.integrations.find(({ name }) => name === 'cloudflare');
    const blocks = cloudflare?.success ? cloudflare.data.blocks : [];
    const [window] = asked;
    const hoursFrom = (start: string | undefined, end: string | undefined) =>
      (Date.parse(end ?? '') - Date.parse(start ?? '')) / 3_600_000;

    expect(ended.code).toBe(0);
    expect(seriesIn(blocks, 'Requests per hour, at most')).toHaveLength(hours);
    expect(hoursFrom(window?.from, window?.to)).toBe(hours);
    expect(hoursFrom(window?.beforeFrom, window?.from)).toBe(hours);
    expect(inOneLine(sectionOfText(text, 'Cloudflare'))).toMatch(
      new RegExp(`Traffic ${from} ${until}|Traffic From: ${from} Until: ${until}`),
    );
  });
});

test('names that attack the reader are shown as they are, and do nothing', async () => {
  const hostile = '<img src=x onerror=alert(1)>{{x}}\u202e\u0007=cmd()';
  const override: Override = (request) => {
    const query = queryIn(request);
    if (query === '' || query === 'Limits') return undefined;
    return changed((body) =>
      body.replaceAll(
        /"(description|clientRequestPath|clientRequestHTTPHost|queryName|action|source|clientCountryName|ruleId)":"[^"]*"/g,
        (_, key) => `"${key}":${JSON.stringify(`${hostile}${key}`)}`,
      ),
    )(request);
  };
  const { html, text, notes, section } = await reportOn({ override });

  expect(section.success).toBe(true);
  expect(notes).toEqual([]);
  expect(html).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;');
  expect(html).not.toMatch(/<img(?! src="(?:cid|data):)/);
  expect(text).toContain('<img src=x onerror=alert(1)>{{x}}');
  for (const part of [html, text]) expect(part).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u);
});
