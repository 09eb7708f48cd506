import { describe, expect, test } from 'vitest';
import { ask, bodyOf } from './ask.ts';
import { apiKey, authorized, cookiesOf, legacy, logIn, login, openConsole, v2 } from './consoles.ts';

const sysinfo = `/proxy/network${legacy}/stat/sysinfo`;
const systemLog = `/proxy/network${v2}/system-log/all`;

describe('UniFi OS at the door', () => {
  test('shows a web page to anybody, with a cookie that opens nothing', async () => {
    const { url } = await openConsole('newest');
    const front = await ask(`${url}/`);

    expect(front.status).toBe(200);
    expect(front.headers.get('content-type')).toContain('text/html');
    expect(front.headers.get('x-csrf-token')).toBeTruthy();
    const answer = await ask(`${url}${sysinfo}`, { headers: { cookie: cookiesOf(front) } });
    expect([answer.status, answer.text]).toEqual([401, 'Unauthorized']);
  });

  test('hands out a session whose token carries the CSRF token', async () => {
    const { url } = await openConsole('newest');
    const answer = await ask(`${url}/api/auth/login`, { method: 'POST', body: login });
    const payload = /TOKEN=[^.]+\.([^.]+)\./.exec(cookiesOf(answer))?.[1] ?? '';

    expect(answer.status).toBe(200);
    expect(bodyOf(answer)).toMatchObject({ username: 'reader', isSuperAdmin: false });
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      csrfToken: answer.headers.get('x-csrf-token'),
    });
    expect(answer.headers.get('set-cookie')).toContain('Partitioned');
  });

  test('refuses wrong credentials with 403 and does not count them as a login', async () => {
    const console = await openConsole('newest');
    const body = { ...login, password: 'guessed' };

    expect((await ask(`${console.url}/api/auth/login`, { method: 'POST', body })).status).toBe(403);
    expect(console.logins).toBe(0);
  });

  test('refuses the sixth login within a minute, successful ones counted', async () => {
    const console = await openConsole('newest');
    const tries = [];
    for (let count = 0; count < 6; count += 1)
      tries.push(await ask(`${console.url}/api/auth/login`, { method: 'POST', body: login }));

    expect(tries.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(tries.at(-1)?.text).toContain('AUTHENTICATION_FAILED_LIMIT_REACHED');
    expect(console.logins).toBe(5);
  });

  test('demands the CSRF token on every POST of a session, on no GET', async () => {
    const console = await openConsole('newest');
    const { cookie = '', 'x-csrf-token': csrf = '' } = await logIn(console, 'newest');
    const post = (headers: Record<string, string>) =>
      ask(`${console.url}${systemLog}`, { method: 'POST', headers, body: {} });

    expect((await post({ cookie })).status).toBe(403);
    expect((await post({ cookie, 'x-csrf-token': 'stale' })).status).toBe(403);
    expect((await post({ cookie, 'x-csrf-token': csrf })).status).toBe(200);
    expect((await ask(`${console.url}${sysinfo}`, { headers: { cookie } })).status).toBe(200);
  });

  test('renews the cookie on a data answer, and both are good', async () => {
    const console = await openConsole('newest');
    const headers = await logIn(console, 'newest');
    const answer = await ask(`${console.url}${sysinfo}`, { headers });
    const renewed = {
      cookie: cookiesOf(answer),
      'x-csrf-token': answer.headers.get('x-updated-csrf-token') ?? '',
    };

    expect(renewed.cookie).not.toBe(headers.cookie);
    for (const each of [headers, renewed])
      expect(
        (await ask(`${console.url}${systemLog}`, { method: 'POST', headers: each, body: {} })).status,
      ).toBe(200);
  });

  test('takes either key without login, cookie or CSRF token', async () => {
    const console = await openConsole('newest', { cyberSecureApiKey: 'second key' });

    for (const key of [apiKey, 'second key']) {
      const headers = { 'x-api-key': key };
      expect((await ask(`${console.url}${systemLog}`, { method: 'POST', headers, body: {} })).status).toBe(
        200,
      );
    }
    expect(console.logins).toBe(0);
  });

  test('refuses a wrong key with JSON before it looks at the path', async () => {
    const { url } = await openConsole('newest');
    const headers = { 'x-api-key': 'wrong' };
    const known = await ask(`${url}${sysinfo}`, { headers });
    const unknown = await ask(`${url}/proxy/network/no/such/path`, { headers });

    expect([known.status, unknown.status]).toEqual([401, 401]);
    expect(bodyOf(unknown)).toMatchObject({
      code: 'api.authentication.missing-credentials',
      statusCode: 401,
    });
  });

  test('loses the session once, where asked to, and no key with it', async () => {
    const console = await openConsole('newest', { loseSessionAfter: 2 });
    const headers = await logIn(console, 'newest');
    const statusWith = async (each: Record<string, string>) =>
      (await ask(`${console.url}${sysinfo}`, { headers: each })).status;

    expect([await statusWith(headers), await statusWith(headers)]).toEqual([200, 200]);
    expect([await statusWith(headers), await statusWith(headers)]).toEqual([401, 401]);
    expect(await statusWith({ 'x-api-key': apiKey })).toBe(200);
    const again = await logIn(console, 'newest');
    expect([await statusWith(again), await statusWith(again), await statusWith(again)]).toEqual([
      200, 200, 200,
    ]);
    expect(console.logins).toBe(2);
  });

  test('forgets a session that logs out', async () => {
    const console = await openConsole('newest');
    const headers = await logIn(console, 'newest');

    expect((await ask(`${console.url}/api/auth/logout`, { method: 'POST', headers })).text).toBe(
      '{"success":true}',
    );
    expect((await ask(`${console.url}${sysinfo}`, { headers })).status).toBe(401);
  });
});

