import { afterEach, describe, expect, test } from 'vitest';
import type { Handler } from '../../helpers/https-server.ts';
import { sendJson } from '../../helpers/https-server.ts';
import { defineFetch, oneNote } from '../harness.ts';
import {
  type AskOptions,
  allIsWell,
  apiKey,
  consoleHandler,
  dashboard,
  fixture,
  freshlyUpdatedAtMs,
  legacy,
  noRows,
  openConsole,
  paths,
  type Routes,
} from './console-server.ts';
import { shown } from './reading.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

const openWith = async (handler: Handler, options?: AskOptions) => {
  const opened = await openConsole(handler, options);
  closing.push(() => opened.server.close());
  return opened;
};
/** One run against a console on which all is well but for `routes`. */
const ask = async (routes: Routes = {}, options?: AskOptions) => {
  const opened = await openWith(consoleHandler({ ...allIsWell, ...routes }), options);
  return { ...opened, results: await opened.run() };
};
const show = async (routes: Routes = {}, options?: AskOptions) => shown((await ask(routes, options)).results);

/** Of a console of its own, or a site that was named for it, everything is told here: nobody else does. */
const named: AskOptions = { env: { CYBERSECURE_SITE: 'default' } };

describe('a console on which all is well', () => {
  test('subscription, signatures, mode, filters and detections are shown', async () => {
    const { overview, hints, notes, findings } = await show();
    expect(overview).toEqual({
      Subscription: { text: 'Active', tone: 'good' },
      Tier: 'CyberSecure',
      'Intrusion prevention': { text: 'Blocks', tone: 'good' },
      'Rule categories switched on': { number: 4 },
      Signatures: { number: 56_000 },
      'Signature capacity': { number: 70_000 },
      'Capacity in use': { ratio: 0.8 },
      'Signatures updated': { atMs: freshlyUpdatedAtMs },
      'Age of the signatures': { durationMs: 5 * 3_600_000 },
      Honeypot: { text: 'On', tone: 'good' },
      'Content filtering': { text: 'On', tone: 'good' },
      'Ad blocking': { text: 'Off', tone: 'neutral' },
      Blocked: { number: 7 },
      'Only detected': { number: 3, tone: 'warning' },
      'By ET PRO rules, at least': { number: 8 },
      'Their share, at least': { ratio: 0.8 },
      'Seen by ET PRO rules alone': { number: 8 },
    });
    expect(hints).toMatchObject({
      'Rule categories switched on': 'emerging-malware, emerging-scan, botcc, tor',
      Honeypot: '1 address',
      'Content filtering': '1 filter',
    });
    expect(notes).toEqual([]);
    expect(findings.map(({ id }) => id)).toEqual(['cybersecure.inside-known-bad:192.168.3.40']);
  });

  test('the recorded dashboard: more signatures than fit, last renewed long ago', async () => {
    const { overview, findings } = await show({
      [paths.dashboard]: fixture('v2-aggregated-dashboard.json'),
      [paths.flows]: noRows,
    });
    expect(overview).toMatchObject({
      Subscription: { text: 'Active' },
      Signatures: { number: 74_000 },
      'Signature capacity': { number: 70_000 },
      'Capacity in use': { ratio: 74 / 70 },
      'Signatures updated': { atMs: 1_700_080_000_000 },
    });
    expect(findings.map(({ id }) => id)).toEqual(['cybersecure.signatures-old']);
  });

  test('detections are counted by direction and by what they were about', async () => {
    const { table } = await show();
    expect(table('By direction')).toEqual([
      ['Inbound', { number: 7 }, { number: 1 }],
      ['Outbound', { number: 0 }, { number: 2 }],
      ['Inside the network', { number: 0 }, { number: 0 }],
    ]);
    expect(table('What they were about')).toEqual([
      ['attempts to break in through a flaw', { number: 7 }, { number: 0 }],
      ['malware and its control servers', { number: 0 }, { number: 2 }],
      ['scans for open doors', { number: 0 }, { number: 1 }],
    ]);
  });

  test('signatures and hosts on either side are ranked by hits', async () => {
    const { table, bars } = await show({}, named);
    expect(table('Top signatures')).toEqual([
      ['ETPRO EXPLOIT Example Appliance Remote Code Execution', { number: 7 }, { number: 7 }],
      ['ET MALWARE Example Beacon', { number: 2 }, { number: 0 }],
      ['ET SCAN Example Probe (ET PRO)', { number: 1 }, { number: 0 }],
    ]);
    expect(bars('Top inside hosts')).toEqual([
      ['Office-NAS (192.168.3.2)', 8],
      ['Lab-Laptop (192.168.3.40)', 2],
    ]);
    expect(bars('Top hosts on the internet')).toEqual([
      ['203.0.113.66 (SE)', 8],
      ['bad.test (198.51.100.3)', 2],
    ]);
  });

  test('of the report’s own console attackers and signatures stand in its own section already', async () => {
    const { table, bars } = await show();
    expect(table('Top signatures')).toEqual([]);
    expect(bars('Top hosts on the internet')).toEqual([]);
    expect(bars('Top inside hosts')).toHaveLength(2);
  });

  test('a console that was named is named', async () => {
    expect((await show()).overview).not.toHaveProperty('Console');
    expect((await show({}, named)).overview.Console).toMatch(/^.+ \(console\.example\)$/);
  });

  test('what only ET PRO rules saw is told with whom it was about', async () => {
    const { table, hints } = await show();
    expect(table('Seen by ET PRO rules alone')).toEqual([
      ['ETPRO EXPLOIT Example Appliance Remote Code Execution', 'Office-NAS (192.168.3.2)', { number: 7 }],
      ['ET SCAN Example Probe', 'Office-NAS (192.168.3.2)', { number: 1 }],
    ]);
    expect(hints['Seen by ET PRO rules alone']).toMatch(/would have missed/);
  });

  test('facts name external sources only, and the numbers to compare', async () => {
    const { facts } = await show();
    const metrics = facts.flatMap((fact) => (fact.kind === 'metric' ? [[fact.key, fact.value]] : []));
    expect(facts[0]).toEqual({
      kind: 'attacker',
      ip: '203.0.113.66',
      count: 8,
      lastAtMs: 1_779_742_700_000,
    });
    expect(facts).toHaveLength(1 + metrics.length);
    expect(Object.fromEntries(metrics)).toEqual({
      'cybersecure.subscription': 1,
      'cybersecure.signatures': 56_000,
      'cybersecure.signature-capacity': 70_000,
      'cybersecure.signature-age': 5 * 3_600_000,
      'cybersecure.blocked': 7,
      'cybersecure.detected': 3,
      'cybersecure.inbound': 8,
      'cybersecure.outbound': 2,
      'cybersecure.inside': 0,
      'cybersecure.et-pro': 8,
      'cybersecure.et-pro-alone': 8,
    });
  });

  test('the recorded flow log, ordinary traffic beside a threat, counts the threat alone', async () => {
    const { overview, bars } = await show({ [paths.flows]: fixture('v2-traffic-flows.json') });
    expect(overview).toMatchObject({ Blocked: { number: 1 }, 'Only detected': { number: 0 } });
    expect(bars('Top inside hosts')).toEqual([['IoT-Plug (192.0.2.55)', 1]]);
  });

  test('only reads are made, with the key, for this block and this setting alone', async () => {
    const { server } = await ask();
    const asked = server.requests.map(
      ({ method, path }) => `${method} ${path.replace('/proxy/network', '')}`,
    );
    expect(asked.toSorted()).toEqual(
      [
        `GET ${paths.sites}`,
        `GET ${paths.sysinfo}`,
        `GET ${paths.dashboard}`,
        `GET ${paths.setting}`,
        `GET ${paths.filters}`,
        `GET ${paths.features}`,
        `POST ${paths.flows}`,
      ].toSorted(),
    );
    expect(server.requests.every(({ headers }) => headers['x-api-key'] === apiKey)).toBe(true);
    const asking = server.requests.find(({ path }) => path.endsWith(paths.dashboard));
    expect(Object.fromEntries(asking?.query ?? [])).toEqual({
      historySeconds: '86400',
      widgets: 'cybersecure',
    });
  });

  test('of the settings nothing that could be a secret is kept, nor where the honeypot is', async () => {
    const { results, lines } = await ask();
    expect(JSON.stringify([results, lines])).not.toMatch(/canary|192\.0\.2\.5\b/);
  });

  test('hostile names pass as they are: escaping is the renderer’s business', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const flow = {
      id: '1',
      action: 'blocked',
      time: 1_779_742_700_000,
      source: { ip: '203.0.113.66', client_name: hostile },
      ips: { signature: hostile, signature_id: 1 },
    };
    const { table, bars } = await show({ [paths.flows]: { data: [flow], has_next: false } }, named);
    expect(table('Top signatures')[0]?.[0]).toBe(hostile);
    expect(bars('Top hosts on the internet')).toEqual([[`${hostile} (203.0.113.66)`, 1]]);
  });
});

