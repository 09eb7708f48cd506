import { json, type Reply } from '../../src/demo/http/reply.ts';
import { startServer } from '../../src/demo/http/server.ts';
import { readKeyPair } from '../../src/demo/key-pair.ts';

export interface TokenServerOptions {
  /** What it does with the n-th request, from 1; default: it gives a new access token. */
  readonly answer?: (form: URLSearchParams, count: number) => Reply;
  /** Speak TLS with the self-signed certificate of the demo. */
  readonly tls?: boolean;
}

export interface TokenServer {
  readonly url: string;
  readonly host: string;
  /** What it was asked, in that order. */
  readonly forms: readonly URLSearchParams[];
  /** The newest access token it gave. */
  lastToken(): string;
  close(): Promise<void>;
}

export const grant = (accessToken: string, more: Readonly<Record<string, unknown>> = {}): Reply =>
  json(200, { access_token: accessToken, token_type: 'Bearer', expires_in: 3599, ...more });

/** A token server on loopback that checks nothing; its refusals are the test's. */
export const startTokenServer = async (options: TokenServerOptions = {}): Promise<TokenServer> => {
  const forms: URLSearchParams[] = [];
  const tokenAt = (count: number): string => `access-token-canary-${count}`;
  const { answer = (_form, count) => grant(tokenAt(count)) } = options;
  const server = await startServer({
    nowMs: Date.UTC(2026, 10, 21),
    ...(options.tls && { tls: readKeyPair() }),
    handle: ({ body, method, path, headers }) => {
      const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
      if (method !== 'POST' || path !== '/oauth2/token' || !isForm) return json(404, {});
      const form = new URLSearchParams(body);
      forms.push(form);
      return answer(form, forms.length);
    },
  });
  const host = `127.0.0.1:${server.port}`;
  return {
    url: `${options.tls ? 'https' : 'http'}://${host}/oauth2/token`,
    host,
    forms,
    lastToken: () => tokenAt(forms.length),
    close: server.close,
  };
};
