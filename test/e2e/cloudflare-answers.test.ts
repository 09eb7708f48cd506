import { describe, expect, test } from 'vitest';
import { createAccount } from '../../src/demo/cloudflare/account.ts';
import { html, json } from '../../src/demo/http/reply.ts';
import { logLines } from '../helpers/program.ts';
import { at, inOneLine, reportOn } from './cloudflare-cases.ts';
import { countOf } from './results.ts';

const list = (result: readonly unknown[]) => json(200, { success: true, errors: [], messages: [], result });
const refusal = (status: number, code: number, message: string) =>
  json(status, { success: false, errors: [{ code, message }], messages: [], result: null });
const authenticationError = (status: number) => refusal(status, 10_000, 'Authentication error');
const ofBothZones = 'of harbour-office.example and harbour-journal.example';

describe.concurrent('what is not there', () => {
  test('an account without zones is no failure, and its tunnels are shown where it is named', async () => {
    const { id } = createAccount(0);
    const { section, notes, text } = await reportOn(
      { override: at(/\/zones$/, () => list([])) },
      { CLOUDFLARE_ACCOUNT_ID: id },
    );

    expect(section.success).toBe(true);
    expect(notes).toEqual(['No zones visible: none exist, or the token lacks Zone · Zone · Read for them.']);
    expect(text).toMatch(/^ {2}Zones +0$/m);
    expect(text).toMatch(/harbour-cameras +Down/);
    expect(text).not.toMatch(/Requests|undefined|NaN/);
  });

  test('without an account there is nothing else to say', async () => {
    const { section, notes, asked } = await reportOn({ override: at(/\/zones$/, () => list([])) });

    expect(section.success).toBe(true);
    expect(notes).toEqual(['No zones visible: none exist, or the token lacks Zone · Zone · Read for them.']);
    expect(asked.toSorted()).toEqual(['/user/tokens/verify', '/zones']);
  });

  test('a wrong account is named as such, and its refused tunnels are a line', async () => {
    const { section, notes, text } = await reportOn({}, { CLOUDFLARE_ACCOUNT_ID: '0'.repeat(32) });

    expect(section.success).toBe(true);
    expect(notes).toEqual([
      'Tunnels: the token lacks Account · Cloudflare Tunnel · Read or does not include the account.',
      'None of the visible zones belongs to the account in CLOUDFLARE_ACCOUNT_ID.',
    ]);
    expect(text).not.toContain('harbour-office.example');
  });

  test('an empty list of tunnels is not called none', async () => {
    const { notes, text } = await reportOn({ override: at(/\/cfd_tunnel$/, () => list([])) });

    expect(notes).toEqual([
      'No tunnels visible: none exist, or the token lacks Account · Cloudflare Tunnel · Read.',
    ]);
    expect(text).not.toMatch(/none of 0|^ {2}Tunnels /m);
  });
});