describe('the subscription is active, not active or unknown', () => {
  const withBlock = (block: unknown) => show({ [paths.dashboard]: { cybersecure: block } });

  test.each([
    [{ has_subscription: true, enterprise: true }, 'Active'],
    [{ has_subscription: 'true' }, 'Active'],
    [{ has_subscription: false }, 'Not active'],
    [{ has_subscription: false, is_activating: true }, 'Not active'],
    [{}, 'Unknown'],
    [{ has_subscription: null, signatures: 32_876, ips_enabled: true }, 'Unknown'],
    [{ has_subscription: '' }, 'Unknown'],
    [{ has_subscription: 'maybe' }, 'Unknown'],
  ])('%j is %s', async (block, text) => {
    expect((await withBlock(block)).overview.Subscription).toMatchObject({ text });
  });

  test.each([
    [true, 'CyberSecure Enterprise'],
    ['false', 'CyberSecure'],
    [undefined, { text: 'Unknown', tone: 'neutral' }],
  ])('an active one whose enterprise flag is %s is of the tier %j', async (enterprise, tier) => {
    expect((await withBlock({ has_subscription: true, enterprise })).overview.Tier).toEqual(tier);
  });

  test('numbers that make no sense are no numbers', async () => {
    const { overview } = await withBlock({
      has_subscription: true,
      signatures: 'NaN',
      signature_capacity: -1,
      updated_timestamp: 0,
    });
    expect(overview).toMatchObject({ Signatures: null, 'Signatures updated': null });
    expect(Object.keys(overview)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/apacity|Age of the signatures/)]),
    );
  });

  test('no capacity to fill is no share', async () => {
    const { overview } = await withBlock({ signatures: 5, signature_capacity: 0 });
    expect(overview).not.toHaveProperty('Capacity in use');
  });

  test('a tier is not named where nothing is active', async () => {
    const { overview } = await withBlock({ has_subscription: false, enterprise: true });
    expect(overview).not.toHaveProperty('Tier');
  });

  test('one that is being activated says so', async () => {
    const { hints, findings } = await withBlock({ has_subscription: false, is_activating: true });
    expect(hints.Subscription).toBe('It is being activated.');
    expect(findings.filter(({ id }) => /lapsed|subscribed/.test(id))).toEqual([]);
  });

  test.each([
    ['filters so that nothing is left', {}],
    ['has a block that is none', { cybersecure: 'yes' }],
  ])('a dashboard that %s is asked once more without the filter', async (_what, filtered) => {
    const { server, results } = await ask({
      [paths.dashboard]: ((request, response) =>
        sendJson(
          response,
          request.query.has('widgets') ? filtered : fixture('v2-aggregated-dashboard.json'),
        )) satisfies Handler,
    });
    expect(shown(results).overview.Subscription).toMatchObject({ text: 'Active' });
    const dashboards = server.requests.filter(({ path }) => path.endsWith(paths.dashboard));
    expect(dashboards.map(({ query }) => query.get('widgets'))).toEqual(['cybersecure', null]);
  });

  test('a console that refuses the filter is asked once more without it', async () => {
    const { overview } = await show({
      [paths.dashboard]: ((request, response) =>
        request.query.has('widgets')
          ? sendJson(response, { errorCode: 400, message: 'no enum constant' }, 400)
          : sendJson(response, fixture('v2-aggregated-dashboard.json'))) satisfies Handler,
    });
    expect(overview.Subscription).toMatchObject({ text: 'Active' });
  });

  test('a dashboard that never speaks of it is unknown, asked twice and no more', async () => {
    const { server, results } = await ask({ [paths.dashboard]: { isp_metrics: {} }, [paths.flows]: noRows });
    const { overview, hints, notes } = shown(results);
    expect(overview).toMatchObject({ Subscription: { text: 'Unknown' }, Signatures: null });
    expect(hints.Subscription).toBe('The console does not say.');
    expect(notes).toEqual(['No intrusion detections in this period.']);
    expect(server.requests.filter(({ path }) => path.endsWith(paths.dashboard))).toHaveLength(2);
  });

  test('unknown with ET PRO hits suggests an active one, without claiming it', async () => {
    const { overview, hints } = await show({ [paths.dashboard]: 404 });
    expect(overview.Subscription).toMatchObject({ text: 'Unknown' });
    expect(hints.Subscription).toMatch(/^Not available on this version of the console\. .*suggests/);
  });

  test('a dashboard larger than the cap is a missing part, and unknown', async () => {
    const { overview, notes } = await show({
      [paths.dashboard]: ((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(Buffer.alloc(33 * 1024 * 1024, ' '));
      }) satisfies Handler,
    });
    expect(overview.Subscription).toMatchObject({ text: 'Unknown' });
    expect(notes).toEqual([expect.stringMatching(/^Subscription: could not be read .*32 MiB/)]);
  });
});

