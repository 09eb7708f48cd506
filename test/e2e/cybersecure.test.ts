import { describe, expect, test } from 'vitest';
import { startConsole } from '../../src/demo/console/console.ts';
import { demoCredentials } from '../../src/demo/demo.ts';
import { json, type ReceivedRequest, type Reply } from '../../src/demo/http/reply.ts';
import type { Override } from '../../src/demo/http/server.ts';
import { readKeyPair } from '../../src/demo/key-pair.ts';
import { unableToFetchData } from '../../src/integrations/results.ts';
import type { Finding } from '../../src/report/section.ts';
import { visibleText } from '../render/html-elements.ts';
import { startingAt } from './clock.ts';
import { type Env, startNetwork, type TestNetwork } from './network.ts';
import { lastSaved, onlyMail, sectionOfHtml, sectionOfText } from './results.ts';

const hourMs = 3_600_000;

/** Answers by the end of the path; what is not there is answered as usual. */
type Answers = Readonly<Record<string, Reply | ((request: ReceivedRequest) => Reply | undefined)>>;

const answering =
  (answers: Answers): Override =>
  (request) => {
    const answer = Object.entries(answers).find(([end]) => request.path.endsWith(end))?.[1];
    return typeof answer === 'function' ? answer(request) : answer;
  };

/** Only what is asked with CyberSecure's own key. */
const forCyberSecure =
  (override: Override): Override =>
  (request) =>
    request.headers['x-api-key'] === demoCredentials.cyberSecureApiKey ? override(request) : undefined;

const dashboard = (changes: object): Reply =>
  json(200, {
    cybersecure: {
      has_subscription: true,
      enterprise: false,
      is_activating: false,
      ips_enabled: true,
      signatures: 55_231,
      signature_capacity: 70_000,
      threats: 0,
      updated_timestamp: Date.now() - 5 * hourMs,
      ...changes,
    },
  });
const prevention = (changes: object): Reply =>
  json(200, { meta: { rc: 'ok' }, data: [{ key: 'ips', ips_mode: 'ips', ...changes }] });
const flows = (rows: readonly object[]): ((request: ReceivedRequest) => Reply) => {
  const page = (request: ReceivedRequest) => (/"pageNumber":0\b/.test(request.body) ? rows : []);
  return (request) => json(200, { data: page(request), has_next: false, total_element_count: rows.length });
};
const malwareFlow = (fields: object = {}) => ({
  id: 'flow-1',
  action: 'blocked',
  count: 2,
  direction: 'outgoing',
  time: Date.now() - hourMs,
  source: { ip: '192.168.9.14', client_name: 'Shop Till' },
  destination: { ip: '198.51.100.9', port: 443 },
  policies: [{ type: 'INTRUSION_PREVENTION', internal_type: 'SIGNATURE' }],
  ips: {
    signature: 'ETPRO MALWARE Example CnC Checkin',
    signature_id: 2_857_713,
    category_name: 'emerging-malware',
  },
  ...fields,
});

interface Told {
  /** The section as it stands in the mail's text part, without line breaks inside sentences. */
  readonly text: string;
  /** The same in the HTML part, as a reader sees it. */
  readonly page: string;
  readonly findings: readonly Finding[];
  readonly subject: string;
}

/** Here nothing is about time, for machines that have much else to do, nor about what a long mail has no room for. */
const circumstances: Env = {
  UNIFI_TIMEOUT: '10m',
  CYBERSECURE_TIMEOUT: '10m',
  CYBERSECURE_ATTEMPT_TIMEOUT: '5m',
  CLOUDFLARE_API_TOKEN: undefined,
  CLOUDFLARE_API_BASE_URL: undefined,
};

