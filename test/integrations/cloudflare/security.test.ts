import { describe, expect, test } from 'vitest';
import type { Handler } from '../../helpers/https-server.ts';
import {
  eventRow,
  freeSettings,
  graphqlErrors,
  lastHours,
  list,
  one,
  proSettings,
  refusal,
  send,
  zoneNode,
  zoneOf,
  zoneRow,
} from './fake-cloudflare.ts';
import { ask, show } from './opening.ts';
import { shown } from './reading.ts';

const queryOf = ({ body }: { readonly body: string }): string => JSON.parse(body).query;
const free = { Limits: send(zoneNode({ settings: freeSettings })) };
const rulesTitle = 'Rules that blocked or challenged most';
const pathsTitle = 'Paths blocked or challenged most';
const addressesTitle = 'Addresses blocked or challenged most';
const bySample = ', by a sample';

const top = (count: number, dimensions: object) => ({ count, dimensions });
const tops = (more: object) => send(zoneNode({ byRule: [], byAddress: [], byPath: [], ...more }));
const ownRule = { action: 'block', source: 'firewallCustom', ruleId: '0123456789abcdef' };
const events = (...rows: readonly object[]) => send(zoneNode({ events: rows }));

describe('the names of rules', () => {
  const ruleSet = send(one({ rules: [{ id: ownRule.ruleId, description: 'Block scanners' }] }));

  test('that tell themselves are not looked up', async () => {
    const { asked, results } = await ask({
      SecurityEventTops: tops({ byRule: [top(9, { ...ownRule, description: 'No scanners' })] }),
    });
    expect(asked('rules')).toEqual([]);
    expect(shown(results).table(rulesTitle)).toEqual([['No scanners', { number: 9 }]]);
  });

  test('of the zone’s own are looked up when the events do not tell them', async () => {
    const { table, notes } = await show({
      SecurityEventTops: tops({ byRule: [top(9, ownRule)] }),
      rules: ruleSet,
    });
    expect(table(rulesTitle)).toEqual([['Block scanners', { number: 9 }]]);
    expect(notes).toEqual([]);
  });

  test('that cannot be looked up are named with the permission, and the rule by what it did', async () => {
    const { table, notes } = await show({
      SecurityEventTops: tops({ byRule: [top(9, ownRule)] }),
      rules: send(refusal(10000, 'Authentication error'), 403),
    });
    expect(table(rulesTitle)).toEqual([['Blocked by custom rules (rule 01234567…)', { number: 9 }]]);
    expect(notes).toEqual([
      'Names of firewall rules of example.com: the token lacks Zone · Zone WAF · Read or does not include the zone.',
    ]);
  });

  test('of managed rules are nobody’s to look up', async () => {
    const managed = { action: 'managed_challenge', source: 'firewallManaged', ruleId: 'short' };
    const { asked, results } = await ask({ SecurityEventTops: tops({ byRule: [top(9, managed)] }) });
    expect(asked('rules')).toEqual([]);
    expect(shown(results).table(rulesTitle)[0]?.[0]).toBe(
      'Challenged (managed) by managed WAF rules (rule short)',
    );
  });

  test('of a sample are looked up as well', async () => {
    const { table } = await show({
      ...free,
      SecurityEventRows: events(eventRow('block', '203.0.113.7', ownRule)),
      rules: ruleSet,
    });
    expect(table(rulesTitle + bySample)).toEqual([['Block scanners', { number: 1 }]]);
  });
});

describe('where the plan counts', () => {
  test('only what keeps a request away is ranked', async () => {
    const { asked } = await ask();
    const query = asked('SecurityEventTops').map(queryOf).join('');
    expect(query.match(/action_in: \[[^\]]*"block"[^\]]*"managed_challenge"/g)).toHaveLength(3);
    expect(query).not.toMatch(/"(log|skip|allow)"/);
  });

  test('a field that the plan lacks leaves out what is grouped by it', async () => {
    const availableFields = ['count', 'dimensions_action', 'dimensions_source', 'dimensions_clientIP'];
    const settings = { ...proSettings, fwg: { ...proSettings.fwg, availableFields } };
    const { asked, results } = await ask({
      Limits: send(zoneNode({ settings })),
      SecurityEventTops: send(zoneNode({ byAddress: [top(4, { clientIP: '203.0.113.9' })] })),
    });
    expect(asked('SecurityEventTops').map(queryOf).join('')).not.toMatch(/byRule|byPath/);
    const { bars, table, notes } = shown(results);
    expect(bars(addressesTitle)).toEqual([['203.0.113.9', 4]]);
    expect(table(rulesTitle)).toEqual([]);
    expect(notes).toEqual([]);
  });

  test.each<readonly [string, Handler, object]>([
    [
      'that has no field to group by',
      tops({}),
      { ...proSettings.fwg, availableFields: ['count', 'dimensions_action', 'dimensions_source'] },
    ],
    ['that refuses the ranking', send(graphqlErrors('does not have access to the path')), proSettings.fwg],
  ])('a plan %s falls back to the sample, and the counts stay', async (_case, answer, fwg) => {
    const { bars, notes } = await show({
      Limits: send(zoneNode({ settings: { ...proSettings, fwg } })),
      SecurityEventTops: answer,
    });
    expect(bars('Security events')).toHaveLength(3);
    expect(bars(addressesTitle)).toEqual([]);
    expect(bars(addressesTitle + bySample)).toEqual([['203.0.113.7', 1]]);
    expect(notes).toEqual([]);
  });

  test('a ranking that fails otherwise is a note beside the sample', async () => {
    const { bars, notes } = await show({ SecurityEventTops: send(graphqlErrors('something new')) });
    expect(bars(addressesTitle + bySample)).toHaveLength(1);
    expect(notes).toEqual([
      'Security event details of example.com: it answered with an error that is not known here.',
    ]);
  });

  test('what is no address is no address', async () => {
    const { bars } = await show({
      SecurityEventTops: tops({
        byAddress: [top(9, { clientIP: '<script>' }), top(8, {}), top(7, { clientIP: '2001:db8::1' })],
      }),
    });
    expect(bars(addressesTitle)).toEqual([['2001:db8::1', 7]]);
  });

  test('the same name in several zones is one', async () => {
    const { table } = await show({
      zones: send(list([zoneRow('a.example'), zoneRow('b.example')])),
      SecurityEventTops: tops({ byRule: [top(9, { ...ownRule, description: 'No scanners' })] }),
    });
    expect(table(rulesTitle)).toEqual([['No scanners', { number: 18 }]]);
  });
});