describe('intrusion prevention', () => {
  const subscribed = (ips_enabled?: boolean) => ({ cybersecure: { has_subscription: true, ips_enabled } });
  const setting = (fields: object) => legacy([{ key: 'ips', ...fields }]);

  test.each([
    ['disabled', { text: 'Off', tone: 'warning' }],
    ['ids', { text: 'Detects only', tone: 'warning' }],
    ['ips', { text: 'Blocks', tone: 'good' }],
    ['ipsInline', { text: 'Blocks', tone: 'good' }],
    ['quantum', { text: 'quantum', tone: 'neutral' }],
    ['constructor', { text: 'constructor', tone: 'neutral' }],
  ])('mode %s', async (ips_mode, value) => {
    const { overview } = await show({ [paths.setting]: setting({ ips_mode }) });
    expect(overview['Intrusion prevention']).toEqual(value);
  });

  test.each([
    [true, 'On, mode unknown'],
    [false, 'Off'],
    [undefined, 'Unknown'],
  ])('without the setting the dashboard’s switch %s says %s', async (ips_enabled, text) => {
    const { overview } = await show({ [paths.setting]: 403, [paths.dashboard]: subscribed(ips_enabled) });
    expect(overview['Intrusion prevention']).toMatchObject({ text });
  });

  test('another setting than the one asked for is not taken for it', async () => {
    const { overview } = await show({
      [paths.setting]: legacy([{ key: 'mgmt', ips_mode: 'disabled' }]),
      [paths.dashboard]: subscribed(),
    });
    expect(overview['Intrusion prevention']).toMatchObject({ text: 'Unknown' });
  });
});

