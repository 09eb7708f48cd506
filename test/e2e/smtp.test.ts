import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { json } from '../../src/demo/http/reply.ts';
import type { MailSinkOptions } from '../../src/demo/mail.ts';
import { startConnectProxy } from '../helpers/connect-proxy.ts';
import { startTokenServer, type TokenServerOptions } from '../helpers/token-server.ts';
import { placesOf } from './leaks.ts';
import {
  type Ended,
  type Env,
  smtpAccount,
  startNetwork,
  type TestNetwork,
  withoutIntegrations,
} from './network.ts';
import { historyOf, onlyMail } from './results.ts';

const canaries = ['client-secret-canary', 'refresh-token-canary', 'access-token-canary'];

const once = (network: TestNetwork, changes: Env = {}) =>
  network.once({ ...withoutIntegrations, ...changes });

/** What clients said to the mail server, and the options that write it down. */
const listening = (options: MailSinkOptions = {}) => {
  const heard: string[] = [];
  const mail: MailSinkOptions = {
    ...options,
    override: (verb, argument) => {
      heard.push(`${verb} ${argument}`.trim());
      return options.override?.(verb, argument);
    },
  };
  return { heard, mail };
};

const reasonIn = ({ stderr }: Ended): string | undefined =>
  /^unifi-report: not delivered: (.+)$/m.exec(stderr)?.[1];

describe.concurrent('the way to the mail server', () => {
  test('STARTTLS is required: a server without it gets no password and no report, and that is said plainly', async () => {
    const { heard, mail } = listening({ tls: 'none' });
    await using network = await startNetwork({ mail });
    const ended = await once(network);

    expect(ended.code).toBe(4);
    expect(heard.filter((line) => !/^(CONNECT|EHLO|STARTTLS|QUIT)\b/.test(line))).toEqual([]);
    expect(reasonIn(ended)).toMatch(
      /^The mail server 127\.0\.0\.1:\d+ offers no STARTTLS, and mail is not sent in clear\. Set SMTP_TLS=/,
    );
    expect(await historyOf(network)).toMatchObject([{ outcome: 'kept', exitCode: 4 }]);
  });

  test('implicit TLS never says a word in clear', async () => {
    const { heard, mail } = listening({ tls: 'implicit' });
    await using network = await startNetwork({ mail });
    const ended = await once(network, { SMTP_TLS: 'implicit' });

    expect(ended.code).toBe(0);
    expect(network.mail.messages).toMatchObject([{ secure: true }]);
    expect(heard).not.toContain('STARTTLS');
  });

  test.each(['PLAIN', 'LOGIN'] as const)('a server that offers AUTH %s only', async (mechanism) => {
    const { heard, mail } = listening({ mechanisms: [mechanism] });
    await using network = await startNetwork({ mail });
    const ended = await once(network);

    expect(ended.code).toBe(0);
    expect(network.mail.messages).toHaveLength(1);
    expect(heard.filter((line) => line.startsWith('AUTH'))).toEqual([
      expect.stringMatching(new RegExp(`^AUTH ${mechanism}( |$)`)),
    ]);
  });

  test('check --live does not claim a login that the server never offered', async () => {
    await using network = await startNetwork({
      mail: {
        tls: 'none',
        override: (verb) => (verb === 'EHLO' ? '250 mail.harbour-office.example' : undefined),
      },
    });
    const ended = await network.run(['check', '--live'], { ...withoutIntegrations, SMTP_TLS: 'none' });

    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^OK +Mail server: .*offers no login on this connection/m);
  });

  test('a server that no longer takes passwords: kept, and what to set instead', async () => {
    await using network = await startNetwork({
      mail: {
        override: (verb) =>
          verb === 'AUTH'
            ? '550 5.7.30 Basic authentication is not supported for Client Submission.'
            : undefined,
      },
    });
    const ended = await once(network);

    expect(ended.code).toBe(4);
    expect(reasonIn(ended)).toMatch(/no longer takes a user name and password .*5\.7\.30.*SMTP_OAUTH_/);
  });
});

const authority = fileURLToPath(new URL('../../demo/loopback-cert.pem', import.meta.url));

const openProxy = async () => {
  const proxy = await startConnectProxy();
  return { ...proxy, [Symbol.asyncDispose]: () => proxy.close() };
};

/** A network whose mail server takes tokens only, and the server that gives them. */
const startWithOAuth = async (options: TokenServerOptions = {}) => {
  const tokens = await startTokenServer(options);
  const { heard, mail } = listening({
    auth: { ...smtpAccount, accessToken: tokens.lastToken },
    mechanisms: ['XOAUTH2'],
  });
  const network = await startNetwork({ mail });
  const env: Env = {
    SMTP_PASSWORD: undefined,
    SMTP_OAUTH_CLIENT_ID: 'client',
    SMTP_OAUTH_CLIENT_SECRET: 'client-secret-canary',
    SMTP_OAUTH_REFRESH_TOKEN: 'refresh-token-canary',
    SMTP_OAUTH_TOKEN_URL: tokens.url,
    LOG_LEVEL: 'trace',
  };
  const close = async (): Promise<void> => {
    await Promise.all([tokens.close(), network[Symbol.asyncDispose]()]);
  };
  return { network, tokens, heard, env, [Symbol.asyncDispose]: close };
};

