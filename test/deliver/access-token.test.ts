import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createAccessTokens } from '../../src/deliver/access-token.ts';
import type { OAuth2Client } from '../../src/deliver/mail.ts';
import { listen } from '../../src/demo/http/listen.ts';
import { drop, hang, html, json, type Reply, text } from '../../src/demo/http/reply.ts';
import { startServer } from '../../src/demo/http/server.ts';
import { recordingLog } from '../helpers/log.ts';
import { grant, startTokenServer } from '../helpers/token-server.ts';
import { mailerDeps } from './mailers.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

const opening = async (options: Parameters<typeof startTokenServer>[0] = {}) => {
  const server = await startTokenServer(options);
  opened.push(server);
  return server;
};

const refreshToken = 'refresh-token-canary';
const clientSecret = 'client-secret-canary';
const never = new AbortController().signal;

const clientOf = (tokenUrl: string, changes: Partial<OAuth2Client> = {}): OAuth2Client => ({
  clientId: 'client',
  refreshToken,
  tokenUrl,
  ...changes,
});

/** One request of a server that gives this answer, and everything that was said about it. */
const ask = async (answer: (form: URLSearchParams) => Reply, changes: Partial<OAuth2Client> = {}) => {
  const server = await opening({ answer });
  const { log, lines } = recordingLog();
  const result = await createAccessTokens(clientOf(server.url, changes), mailerDeps({ log }))(never);
  const reason = result.ok ? '' : result.reason;
  return { result, reason, server, told: JSON.stringify([result, lines]) };
};