describe('detections of other generations', () => {
  test('the old endpoint: flat rows, detected, not attributable to ET PRO (regression N)', async () => {
    const opened = await openWith(
      consoleHandler({
        ...allIsWell,
        [paths.flows]: 404,
        [paths.sysinfo]: legacy([fixture('stat-sysinfo.json')]),
        [paths.ipsEvent]: legacy(fixture('stat-ips-event.json')),
      }),
      named,
    );
    const period = { fromMs: Date.UTC(2019, 6, 9), toMs: Date.UTC(2019, 6, 10) };
    const { overview, table } = shown(await opened.run(undefined, period));
    expect(overview).toMatchObject({
      Blocked: { number: 0 },
      'Only detected': { number: 1 },
      'By ET PRO rules, at least': { number: 0 },
    });
    expect(overview).not.toHaveProperty('Seen by ET PRO rules alone');
    expect(table('Top signatures')).toEqual([
      ['ET DROP Spamhaus DROP Listed Traffic Inbound group 23', { number: 1 }, { number: 0 }],
    ]);
  });

  test('the system log names no signatures: the ET PRO share is a dash, not 0', async () => {
    const opened = await openWith(
      consoleHandler({
        ...allIsWell,
        [paths.flows]: noRows,
        [paths.systemLog]: fixture('v2-system-log-all.json'),
      }),
      named,
    );
    const period = { fromMs: 1_789_950_000_000, toMs: 1_790_030_000_000 };
    const { overview, table, notes, facts } = shown(await opened.run(undefined, period));
    expect(overview).toMatchObject({ Blocked: { number: 1 }, 'By ET PRO rules, at least': null });
    expect(table('Top signatures')).toEqual([]);
    expect(table('What they were about')).toEqual([]);
    expect(notes.join()).toMatch(/not available/);
    expect(facts.map((fact) => fact.kind === 'metric' && fact.key)).not.toContain('cybersecure.et-pro');
  });
});