/** Everything that came out of the program, but what the mail server was told in confidence. */
const leaksIn = async (network: TestNetwork, ended: Ended): Promise<readonly string[]> =>
  (await placesOf(network, ended)).flatMap(({ name, text }) =>
    canaries.filter((secret) => text.includes(secret)).map((secret) => `${name}: ${secret}`),
  );

describe.concurrent('XOAUTH2', () => {
  test('logs in with an access token that the refresh token gave, and leaves no trace of either', async () => {
    await using started = await startWithOAuth();
    const { network, tokens, heard, env } = started;
    const ended = await once(network, env);

    expect(ended.code).toBe(0);
    expect(network.mail.messages).toMatchObject([{ secure: true }]);
    expect(tokens.forms.map((form) => form.get('refresh_token'))).toEqual(['refresh-token-canary']);
    expect(heard.filter((line) => line.startsWith('AUTH'))).toEqual([
      expect.stringMatching(/^AUTH XOAUTH2 /),
    ]);
    expect(await leaksIn(network, ended)).toEqual([]);
  });

  test('an expired refresh token keeps the report; once it is replaced, the next run sends both', async () => {
    await using started = await startWithOAuth({
      answer: (form, count) =>
        form.get('refresh_token') === 'refresh-token-canary'
          ? json(400, {
              error: 'invalid_grant',
              error_description: 'AADSTS700082: refresh-token-canary has expired due to inactivity.',
            })
          : json(200, { access_token: `access-token-canary-${count}` }),
    });
    const { network, env } = started;
    const refused = await once(network, env);

    expect(refused.code).toBe(4);
    expect(network.mail.messages).toEqual([]);
    expect(reasonIn(refused)).toMatch(
      /no longer accepts the refresh token \(it said: invalid_grant: AADSTS700082: \[redacted\] has expired.*set SMTP_OAUTH_REFRESH_TOKEN to the new one/,
    );
    expect(await leaksIn(network, refused)).toEqual([]);

    const sent = await once(network, { ...env, SMTP_OAUTH_REFRESH_TOKEN: 'another-refresh-token' });
    expect(sent.code).toBe(0);
    expect(network.mail.messages).toHaveLength(2);
  });

  test('check --live tries it: the token server first, then the mail server', async () => {
    await using started = await startWithOAuth();
    const { network, tokens, env } = started;
    const works = await network.run(['check', '--live'], { ...withoutIntegrations, ...env });
    // Nobody listens on port 2 (1 is one that fetch refuses); the port of a server that was closed may be another's by now.
    const nowhere = new URL(tokens.url);
    nowhere.port = '2';
    const fails = await network.run(['check', '--live'], {
      ...withoutIntegrations,
      ...env,
      SMTP_OAUTH_TOKEN_URL: nowhere.href,
    });

    expect([works.code, fails.code]).toEqual([0, 1]);
    expect(works.stdout).toMatch(/^OK +Mail server: .*accepts the login of reports@/m);
    expect(fails.stdout).toMatch(
      /^FAILED +Mail server: No access token .*connection refused.*SMTP_OAUTH_TOKEN_URL/m,
    );
    expect(network.mail.messages).toEqual([]);
  });

  test('asks the token server through HTTPS_PROXY, and the mail server directly', async () => {
    await using started = await startWithOAuth({ tls: true });
    const { network, tokens, env } = started;
    await using proxy = await openProxy();
    const url = new URL(tokens.url);
    url.hostname = 'localhost';
    const ended = await once(network, {
      ...env,
      SMTP_OAUTH_TOKEN_URL: url.href,
      NODE_EXTRA_CA_CERTS: authority,
      HTTPS_PROXY: `http://${proxy.host}`,
    });

    expect(ended.code).toBe(0);
    expect(network.mail.messages).toHaveLength(1);
    expect(proxy.connects).toEqual([{ target: url.host, account: undefined }]);
  });

  test('a password beside it is a configuration error that asks nobody', async () => {
    await using started = await startWithOAuth();
    const { network, tokens, heard, env } = started;
    const ended = await once(network, { ...env, SMTP_PASSWORD: 'p@ssword-canary' });

    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/^ +SMTP_PASSWORD: is set, and SMTP_OAUTH_CLIENT_ID/m);
    expect([tokens.forms, heard, network.console.requests]).toEqual([[], [], []]);
    expect(ended.stderr).not.toContain('canary');
  });
});

test('the report is the same, whichever way the login goes', async () => {
  await using started = await startWithOAuth();
  const { network, env } = started;
  await once(network, env);

  expect((await onlyMail(network)).subject).toMatch(/Harbour Office/);
});
