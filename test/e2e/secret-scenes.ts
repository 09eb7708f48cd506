import { drop, hang, html, json, type ReceivedRequest, type Reply, text } from '../../src/demo/http/reply.ts';
import { type RunningServer, startServer } from '../../src/demo/http/server.ts';
import type { SmtpOverride } from '../../src/demo/mail/connection.ts';
import { canary, type Setup, setups } from './canaries.ts';
import { type Env, smtpAccount, startNetwork, type TestNetwork } from './network.ts';

/** What goes wrong with every server at once, each of which knows the secret it was sent. */
export interface SecretFault {
  /** Of console, Cloudflare, token server and ping service. Absent: they are well. */
  readonly http?: (request: ReceivedRequest, elsewhere: string) => Reply;
  /** Of the mail server. Absent: it is well. */
  readonly mail?: () => SmtpOverride;
  readonly env?: Env;
}

/** Everything that a server was sent, as it can send it back. */
const sent = ({ path, query, headers, body }: ReceivedRequest): Record<string, unknown> => ({
  path,
  query: query.toString(),
  headers,
  body,
});

const sendsBack =
  (status: number) =>
  (request: ReceivedRequest): Reply =>
    json(status, {
      meta: { rc: 'error', msg: JSON.stringify(sent(request)) },
      message: JSON.stringify(request.headers),
      error: 'invalid_grant',
      error_description: request.body,
      errors: [{ code: 10_000, message: JSON.stringify(sent(request)) }],
      success: false,
    });

const asData = (request: ReceivedRequest): Reply =>
  json(200, {
    data: [sent(request)],
    result: [sent(request)],
    success: true,
    access_token: canary.accessToken,
  });

const hurry: Env = {
  UNIFI_TIMEOUT: '1s',
  INTEGRATION_TIMEOUT: '1s',
  INTEGRATION_ATTEMPT_TIMEOUT: '500ms',
};

/** Says what it heard at every step from the login on, whose line holds the password. */
const gossip = (stage: string, code: number) => (): SmtpOverride => {
  let heard = '';
  return (verb, argument) => {
    heard = `${heard} ${argument}`.slice(-300);
    return verb === stage ? `${code} 5.7.1 I heard${heard}` : undefined;
  };
};

export const secretFaults: Readonly<Record<string, SecretFault>> = {
  'nothing is wrong': {},
  ...Object.fromEntries(
    [400, 401, 403, 404, 429, 500].map((status) => [
      `what was sent comes back with ${status}`,
      { http: sendsBack(status) },
    ]),
  ),
  'what was sent comes back as data': { http: asData },
  'what was sent comes back as a web page': { http: (request) => html(200, JSON.stringify(sent(request))) },
  'what was sent comes back as broken JSON': {
    http: (request) => text(200, `{"data":[${JSON.stringify(sent(request))}`),
  },
  'what was sent comes back in a header': {
    http: (request) =>
      text(500, '', 'text/plain', { 'x-echo': encodeURIComponent(JSON.stringify(sent(request))) }),
  },
  'a redirect to somebody else': {
    http: (request, elsewhere) =>
      text(302, '', 'text/plain', {
        location: `${elsewhere}/?${encodeURIComponent(JSON.stringify(sent(request)))}`,
      }),
  },
  'connections that break': { http: () => drop },
  'no answers': { http: () => hang, env: hurry },
  'a certificate that is not trusted': { env: { UNIFI_TLS_FINGERPRINT: undefined } },
  'nobody listens': {
    env: { UNIFI_HOST: '127.0.0.1:1', CLOUDFLARE_API_BASE_URL: 'http://127.0.0.1:1', SMTP_PORT: '1' },
  },
  'a mail server that tells what it heard when it refuses the login': { mail: gossip('AUTH', 535) },
  'a mail server that tells what it heard when it refuses the sender': { mail: gossip('MAIL', 550) },
  'a mail server that tells what it heard when it refuses a recipient': { mail: gossip('RCPT', 550) },
  'a mail server that tells what it heard when it puts the mail off': { mail: gossip('DATA', 451) },
  'a mail server that refuses the mail': { mail: gossip('MESSAGE', 554) },
};

export interface SecretScene extends AsyncDisposable {
  readonly network: TestNetwork;
  readonly env: Env;
  /** Everything that somebody else's server was sent, on one page. */
  askedElsewhere(): string;
}

/** All servers, each of which takes the canary of its own, with the fault in front of them. */
export const openScene = async (
  setup: Setup,
  { http, mail, env = {} }: SecretFault,
): Promise<SecretScene> => {
  const nowMs = Date.now();
  const strangers: string[] = [];
  const elsewhere = await startServer({
    nowMs,
    handle: (request) => {
      strangers.push(JSON.stringify(sent(request)));
      return json(200, {});
    },
  });
  const elsewhereUrl = `http://127.0.0.1:${elsewhere.port}`;
  const override = http && ((request: ReceivedRequest) => http(request, elsewhereUrl));
  const answering = (reply: Reply): Promise<RunningServer> =>
    startServer({ nowMs, handle: (request) => override?.(request) ?? reply });
  const [token, ping] = await Promise.all([
    answering(json(200, { access_token: canary.accessToken, token_type: 'Bearer', expires_in: 3599 })),
    answering(json(200, 'OK')),
  ]);
  const network = await startNetwork({
    console: {
      apiKey: canary.UNIFI_API_KEY,
      cyberSecureApiKey: canary.CYBERSECURE_API_KEY,
      password: canary.UNIFI_PASSWORD,
      ...(override && { override }),
    },
    cloudflare: { token: canary.CLOUDFLARE_API_TOKEN, ...(override && { override }) },
    mail: {
      mechanisms: ['PLAIN', 'LOGIN', 'XOAUTH2'],
      auth: {
        username: smtpAccount.username,
        password: canary.SMTP_PASSWORD,
        accessToken: () => canary.accessToken,
      },
      ...(mail && { override: mail() }),
    },
  });
  const places = {
    tokenUrl: `http://127.0.0.1:${token.port}/oauth2/token`,
    pingOrigin: `http://127.0.0.1:${ping.port}`,
  };
  return {
    network,
    env: { LOG_LEVEL: 'trace', ...setups[setup](places), ...env },
    askedElsewhere: () => strangers.join('\n'),
    [Symbol.asyncDispose]: async () => {
      await network[Symbol.asyncDispose]();
      await Promise.all([token.close(), ping.close(), elsewhere.close()]);
    },
  };
};