describe('where it does not', () => {
  const attack = (more: object = {}) =>
    eventRow('block', '203.0.113.7', {
      description: 'Path traversal',
      clientRequestHTTPHost: 'www.example.com',
      clientRequestPath: '/wp-login.php',
      ...more,
    });

  test('rules, addresses and paths come from the rows, called a sample, without what was let through', async () => {
    const { bars, table } = await show({
      ...free,
      SecurityEventRows: events(attack(), attack(), attack({ action: 'log', clientRequestPath: '/fine' })),
    });
    expect(table(rulesTitle + bySample)).toEqual([['Path traversal', { number: 2 }]]);
    expect(bars(addressesTitle + bySample)).toEqual([['203.0.113.7', 2]]);
    expect(table(pathsTitle + bySample)).toEqual([['www.example.com/wp-login.php', { number: 2 }]]);
  });

  test('rows that tell neither rule nor path are still counted', async () => {
    const { bars, table } = await show({
      ...free,
      SecurityEventRows: events(eventRow('block', '203.0.113.7')),
    });
    expect(bars('Security events, a sample (the plan does not count them)')).toHaveLength(1);
    expect(table(rulesTitle + bySample)).toEqual([]);
    expect(table(pathsTitle + bySample)).toEqual([]);
  });

  test('a path is cut, however long its author made it', async () => {
    const { table } = await show({
      ...free,
      SecurityEventRows: events(attack({ clientRequestPath: `/${'a'.repeat(4_000)}` })),
    });
    const [[path] = []] = table(pathsTitle + bySample);
    expect(path).toMatch(/^www\.example\.com\/a{63}…$/);
  });

  test('rows of several days are asked for in pieces, until a page is full', async () => {
    const fw = { enabled: true, maxDuration: 86_400, notOlderThan: 31 * 86_400, maxPageSize: 2 };
    const settings = { ...freeSettings, fw };
    const pageOf =
      (fullBefore: string): Handler =>
      (request, response) => {
        const { since } = JSON.parse(request.body).variables;
        const rows =
          since < fullBefore ? [attack(), attack({ datetime: '2026-05-23T12:00:00Z' })] : [attack()];
        events(...rows)(request, response);
      };
    const run = async (fullBefore: string) => {
      const { asked, results } = await ask(
        { Limits: send(zoneNode({ settings })), SecurityEventRows: pageOf(fullBefore) },
        { period: lastHours(5 * 24) },
      );
      const covered = shown(results).table('What the numbers cover');
      return {
        pages: asked('SecurityEventRows').length,
        covered: covered.find(([part]) => /sample/.test(`${part}`)),
      };
    };
    expect(await run('2026-05-01')).toEqual({
      pages: 5,
      covered: [
        'Security events (sample)',
        { atMs: Date.parse('2026-05-21T06:50:00Z') },
        { atMs: Date.parse('2026-05-26T06:50:00Z') },
      ],
    });
    expect(await run('2026-05-24')).toEqual({
      pages: 3,
      covered: [
        'Security events (sample), limited to the newest 2 events',
        { atMs: Date.parse('2026-05-23T12:00:00Z') },
        { atMs: Date.parse('2026-05-26T06:50:00Z') },
      ],
    });
  });
});

test('a mixed account shows the zones that are counted and the sample of the others apart', async () => {
  const byPlan =
    (ofFree: Handler, ofPro: Handler): Handler =>
    (request, response) =>
      (zoneOf(request) === 'id-of-free.example' ? ofFree : ofPro)(request, response);
  const rows = ['a', 'b', 'c', 'd', 'e'].map((description) =>
    eventRow('block', '203.0.113.7', { description }),
  );
  const { table } = await show({
    zones: send(list([zoneRow('free.example'), zoneRow('pro.example')])),
    Limits: byPlan(free.Limits, send(zoneNode({ settings: proSettings }))),
    SecurityEventRows: byPlan(events(...rows), events()),
    SecurityEventTops: tops({
      byRule: ['p', 'q', 'r', 's', 't', 'u'].map((description) => top(9, { ...ownRule, description })),
    }),
  });
  expect(table(rulesTitle)).toHaveLength(5);
  expect(table(rulesTitle + bySample)).toHaveLength(3);
});