describe('the classic application at the door', () => {
  test('sends everybody to /manage', async () => {
    const { url } = await openConsole('classic');
    const front = await ask(`${url}/`);

    expect([front.status, front.headers.get('location')]).toEqual([302, '/manage']);
  });

  test('hands out two cookies, the CSRF one only to a strict login', async () => {
    const { url } = await openConsole('classic');
    const cookies = async (strict: boolean) =>
      cookiesOf(await ask(`${url}/api/login`, { method: 'POST', body: { ...login, strict } }));

    expect(await cookies(true)).toMatch(/^unifises=\w+; csrf_token=\w+$/);
    expect(await cookies(false)).toMatch(/^unifises=\w+$/);
  });

  test('demands the CSRF token on a POST', async () => {
    const console = await openConsole('classic');
    const { cookie = '', 'x-csrf-token': csrf = '' } = await logIn(console, 'classic');
    const post = (headers: Record<string, string>) =>
      ask(`${console.url}${legacy}/stat/event`, { method: 'POST', headers, body: { within: 24 } });

    expect((await post({ cookie })).status).toBe(403);
    expect((await post({ cookie, 'x-csrf-token': csrf })).status).toBe(200);
  });

  test('knows neither keys nor the prefix of UniFi OS', async () => {
    const console = await openConsole('classic');
    const headers = { 'x-api-key': apiKey };
    const withKey = await ask(`${console.url}${legacy}/stat/sysinfo`, { headers });
    const session = await logIn(console, 'classic');

    expect([withKey.status, bodyOf(withKey)]).toMatchObject([
      401,
      { meta: { msg: 'api.err.LoginRequired' } },
    ]);
    expect((await ask(`${console.url}${sysinfo}`, { headers: session })).status).toBe(404);
  });

  test('refuses wrong credentials with 400', async () => {
    const { url } = await openConsole('classic');
    const answer = await ask(`${url}/api/login`, { method: 'POST', body: { username: 'a', password: 'b' } });

    expect([answer.status, bodyOf(answer)]).toMatchObject([
      400,
      { meta: { rc: 'error', msg: 'api.err.Invalid' } },
    ]);
  });

  test('loses its session as well', async () => {
    const console = await openConsole('classic', { loseSessionAfter: 1 });
    const askConsole = await authorized(console, 'classic');

    expect((await askConsole(`${legacy}/stat/health`)).status).toBe(200);
    expect((await askConsole(`${legacy}/stat/health`)).status).toBe(401);
  });
});