describe('a console whose clock is off', () => {
  const aheadMs = 3 * 3_600_000;
  /** Every answer carries the console's time. */
  const ahead: Handler = (request, response) => {
    response.setHeader('date', new Date(Date.now() + aheadMs).toUTCString());
    return consoleHandler(allIsWell)(request, response);
  };

  test('is asked for the period as its own clock has it, and that is said', async () => {
    const opened = await openWith(ahead);
    const toMs = Date.now();
    const { notes, overview } = shown(await opened.run(undefined, { fromMs: toMs - 3_600_000, toMs }));
    const asked = opened.server.requests.find(({ path }) => path.endsWith(paths.flows));
    const told = Number(/"timestampTo":(\d+)/.exec(asked?.body ?? '')?.[1]) - toMs;
    expect(Math.abs(told - aheadMs)).toBeLessThan(60_000);
    expect(notes).toContainEqual(expect.stringMatching(/clock is 3 h ahead/));
    expect(overview['Age of the signatures']).toEqual({ durationMs: 5 * 3_600_000 + aheadMs });
  });

  test('does not make signatures of its own time younger than nothing', async () => {
    const opened = await openWith(
      consoleHandler({
        ...allIsWell,
        [paths.dashboard]: dashboard({ updated_timestamp: Date.now() + aheadMs }),
      }),
    );
    const { overview, findings } = shown(await opened.run());
    expect(overview['Age of the signatures']).toEqual({ durationMs: 0 });
    expect(findings.map(({ id }) => id)).not.toContain('cybersecure.signatures-old');
  });
});

