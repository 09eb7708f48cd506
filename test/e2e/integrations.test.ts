import { describe, expect, test } from 'vitest';
import type { CloudflareOptions } from '../../src/demo/cloudflare/cloudflare.ts';
import { demoCredentials } from '../../src/demo/demo.ts';
import { drop, hang, html, json } from '../../src/demo/http/reply.ts';
import { readKeyPair } from '../../src/demo/key-pair.ts';
import { unableToFetchData } from '../../src/integrations/results.ts';
import { logLines } from '../helpers/program.ts';
import { startGates } from './gates.ts';
import { leaks, placesOf } from './leaks.ts';
import { type Env, startNetwork, type TestNetwork, withoutIntegrations } from './network.ts';
import { countOf, findingsOf, lastSaved, onlyMail, sectionOfHtml, sectionOfText } from './results.ts';

describe.concurrent('which integrations are on', () => {
  test('those that are not configured leave no trace in report and log', async () => {
    await using network = await startNetwork();
    const ended = await network.once(withoutIntegrations);
    const mail = await onlyMail(network);

    expect(ended.code).toBe(0);
    expect(lastSaved(network.dataDir).report.integrations).toEqual([]);
    expect(network.cloudflare.requests).toEqual([]);
    for (const text of [mail.subject, mail.html, mail.text, ended.stderr])
      expect(text).not.toMatch(/cloudflare|cyber ?secure|integration/i);
  });

  test('an empty value is no configuration', async () => {
    await using network = await startNetwork();
    const ended = await network.once({
      ...withoutIntegrations,
      CLOUDFLARE_API_TOKEN: '',
      CYBERSECURE_API_KEY: '  ',
    });

    expect(ended.code).toBe(0);
    expect(lastSaved(network.dataDir).report.integrations).toEqual([]);
    expect(ended.stderr).not.toMatch(/cloudflare|cybersecure/i);
  });

  test('one that is partly configured warns once, names what is missing, and stays out of the report', async () => {
    await using network = await startNetwork();
    const ended = await network.once({
      CLOUDFLARE_API_TOKEN: undefined,
      CLOUDFLARE_ZONES: 'harbour-office.example',
    });
    const mail = await onlyMail(network);
    const lines = logLines(ended.stderr).filter((line) => /cloudflare/i.test(JSON.stringify(line)));

    expect(ended.code).toBe(0);
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'warn',
        event: 'integration_partly_configured',
        integration: 'cloudflare',
        missing: ['CLOUDFLARE_API_TOKEN'],
      }),
    ]);
    for (const text of [mail.subject, mail.html, mail.text]) expect(text).not.toMatch(/cloudflare/i);
    expect(sectionOfText(mail.text, 'CyberSecure')).toMatch(/Subscription +Active/);
    expect(network.cloudflare.requests).toEqual([]);
  });
});

/** "Unable to fetch data" stands once per failed integration and part, in its own section; the network is all there. */
const expectFailed = async (
  network: TestNetwork,
  names: readonly ('Cloudflare' | 'CyberSecure')[],
): Promise<void> => {
  const { html: page, text } = await onlyMail(network);
  const { report } = lastSaved(network.dataDir);

  expect([countOf(page, unableToFetchData), countOf(text, unableToFetchData)]).toEqual([
    names.length,
    names.length,
  ]);
  for (const name of names) {
    expect(sectionOfHtml(page, name)).toContain(unableToFetchData);
    expect(sectionOfText(text, name)).toMatch(/^Unable to fetch data\n\S[^.]+[\s\S]*\.\n*$/);
    expect(text).toContain(`${name}: Not read; its section says why.`);
  }
  expect(report.integrations.filter(({ success }) => !success).map(({ displayName }) => displayName)).toEqual(
    names,
  );
  expect(report.network.map(({ name }) => name)).toEqual([
    'internet',
    'devices',
    'wifi',
    'clients',
    'security',
    'events',
  ]);
  expect(findingsOf(report).map(({ title }) => title)).toContain('AP-Garage has been offline for 3 h');
  expect(report.coverage.map(({ subject }) => subject)).toEqual(names);
};

const refused = (status: number) =>
  json(status, { success: false, errors: [{ code: 10_000, message: 'Authentication error' }], result: null });

interface Fault {
  readonly cloudflare: Partial<CloudflareOptions>;
  readonly env?: Env;
  readonly code: string;
  readonly reason: RegExp;
}