describe('an access token', () => {
  test('is asked for with the refresh token, and with the secret where there is one', async () => {
    const { result, server } = await ask(() => grant('given'), { clientSecret });

    expect(result).toEqual({ ok: true, accessToken: 'given' });
    expect(server.forms.map((form) => Object.fromEntries(form))).toEqual([
      {
        grant_type: 'refresh_token',
        client_id: 'client',
        client_secret: clientSecret,
        refresh_token: refreshToken,
      },
    ]);
  });

  test('is asked for without a secret by a public client', async () => {
    const { server } = await ask(() => grant('given'));

    expect(server.forms[0]?.has('client_secret')).toBe(false);
  });

  test('is asked for anew each time, with the newest refresh token that was given', async () => {
    const server = await opening({
      answer: (_form, count) => grant(`access-${count}`, { refresh_token: `rotated-canary-${count}` }),
    });
    const { log, lines } = recordingLog();
    const request = createAccessTokens(clientOf(server.url), mailerDeps({ log }));
    const tokens = [await request(never), await request(never), await request(never)];

    expect(tokens.map((token) => token.ok && token.accessToken)).toEqual([
      'access-1',
      'access-2',
      'access-3',
    ]);
    expect(server.forms.map((form) => form.get('refresh_token'))).toEqual([
      refreshToken,
      'rotated-canary-1',
      'rotated-canary-2',
    ]);
    expect(lines.map(({ fields }) => fields.event)).toContain('refresh_token_replaced');
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  test('is asked for again when the server fails for a moment', async () => {
    const server = await opening({
      answer: (_form, count) => (count < 3 ? json(503, {}) : grant('after-all')),
    });
    const result = await createAccessTokens(clientOf(server.url), mailerDeps())(never);

    expect(result).toEqual({ ok: true, accessToken: 'after-all' });
    expect(server.forms).toHaveLength(3);
  });
});

const refusal = (error: string, description?: string, status = 400): Reply =>
  json(status, { error, ...(description !== undefined && { error_description: description }) });

const failures: Readonly<Record<string, readonly [Reply, ...(readonly RegExp[])]>> = {
  'a refresh token that has expired': [
    refusal('invalid_grant', 'AADSTS700082: The refresh token has expired due to inactivity.'),
    /no longer accepts the refresh token \(it said: invalid_grant: AADSTS700082/,
    /Sign in again as SMTP_USERNAME and set SMTP_OAUTH_REFRESH_TOKEN/,
  ],
  'a client that is not known': [
    refusal('invalid_client', 'The OAuth client was not found.', 401),
    /does not accept this client \(it said: invalid_client: The OAuth client was not found\.\)/,
    /Check SMTP_OAUTH_CLIENT_ID/,
  ],
  'a client that may not do this': [refusal('unauthorized_client'), /does not accept this client/],
  'a permission that is missing': [refusal('invalid_scope'), /does not permit this client to send mail/],
  'a request that is not understood': [refusal('invalid_request'), /Check SMTP_OAUTH_TOKEN_URL/],
  'a server that is busy': [refusal('temporarily_unavailable'), /The next run tries again/],
  'a refusal in words of its own': [
    refusal('interaction_required', 'MFA'),
    /it refused \(it said: interaction_required: MFA\)/,
  ],
  '401 without a reason': [json(401, {}), /refused the credentials/, /Check SMTP_OAUTH_CLIENT_ID/],
  'an address that is not there': [text(404, 'no'), /does not know this address/, /SMTP_OAUTH_TOKEN_URL/],
  'an error of its own, again and again': [text(500, 'oops'), /HTTP 500/, /The next run tries again/],
  'a web page': [html(200, 'Sign in'), /a web page instead of data/, /Check SMTP_OAUTH_TOKEN_URL/],
  'an answer without a token': [json(200, {}), /answered without an access token/],
  'a list': [json(200, []), /answered without an access token/],
  'a token that is none': [grant('two\x01fields'), /answered without an access token/],
  'an endless token': [grant('x'.repeat(9_000)), /answered without an access token/],
  'more than anybody would read': [grant('x'.repeat(200_000)), /answered with more than/],
  'a connection that breaks': [drop, /broke/, /that this machine can reach it/],
};

describe('no access token, and what to do:', () => {
  test.each(Object.entries(failures))('%s', async (_, [reply, ...sentences]) => {
    const { result, reason, server } = await ask(() => reply);

    expect(result.ok).toBe(false);
    expect(reason.startsWith(`No access token for the mail server from ${server.host}: `)).toBe(true);
    expect(reason).toMatch(/\.$/);
    for (const sentence of sentences) expect(reason).toMatch(sentence);
  });

  test('a client without a secret is told that it may need one, a client with one that it may have expired', async () => {
    const without = await ask(() => refusal('invalid_client'));
    const withOne = await ask(() => refusal('invalid_client'), { clientSecret });

    expect(without.reason).toContain('set SMTP_OAUTH_CLIENT_SECRET unless');
    expect(withOne.reason).toContain('secrets expire');
  });

  test('a redirect to another origin is not followed: no token is taken from there', async () => {
    const elsewhere = await opening();
    const { reason } = await ask(() => text(307, '', 'text/plain', { location: elsewhere.url }));

    expect(reason).toMatch(/redirected to another address; refused/);
    expect(elsewhere.forms).toEqual([]);
  });

  test('nobody listens', async () => {
    const { port, close } = await listen(createServer());
    await close();
    const result = await createAccessTokens(clientOf(`http://127.0.0.1:${port}/token`), mailerDeps())(never);

    expect(result).toEqual({
      ok: false,
      reason: expect.stringMatching(/connection refused\. Check SMTP_OAUTH_TOKEN_URL/),
    });
  });

  test('a certificate that nobody vouches for gets neither secret nor refresh token', async () => {
    const server = await opening({ tls: true });
    const result = await createAccessTokens(clientOf(server.url, { clientSecret }), mailerDeps())(never);

    expect(result).toEqual({ ok: false, reason: expect.stringMatching(/certificate of .* self-signed/) });
    expect(server.forms).toEqual([]);
  });

  test('it is cancelled while the server hangs', async () => {
    const asked = Promise.withResolvers<void>();
    const server = await startServer({
      nowMs: 0,
      handle: () => {
        asked.resolve();
        return hang;
      },
    });
    opened.push(server);
    const cancel = new AbortController();
    const url = `http://127.0.0.1:${server.port}/token`;
    const asking = createAccessTokens(clientOf(url), mailerDeps())(cancel.signal);
    await asked.promise;
    cancel.abort();

    expect(await asking).toEqual({ ok: false, reason: expect.stringContaining('cancelled') });
  });
});

test('neither secret nor refresh token is repeated, whatever the server says of them', async () => {
  const words = `bad ${refreshToken} of\r\n\u202e${clientSecret}${' and more'.repeat(100)}`;
  const { reason, told } = await ask(() => refusal('invalid_grant', words), { clientSecret });

  expect(reason).toContain('bad [redacted] of [redacted] and more');
  expect(reason).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(reason.length).toBeLessThan(500);
  expect(told).not.toContain('canary');
});