describe('a part that is missing', () => {
  test.each([
    [404, /^Detections: not available on this version of the console\.$/],
    [403, /^Detections: this key is not permitted to read it/],
    [500, /^Detections: could not be read/],
  ])('is named with why (HTTP %s), and the others stay', async (status, sentence) => {
    const { overview, notes, facts } = await show({ [paths.flows]: status });
    expect(notes).toEqual([expect.stringMatching(sentence)]);
    expect(overview).toMatchObject({
      Subscription: { text: 'Active' },
      Blocked: null,
      'Only detected': null,
      'Threats by the console’s own counter': { number: 12 },
    });
    const keys = facts.map((fact) => fact.kind === 'metric' && fact.key);
    expect(keys).toContain('cybersecure.signatures');
    expect(keys).not.toContain('cybersecure.blocked');
  });

  test.each([[[]], ['text'], [{ data: [] }]])(
    'a setting that is %j is a missing part or an unknown mode',
    async (answer) => {
      const { overview } = await show({ [paths.setting]: answer, [paths.dashboard]: { cybersecure: {} } });
      expect(overview['Intrusion prevention']).toMatchObject({ text: 'Unknown' });
    },
  );

  test('is one warning in the log, with the part and the code', async () => {
    const { event } = await ask({ [paths.setting]: 403 });
    expect(event('part_missing')).toEqual([
      {
        level: 'warn',
        message: expect.any(String),
        fields: {
          event: 'part_missing',
          integration: 'cybersecure',
          part: 'Intrusion prevention',
          code: 'forbidden',
          detail: expect.any(String),
        },
      },
    ]);
  });

  test('hangs until the margin before the deadline, and costs only itself', async () => {
    const { results } = await ask(
      { [paths.setting]: () => {} },
      { settings: { timeoutMs: 4_000, retryAttempts: 1 } },
    );
    const { overview, notes } = shown(results);
    expect(notes).toEqual(['Intrusion prevention: could not be read (it did not answer in time).']);
    expect(overview).toMatchObject({ Subscription: { text: 'Active' }, Blocked: { number: 7 } });
  });
});

describe('when nothing can be read', () => {
  const neighbour = defineFetch('neighbour', async () => oneNote());

  test('a wrong key fails its section only, and the key is not shown', async () => {
    const { results, lines } = await ask({}, { key: 'canary-wrong-key', beside: [neighbour] });
    expect(results.sections).toEqual([
      {
        name: 'cybersecure',
        displayName: 'CyberSecure',
        success: false,
        errorMessage: 'Unable to fetch data',
        reason: expect.stringMatching(/^The credentials were refused: .*key/),
      },
      expect.objectContaining({ name: 'neighbour', success: true }),
    ]);
    expect(results.results[0]).toMatchObject({ error: 'unauthorized' });
    expect(JSON.stringify([results, lines])).not.toContain('canary');
    const warnings = lines.filter(({ level }) => level === 'warn' || level === 'error');
    expect(warnings.map(({ fields }) => fields.event)).toEqual(['fetch_failed']);
  });

  test('a console that knows none of it is a failure, not an empty success', async () => {
    const opened = await openWith(consoleHandler({ [paths.sites]: fixture('self-sites.json') }));
    expect((await opened.run()).results[0]).toMatchObject({ success: false, error: 'unsupported' });
  });

  test('all parts refused for lack of permission is a failure that counts (regression G)', async () => {
    const opened = await openWith(
      consoleHandler({
        [paths.sites]: fixture('self-sites.json'),
        [paths.dashboard]: 403,
        [paths.setting]: 403,
        [paths.flows]: 403,
      }),
    );
    expect((await opened.run()).results[0]).toMatchObject({ success: false, error: 'forbidden' });
    expect(opened.runner.stats()[0]).toMatchObject({ failures: 1 });
  });

  test('a console that is still starting answers with a web page: a failure that says so', async () => {
    const opened = await openWith((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html>');
    });
    const { sections } = await opened.run();
    expect(sections[0]).toMatchObject({ reason: expect.stringContaining('web page') });
  });

  test('the reason that says most is the one shown: a known question refused, not an unknown one', async () => {
    const opened = await openWith(
      consoleHandler({ [paths.sites]: fixture('self-sites.json'), [paths.setting]: 403 }),
    );
    expect((await opened.run()).results[0]).toMatchObject({ error: 'forbidden' });
  });
});