const faults: readonly (readonly [name: string, fault: Fault])[] = [
  [
    'refuses the token',
    {
      cloudflare: {},
      env: { CLOUDFLARE_API_TOKEN: 'not-the-right-token-of-cloudflare' },
      code: 'unauthorized',
      reason: /^The credentials were refused: /,
    },
  ],
  [
    'forbids everything',
    {
      cloudflare: { override: () => refused(403) },
      code: 'forbidden',
      reason: /lacks? .*Zone.*Read/,
    },
  ],
  [
    'answers 500 to everything',
    { cloudflare: { override: () => json(500, {}) }, code: 'http_error', reason: /500/ },
  ],
  [
    'never answers',
    {
      cloudflare: { override: () => hang },
      env: { CLOUDFLARE_TIMEOUT: '1s' },
      code: 'timeout',
      reason: /in time/,
    },
  ],
  [
    'breaks the connection',
    { cloudflare: { override: () => drop }, code: 'network', reason: /^It could not be reached: / },
  ],
  [
    'answers with a web page',
    {
      cloudflare: { override: () => html(200, 'Sign in to the hotel network') },
      code: 'invalid_response',
      reason: /web page/,
    },
  ],
];

describe.concurrent('a failing integration harms nobody else', () => {
  test.each(faults)('Cloudflare %s', async (_, { cloudflare, env, code, reason }) => {
    await using network = await startNetwork({ cloudflare });
    const ended = await network.once(env);
    const failed = logLines(ended.stderr).filter(({ event }) => event === 'fetch_failed');
    const [section] = lastSaved(network.dataDir).report.integrations;

    expect(ended.code).toBe(0);
    await expectFailed(network, ['Cloudflare']);
    expect(section).toMatchObject({ success: false, reason: expect.stringMatching(reason) });
    expect(failed).toEqual([expect.objectContaining({ level: 'warn', integration: 'cloudflare', code })]);
    expect(sectionOfText((await onlyMail(network)).text, 'CyberSecure')).toMatch(/Subscription +Active/);
    expect(leaks(await placesOf(network, ended))).toEqual([]);
    expect(ended.stderr).not.toContain('not-the-right-token');
  });

  test('CyberSecure with a wrong key fails alone, on the console that answers everything else', async () => {
    await using network = await startNetwork();
    const wrong = 'not-the-right-key-of-cybersecure';
    const ended = await network.once({ CYBERSECURE_API_KEY: wrong });

    expect(ended.code).toBe(0);
    await expectFailed(network, ['CyberSecure']);
    expect(sectionOfText((await onlyMail(network)).text, 'CyberSecure')).toMatch(/refused the API key/);
    const places = await placesOf(network, ended);
    expect(leaks(places)).toEqual([]);
    expect(places.filter(({ text }) => text.includes(wrong))).toEqual([]);
  });

  test('both fail, each says so in its own section', async () => {
    await using network = await startNetwork({ cloudflare: { override: () => drop } });
    const ended = await network.once({ CYBERSECURE_API_KEY: 'not-the-right-key' });

    expect(ended.code).toBe(0);
    await expectFailed(network, ['Cloudflare', 'CyberSecure']);
  });

  test('what it would refuse to start with is told before anything is asked, as of every other variable', async () => {
    await using network = await startNetwork();
    const ended = await network.once({ CLOUDFLARE_ACCOUNT_ID: 'the main one' });

    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/^ {2}CLOUDFLARE_ACCOUNT_ID: must be the 32 hex digits .+$/m);
    expect([...network.console.requests, ...network.cloudflare.requests]).toEqual([]);
    expect(network.mail.messages).toEqual([]);
  });
});

test('console, Cloudflare and CyberSecure are asked at the same time', async () => {
  await using network = await startNetwork();
  await using unifi = await startNetwork();
  await using gates = await startGates([
    network.console.port,
    Number(new URL(network.cloudflare.url).port),
    unifi.console.port,
  ]);
  const [consolePort, cloudflarePort, cyberSecurePort] = gates.ports;

  const ended = await network.once({
    UNIFI_HOST: `127.0.0.1:${consolePort}`,
    CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${cloudflarePort}/client/v4`,
    CYBERSECURE_HOST: `127.0.0.1:${cyberSecurePort}`,
    CYBERSECURE_API_KEY: demoCredentials.apiKey,
    CYBERSECURE_TLS_FINGERPRINT: readKeyPair().fingerprint,
  });
  const { report } = lastSaved(network.dataDir);

  expect(ended.code).toBe(0);
  expect(report.coverage).toEqual([]);
  expect(report.integrations.map(({ name, success }) => [name, success])).toEqual([
    ['cloudflare', true],
    ['cybersecure', true],
  ]);
});