/** One report of the real program, and what it says of CyberSecure in both parts of the mail. */
const report = async (network: TestNetwork, env: Env = {}, nowMs?: number): Promise<Told> => {
  const ended = await network.run(
    ['run', '--once'],
    { ...circumstances, ...env },
    nowMs === undefined ? [] : startingAt(nowMs),
  );
  expect(ended.code, ended.stderr).toBe(0);
  const mail = await onlyMail(network);
  return {
    text: sectionOfText(mail.text, 'CyberSecure').replaceAll(/\s+/g, ' '),
    page: visibleText(sectionOfHtml(mail.html, 'CyberSecure')).replaceAll(/\s+/g, ' '),
    findings: lastSaved(network.dataDir).report.findings,
    subject: mail.subject,
  };
};

/** What stands in the section, in both parts alike. */
const expectBoth = ({ text, page }: Told, ...words: readonly RegExp[]): void => {
  for (const part of [text, page]) for (const word of words) expect(part).toMatch(word);
};

const idsIn = ({ findings }: Told, start: RegExp): readonly string[] =>
  findings.map(({ id }) => id).filter((id) => start.test(id));

describe.concurrent('CyberSecure on the console of the report', () => {
  test('is told from subscription to the hosts that were hit', async () => {
    await using network = await startNetwork();
    const told = await report(network);

    expectBoth(
      told,
      /Subscription Active\b/,
      /Tier CyberSecure\b/,
      /Signatures 55,231 Signatures updated \d.* Age of the signatures 5 h\b/,
      /Signature capacity 70,000 Capacity in use 78\.9%/,
      /Intrusion prevention Blocks Honeypot On \(?1 address\)? Content filtering On \(?1 filter\)? Ad blocking On\b/,
      /Rule categories switched on 12 \(?botcc, .*and 4 more/,
      /Blocked 17 Only detected 5 By ET PRO rules, at least 6\b/,
      /Their share, at least 27\.3% Seen by ET PRO rules alone 4\b/,
      /Inbound 17 0 Outbound 0 5 Inside the network 0 0\b/,
      /malware and its control servers 0 2\b/,
      /Top inside hosts:? NAS \(10\.20\.1\.23\)/,
      /ETPRO MALWARE Suspicious Domain in TLS SNI Reception PC \(10\.20\.1\.21\) 2\b/,
    );
    expect(told.text).not.toMatch(/Console |Top hosts on the internet|Top signatures/);
  });

  test('what its detections and the own rules find alike is told once', async () => {
    await using network = await startNetwork();
    const told = await report(network);

    expect(idsIn(told, /inside-known-bad/)).toEqual(['security.inside-known-bad:10.20.1.21']);
  });

  test('also where the same console is named once more, and the worse of two is told', async () => {
    const blocked = [malwareFlow()];
    await using network = await startNetwork({
      console: {
        override: answering({
          '/traffic-flows': flows(blocked),
          'get/setting/ips': prevention({ ips_mode: 'ids' }),
        }),
      },
    });
    const told = await report(network, {
      CYBERSECURE_HOST: `https://${network.console.host}`,
      CYBERSECURE_TLS_FINGERPRINT: readKeyPair().fingerprint,
    });
    const found = told.findings.filter(({ id }) => /inside-known-bad|detect-only/.test(id));

    expect(found.map(({ id, severity }) => [id, severity])).toEqual([
      ['security.inside-known-bad:192.168.9.14', 'critical'],
      ['security.detect-only', 'warning'],
    ]);
    expect(told.subject).toContain('Shop Till set off a malware rule and was blocked');
    expectBoth(told, /Console Harbour Office \(127\.0\.0\.1:\d+\)/);
  });
});

describe.concurrent('CyberSecure on a console of its own', () => {
  const shopKey = 'shop-console-key-7Yb2';

  test('is another network: its findings name it, and stand beside those of the report’s own', async () => {
    const shopAnswers = {
      '/traffic-flows': flows([malwareFlow()]),
      'get/setting/ips': prevention({ ips_mode: 'disabled' }),
    };
    await using network = await startNetwork();
    const shop = await startConsole({
      ...demoCredentials,
      nowMs: Date.now(),
      generation: 'newest',
      apiKey: shopKey,
      cyberSecureApiKey: shopKey,
      override: answering(shopAnswers),
    });
    const told = await report(network, {
      CYBERSECURE_HOST: shop.host,
      CYBERSECURE_API_KEY: shopKey,
      CYBERSECURE_TLS_FINGERPRINT: readKeyPair().fingerprint,
    });
    await shop.close();

    expectBoth(
      told,
      /Console Harbour Office \(127\.0\.0\.1:\d+\)/,
      /Shop Till \(192\.168\.9\.14\)/,
      /Top hosts on the internet:? 198\.51\.100\.9\b/,
      /Top signatures/,
    );
    expect(told.text).not.toContain('Reception PC');
    expect(idsIn(told, /inside-known-bad|prevention-off/)).toEqual([
      'security.inside-known-bad:10.20.1.21',
      `cybersecure.inside-known-bad:192.168.9.14@${shop.host}/default`,
      `cybersecure.prevention-off:${shop.host}/default`,
    ]);
    expect(told.findings.map(({ title }) => title)).toContain(
      `${shop.host}: Shop Till set off a malware rule and was blocked`,
    );
  });

  test('that is another site of the same console is told apart too', async () => {
    const inShop: Override = (request) =>
      request.path.includes('/shop/')
        ? answering({ '/traffic-flows': flows([malwareFlow()]) })(request)
        : undefined;
    await using network = await startNetwork({
      console: { moreSites: [{ name: 'shop', description: 'Harbour Shop' }], override: inShop },
    });
    const told = await report(network, { UNIFI_SITE: 'default', CYBERSECURE_SITE: 'Harbour Shop' });

    expectBoth(told, /Console Harbour Shop \(127\.0\.0\.1:\d+\)/);
    expect(idsIn(told, /inside-known-bad/)).toEqual([
      'security.inside-known-bad:10.20.1.21',
      `cybersecure.inside-known-bad:192.168.9.14@${network.console.host}/shop`,
    ]);
    expect(told.findings.map(({ title }) => title)).toContain(
      'Site shop: Shop Till set off a malware rule and was blocked',
    );
  });

  test('that is down fails its own section only', async () => {
    await using network = await startNetwork();
    const shop = await startConsole({
      ...demoCredentials,
      nowMs: Date.now(),
      generation: 'newest',
      apiKey: shopKey,
    });
    await shop.close();
    const told = await report(network, {
      CYBERSECURE_HOST: shop.host,
      CYBERSECURE_API_KEY: shopKey,
      CYBERSECURE_TLS_FINGERPRINT: readKeyPair().fingerprint,
    });

    expectBoth(told, new RegExp(unableToFetchData));
    expect(idsIn(told, /inside-known-bad/)).toEqual(['security.inside-known-bad:10.20.1.21']);
  });
});

describe.concurrent('a subscription', () => {
  test('that the console denies is said, without alarm', async () => {
    await using network = await startNetwork({
      console: {
        override: forCyberSecure(
          answering({
            'aggregated-dashboard': dashboard({ has_subscription: false, signatures: 32_876 }),
            '/traffic-flows': flows([
              malwareFlow({ ips: { signature: 'ET SCAN Example', signature_id: 2_001_219 } }),
            ]),
          }),
        ),
      },
    });
    const told = await report(network);

    expectBoth(told, /Subscription Not active Signatures 32,876/, /By ET PRO rules, at least 0\b/);
    expect(told.text).not.toMatch(/Tier|Seen by ET PRO/);
    expect(told.findings.find(({ id }) => id.startsWith('cybersecure.'))).toMatchObject({
      id: 'cybersecure.not-subscribed',
      severity: 'notice',
    });
  });

  test('that has lapsed, and signatures that nobody renews, are warnings', async () => {
    const updated_timestamp = Date.now() - 80 * hourMs;
    await using network = await startNetwork({
      console: {
        override: answering({
          'aggregated-dashboard': dashboard({ has_subscription: false, updated_timestamp }),
        }),
      },
    });
    const told = await report(network);

    expectBoth(
      told,
      /Subscription Not active/,
      /Age of the signatures 3 d 8 h/,
      /Seen by ET PRO rules alone 4\b/,
    );
    expect(told.findings.filter(({ id }) => id.startsWith('cybersecure.'))).toMatchObject([
      { id: 'cybersecure.lapsed', severity: 'warning' },
      { id: 'cybersecure.signatures-old', severity: 'warning' },
    ]);
  });

  test('of which nothing is said is unknown, not missing', async () => {
    await using network = await startNetwork({
      console: { override: answering({ 'aggregated-dashboard': json(200, { dashboard_meta: {} }) }) },
    });
    const told = await report(network);

    expectBoth(told, /Subscription Unknown \(?The console does not say\. ET PRO rules fired/);
    expect(idsIn(told, /^cybersecure\./)).toEqual([]);
  });
});

describe.concurrent('three sentences', () => {
  const no = json(403, { meta: { rc: 'error', msg: 'api.err.NoPermission' }, data: [] });
  const protection = ['aggregated-dashboard', 'get/setting/ips', 'content-filtering', 'engine/features'];
  const refusing = (ends: readonly string[]) => ({
    override: forCyberSecure(answering(Object.fromEntries(ends.map((end) => [end, no])))),
  });

  test('not permitted: each value says so, each part is named, detections stay', async () => {
    await using network = await startNetwork({ console: refusing(protection) });
    const told = await report(network);

    expectBoth(
      told,
      /Intrusion prevention Unknown \(?This key is not permitted to read it/,
      /Ad blocking Unknown \(?This key is not permitted to read it/,
      /Subscription: this key is not permitted to read it/,
      /Content filtering: this key is not permitted to read it/,
      /Signatures – Signatures updated –/,
      /Blocked 17 Only detected 5/,
    );
    expect(told.text).not.toContain('not available');
  });

  test('nothing permitted: the section fails, and says what for', async () => {
    await using network = await startNetwork({
      console: refusing([...protection, '/traffic-flows', 'stat/ips/event', 'system-log/all']),
    });
    const told = await report(network);

    expectBoth(told, new RegExp(unableToFetchData), /lack a permission/);
    expect(idsIn(told, /inside-known-bad/)).toEqual(['security.inside-known-bad:10.20.1.21']);
  });

  test.each(['v7', 'v8', 'v9.0'] as const)(
    'an older version (%s): what it does not tell is unknown, hosts have their names all the same',
    async (generation) => {
      await using network = await startNetwork({ console: { generation } });
      const told = await report(network);

      expectBoth(
        told,
        /Subscription Unknown \(?The console does not say/,
        /Signatures – Signatures updated –/,
        /Blocked 17 Only detected 5 By ET PRO rules, at least 6\b/,
        /Inbound 17 0 Outbound 0 5/,
        /Top inside hosts:? NAS \(10\.20\.1\.23\)/,
      );
      expect(idsIn(told, /^cybersecure\./)).toEqual([]);
    },
  );

  test('an older version without any of it: not available is no failure of what there is', async () => {
    const gone = json(404, { errorCode: 404, message: 'Not Found' });
    const ends = [
      'aggregated-dashboard',
      'content-filtering',
      'engine/features',
      '/traffic-flows',
      'system-log/all',
    ];
    await using network = await startNetwork({
      console: { override: forCyberSecure(answering(Object.fromEntries(ends.map((end) => [end, gone])))) },
    });
    const told = await report(network);

    expectBoth(
      told,
      /Subscription Unknown \(?Not available on this version of the console/,
      /Intrusion prevention Blocks/,
      /Blocked – Only detected –/,
      /Subscription: not available on this version of the console\./,
      /Detections: not available on this version of the console\./,
    );
    expect(told.text).not.toMatch(/not permitted|could not be read|No intrusion detections/);
  });

  test('none: nothing was detected, which is a number and a sentence', async () => {
    await using network = await startNetwork({ console: { world: { detections: 0 } } });
    const told = await report(network);

    expectBoth(
      told,
      /Blocked 0 Only detected 0 By ET PRO rules, at least 0 No intrusion detections in this period\./,
    );
    expect(told.text).not.toMatch(/By direction|Top |What they were about|missed/);
  });

  test('none, for nothing was looked for: that is another sentence, and a warning', async () => {
    await using network = await startNetwork({
      console: {
        world: { detections: 0 },
        override: answering({ 'get/setting/ips': prevention({ ips_mode: 'disabled' }) }),
      },
    });
    const told = await report(network);

    expectBoth(told, /Intrusion prevention Off/, /intrusion prevention is off, so nothing was looked for\./);
    expect(told.findings.filter(({ id }) => /prevention-off/.test(id))).toMatchObject([
      { id: 'security.prevention-off', severity: 'warning' },
    ]);
  });
});

describe.concurrent('what comes over the network', () => {
  test('may be called anything, and does nothing', async () => {
    const hostile = '</td><script>alert(1)</script>\u202e{{7*7}}\r\nBcc: x@example.test';
    const row = malwareFlow({
      source: { ip: '192.168.9.14', client_name: hostile },
      destination: { ip: '198.51.100.9', domains: [hostile] },
      ips: { signature: `ETPRO MALWARE ${hostile}`, signature_id: 2_857_713, category_name: hostile },
    });
    await using network = await startNetwork({
      console: {
        override: answering({
          '/traffic-flows': flows([row]),
          'get/setting/ips': prevention({ ips_mode: hostile, enabled_categories: [hostile, 7, null, {}] }),
          'aggregated-dashboard': dashboard({
            signatures: 'NaN',
            signature_capacity: '-1',
            enterprise: hostile,
          }),
          'content-filtering': json(200, [{ name: hostile, enabled: hostile, categories: hostile }]),
        }),
      },
    });
    const told = await report(network);
    const mail = await onlyMail(network);
    const section = sectionOfHtml(mail.html, 'CyberSecure');

    expect(section).not.toContain('<script');
    expect(section).toContain('&lt;script');
    expect(told.text).toContain('</td><script>alert(1)</script>{{7*7}} Bcc: x@example.test');
    expect(`${told.text}${section}${mail.subject}`).not.toMatch(/\u202e|NaN|undefined|Infinity|\[object/);
    expect(mail.parsed.bcc).toBeUndefined();
    expectBoth(told, /Tier Unknown/, /Rule categories switched on 2\b/, /Signatures –/);
  });

  test('of the day the clocks go back covers 25 hours', async () => {
    const nowMs = Date.UTC(2026, 9, 25, 6);
    const asked: ReceivedRequest[] = [];
    const early = malwareFlow({ id: 'a', time: nowMs - 24.5 * hourMs });
    const tooEarly = malwareFlow({ id: 'b', time: nowMs - 25.5 * hourMs, count: 40 });
    const answers = answering({
      '/traffic-flows': flows([early, tooEarly]),
      'aggregated-dashboard': dashboard({ updated_timestamp: nowMs - 5 * hourMs }),
    });
    await using network = await startNetwork({
      console: {
        nowMs,
        override: (request) => {
          asked.push(request);
          return answers(request);
        },
      },
      cloudflare: { nowMs },
    });
    const told = await report(network, { REPORT_TIMEZONE: 'Europe/Berlin', REPORT_SCHEDULE: 'daily' }, nowMs);
    const seconds = asked.flatMap(({ query }) => query.get('historySeconds') ?? []);

    expect(new Set(seconds.map((one) => Math.round(Number(one) / 60)))).toEqual(new Set([25 * 60]));
    expectBoth(
      told,
      /Signatures updated 25 Oct, 02:00/,
      /Age of the signatures 5 h\b/,
      /Blocked 2 Only detected 0/,
      /Outbound 2 0/,
    );
  });
});
