import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { ConsoleOptions } from '../../src/demo/console/console.ts';
import { listen } from '../../src/demo/http/listen.ts';
import { hang, html, json } from '../../src/demo/http/reply.ts';
import { unableToFetchData } from '../../src/integrations/results.ts';
import { visibleText } from '../render/html-elements.ts';
import { leaks, placesOf } from './leaks.ts';
import { type Env, startNetwork } from './network.ts';
import { countOf, historyOf, lastSaved, onlyMail, sectionOfHtml, sectionOfText } from './results.ts';

/** A port of this machine at which nobody listens. */
const closedPort = async (): Promise<number> => {
  const { port, close } = await listen(createServer());
  await close();
  return port;
};

interface Fault {
  readonly console?: Partial<ConsoleOptions>;
  readonly withLogin?: true;
  readonly env?: Env;
  /** What the first line says after the host. */
  readonly reason: RegExp;
}

const otherFingerprint = Array.from({ length: 32 }, () => 'AB').join(':');

const faults: readonly (readonly [name: string, fault: Fault])[] = [
  ['cannot be reached', { reason: /connection refused/i }],
  [
    'refuses the key',
    { env: { UNIFI_API_KEY: 'not-the-right-key-of-the-console' }, reason: /refused the API key/ },
  ],
  [
    'refuses the password',
    {
      withLogin: true,
      env: { UNIFI_PASSWORD: 'not-the-right-password' },
      reason: /refused the user name or password/,
    },
  ],
  [
    'refuses further logins (429)',
    { withLogin: true, console: { loginsPerMinute: 0 }, reason: /refuses further logins for now/ },
  ],
  ['answers 500 to everything', { console: { override: () => json(500, {}) }, reason: /500/ }],
  [
    'never answers',
    {
      console: { override: () => hang },
      env: { UNIFI_TIMEOUT: '2s' },
      reason: /did not answer|in time|within/i,
    },
  ],
  ['answers with a web page', { console: { override: () => html(200, 'Sign in') }, reason: /web page/ }],
  [
    'shows a certificate that nobody trusts',
    { env: { UNIFI_TLS_FINGERPRINT: undefined }, reason: /certificate/ },
  ],
  [
    'shows another certificate than the pinned one',
    {
      env: { UNIFI_TLS_FINGERPRINT: otherFingerprint },
      reason: /certificate.*(pinned|UNIFI_TLS_FINGERPRINT)/,
    },
  ],
  [
    'has several sites and none is chosen',
    {
      console: { moreSites: [{ name: 'b7k2', description: 'Boat House' }] },
      reason: /UNIFI_SITE.*Boat House/,
    },
  ],
];

describe.concurrent('a console that', () => {
  test.each(faults)('%s does not silence the report, which says so first', async (name, fault) => {
    await using network = await startNetwork({
      console: fault.console ?? {},
      withLogin: fault.withLogin ?? false,
    });
    const nowhere = name === 'cannot be reached' ? { UNIFI_HOST: `127.0.0.1:${await closedPort()}` } : {};
    const ended = await network.once({ ...nowhere, ...fault.env, CYBERSECURE_API_KEY: undefined });
    const mail = await onlyMail(network);
    const failure = lastSaved(network.dataDir).report.consoleFailure ?? '';

    expect(ended.code).toBe(3);
    expect(mail.subject).toMatch(/^\[critical\] .+: The console could not be read$/);
    expect(failure).toMatch(/^The console at 127\.0\.0\.1:\d+ could not be read\. \S.*\.$/);
    expect(failure).toMatch(fault.reason);
    expect(mail.text.replaceAll(/\s+/g, ' ')).toMatch(
      /^!! The console at 127\.0\.0\.1:\d+ could not be read\./,
    );
    expect(visibleText(mail.html)).toMatch(/^The console at 127\.0\.0\.1:\d+ could not be read\./);

    expect(lastSaved(network.dataDir).report.integrations).toMatchObject([
      { name: 'cloudflare', success: true },
    ]);
    expect(sectionOfHtml(mail.html, 'Cloudflare')).toContain('harbour-office.example');
    expect(sectionOfText(mail.text, 'Cloudflare')).toContain('harbour-office.example');
    expect(countOf(mail.html + mail.text, unableToFetchData)).toBe(0);
    expect(leaks(await placesOf(network, ended))).toEqual([]);
    expect(ended.stderr + mail.text).not.toContain('not-the-right');
  });
});

test('refused credentials are asked with once, not until the console locks the account', async () => {
  await using network = await startNetwork({ withLogin: true });
  await network.once({ UNIFI_PASSWORD: 'not-the-right-password' });
  const logins = network.console.requests.filter(({ path }) => path.endsWith('/auth/login'));

  expect(logins).toEqual([expect.objectContaining({ method: 'POST', status: 403 })]);
});

test('a report about an unreadable console is recorded as delivered, with exit code 3', async () => {
  await using network = await startNetwork();
  await network.once({ UNIFI_API_KEY: 'not-the-right-key' });

  expect(await historyOf(network)).toMatchObject([{ outcome: 'delivered', exitCode: 3 }]);
});

describe.concurrent('a single question that fails costs its own part only', () => {
  const only = (path: RegExp, status: number): Partial<ConsoleOptions> => ({
    override: (request) =>
      path.test(request.path)
        ? json(status, { meta: { rc: 'error', msg: 'api.err.Something' }, data: [] })
        : undefined,
  });

  const isOldQuestion = ({ path }: { readonly path: string }): boolean =>
    /stat\/event|list\/alarm|stat\/ips/.test(path);

  test.each([
    ['500', 'Events', /system-log/, 500, /^Could not be read: .*api\.err\.Something\.$/],
    ['403', 'Clients', /stat\/sta$/, 403, /^Not permitted for this account\.$/],
    ['500', 'Devices', /stat\/device$/, 500, /^Could not be read: .*api\.err\.Something\.$/],
  ] as const)('%s for %s', async (_, subject, path, status, sentence) => {
    await using network = await startNetwork({ console: only(path, status) });
    const ended = await network.once();
    const mail = await onlyMail(network);
    const { report } = lastSaved(network.dataDir);

    expect(ended.code).toBe(0);
    expect(report.consoleFailure).toBeUndefined();
    expect(report.coverage).toEqual([{ subject, sentence: expect.stringMatching(sentence) }]);
    for (const part of [visibleText(mail.html), mail.text.replaceAll(/\s+/g, ' ')])
      expect(part).toContain(`${subject}: ${report.coverage[0]?.sentence}`);
    expect(report.integrations.map(({ success }) => success)).toEqual([true, true]);
    // An older endpoint answers another question: it is no way around a failure.
    expect(network.console.requests.filter(isOldQuestion)).toEqual([]);
  });

  test('what the console does not know is not available, which is neither forbidden nor none', async () => {
    const unknown = /system-log|stat\/event|list\/alarm/;
    await using network = await startNetwork({ console: only(unknown, 404) });
    const ended = await network.once();

    expect(ended.code).toBe(0);
    expect(lastSaved(network.dataDir).report.coverage).toEqual([
      { subject: 'Events', sentence: 'Not available on this version of the console.' },
    ]);
  });
});