describe.concurrent('refusals in other clothes', () => {
  test.each([403, 200])('the REST envelope from /graphql under HTTP %s', async (status) => {
    const { section, notes, text } = await reportOn({
      override: at(/\/graphql$/, () => authenticationError(status)),
    });

    expect(section.success).toBe(true);
    expect(notes).toEqual([
      `Traffic, security events and DNS ${ofBothZones}: the token lacks Zone · Analytics · Read or does not include the zone.`,
    ]);
    expect(text).toMatch(/^ {2}Requests +–$/m);
    expect(text).toMatch(/harbour-cameras +Down/);
  });

  test('9109 under HTTP 200, for every REST answer about a zone', async () => {
    const { notes, text } = await reportOn({
      override: at(/\/zones\/[^/]+\//, () => refusal(200, 9109, 'Unauthorized to access requested resource')),
    });

    expect(notes).toEqual([
      `Certificates ${ofBothZones}: the token lacks Zone · SSL and Certificates · Read or does not include the zone.`,
      `DNSSEC ${ofBothZones}: the token lacks Zone · DNS · Read or does not include the zone.`,
      `TLS settings ${ofBothZones}: the token lacks Zone · Zone Settings · Read or does not include the zone.`,
    ]);
    expect(text).not.toMatch(/Set-up/);
    expect(text).toMatch(/harbour-office\.example +Active +\d/);
  });

  test('9109 under HTTP 200 for the zones themselves', async () => {
    const { section, text } = await reportOn({
      override: at(/\/zones$/, () => refusal(200, 9109, 'Unauthorized to access requested resource')),
    });

    expect(section).toMatchObject({ success: false, reason: expect.stringContaining('Zone · Zone · Read') });
    expect(countOf(text, 'Unable to fetch data')).toBe(1);
  });

  test.each([
    ['expired', 'The credentials were refused: the token has expired.'],
    ['disabled', 'The credentials were refused: the token is disabled.'],
    [
      'active',
      'The credentials were refused: the token is active, but it may not be used from this address or for this account.',
    ],
  ])('a token that says of itself that it is %s', async (status, reason) => {
    const { section } = await reportOn({
      override: ({ path }) =>
        path.endsWith('/tokens/verify')
          ? json(200, { success: true, errors: [], messages: [], result: { id: 't', status } })
          : authenticationError(401),
    });

    expect(section).toMatchObject({ success: false, reason });
  });
});

/** What is asked, whichever zone, tunnel or setting it is about. */
const kindOf = (path: string): string => path.replaceAll(/[0-9a-f-]{32,}/g, '').replace(/settings.*/, '');

describe.concurrent('a Cloudflare that is busy or broken', () => {
  test('429 with Retry-After is waited for, and nothing is missing afterwards', async () => {
    const seen = new Map<string, number>();
    const { notes, ended, asked, text } = await reportOn({
      override: ({ path }) => {
        const kind = kindOf(path);
        const count = (seen.get(kind) ?? 0) + 1;
        seen.set(kind, count);
        return count === 1
          ? json(429, { success: false, errors: ['slow down'], result: null }, { 'retry-after': '1' })
          : undefined;
      },
    });

    expect(notes).toEqual([]);
    expect(inOneLine(text)).toMatch(/Set-up 3 to look at \(Certificates, DNSSEC and TLS settings\)/);
    expect(asked.filter((path) => path === '/zones')).toHaveLength(2);
    const waits = logLines(ended.stderr)
      .filter(({ event, integration }) => event === 'request_retried' && integration === 'cloudflare')
      .map(({ waitMs }) => Number(waitMs));
    expect(waits).toHaveLength(seen.size);
    expect(seen.size).toBeGreaterThan(5);
    expect(waits.filter((waitMs) => !(waitMs >= 1_000))).toEqual([]);
  });

  test('429 that does not end costs the part it is about', async () => {
    const { section, notes } = await reportOn({
      override: at(/\/dnssec$/, () => json(429, {}, { 'retry-after': '0' })),
    });

    expect(section.success).toBe(true);
    expect(notes).toEqual([expect.stringMatching(new RegExp(`^DNSSEC ${ofBothZones}: it .*429`))]);
  });

  test.each([
    ['about certificates', /\/certificate_packs$/, /^Certificates of .+ web page/],
    ['about settings', /\/settings\//, /^TLS settings of .+ web page/],
    ['about tunnels', /\/cfd_tunnel$/, /^Tunnels: .+ web page/],
    ['about connectors', /\/connections$/, /^Connectors of tunnels: .+ web page/],
    ['from GraphQL', /\/graphql$/, /^Plan limits, traffic, security events and DNS of .+ web page/],
  ])('a web page %s is a line, and no part of it is shown', async (_case, path, note) => {
    const {
      section,
      notes,
      html: page,
      text,
    } = await reportOn({
      override: at(path, () => html(200, '<h1>Sign in to the hotel network</h1>')),
    });

    expect(section.success).toBe(true);
    expect(notes).toEqual([expect.stringMatching(note)]);
    for (const part of [page, text]) expect(part).not.toMatch(/hotel/);
  });

  test('a web page for the zones is a failed section', async () => {
    const { section } = await reportOn({ override: at(/\/zones$/, () => html(502, 'Bad gateway')) });

    expect(section).toMatchObject({ success: false, reason: expect.stringContaining('502') });
  });
});

describe.concurrent('what to act on', () => {
  const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

  test('a certificate that is about to expire, a token that is, a tunnel that is down, a zone that is pending', async () => {
    const pack = {
      id: 'pack',
      status: 'active',
      type: 'universal',
      hosts: ['harbour-office.example'],
      certificates: [{ status: 'active', expires_on: inDays(2.5) }],
    };
    const token = { id: 't', status: 'active', expires_on: inDays(9.5) };
    const { findings, text } = await reportOn({
      override: ({ path }) => {
        if (path.endsWith('/certificate_packs')) return list([pack]);
        return path.endsWith('/tokens/verify')
          ? json(200, { success: true, errors: [], messages: [], result: token })
          : undefined;
      },
    });

    expect(findings.map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        'Cloudflare Tunnel harbour-cameras is down',
        'harbour-regatta.example is not active at Cloudflare (pending)',
        'The certificate of harbour-office.example at Cloudflare expires in 2 days',
        'The certificate of harbour-journal.example at Cloudflare expires in 2 days',
        'The Cloudflare API token expires in 9 days',
      ]),
    );
    expect(text).toMatch(/Certificate about to expire/);
    expect(text).toMatch(/API token expires +in 9 days/);
  });

  test('ended endpoints are not called, and nothing but reads is sent', async () => {
    const { asked } = await reportOn();

    expect(asked.length).toBeGreaterThan(15);
    expect(
      asked.filter((path) =>
        /\/settings$|dns_analytics|\/devices|\/registrar\/domains|\/analytics\//.test(path),
      ),
    ).toEqual([]);
    expect(asked.filter((path) => path.endsWith('/connections'))).toHaveLength(2);
  });
});
