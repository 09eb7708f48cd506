import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { buffer } from 'node:stream/consumers';

/** The shipped key pair (demo/README.md); tests trust it as a CA or by its fingerprint. */
export const loopbackCert = readFileSync(new URL('../../demo/loopback-cert.pem', import.meta.url), 'utf8');
export const loopbackKey = readFileSync(new URL('../../demo/loopback-key.pem', import.meta.url), 'utf8');

/** SHA-256 of the loopback certificate, upper-case hex pairs with colons. */
export const loopbackFingerprint = new X509Certificate(loopbackCert).fingerprint256;

/** What the server saw of one request, recorded before the handler answers it. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query as sent, e.g. `/zones?page=1`. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The body parsed as JSON. @throws SyntaxError */
  json(): unknown;
}

/** Answers one request. A handler that never ends the response hangs, until `close()`. */
export type Handler = (request: RecordedRequest, response: ServerResponse) => void | Promise<void>;

export interface TestServer {
  /** `https://127.0.0.1:PORT` (or `http://…`), without a trailing slash. */
  readonly url: string;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly port: number;
  readonly requests: RecordedRequest[];
  /** Stops listening and destroys open connections, hanging answers included. */
  close(): Promise<void>;
}

export interface ServerOptions {
  /** HTTPS by default. */
  readonly tls?: boolean;
  /** Another key pair than the shipped one. */
  readonly cert?: string;
  readonly key?: string;
  /** Default: one that the system chooses. */
  readonly port?: number;
  /** How long the server offers to keep an idle connection; 5 s by default. */
  readonly keepAliveTimeoutMs?: number;
}

/** Starts a real server on 127.0.0.1. */
export async function startServer(handler: Handler, options: ServerOptions = {}): Promise<TestServer> {
  const requests: RecordedRequest[] = [];
  const listener: RequestListener = (incoming, response) => {
    void answer(incoming, response, handler, requests);
  };
  const secure = options.tls ?? true;
  const pair = { cert: options.cert ?? loopbackCert, key: options.key ?? loopbackKey };
  const server = secure ? createTlsServer(pair, listener) : createServer(listener);
  if (options.keepAliveTimeoutMs !== undefined) server.keepAliveTimeout = options.keepAliveTimeoutMs;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const port = portOf(server.address());
  const close = () =>
    new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeAllConnections();
    });
  const host = `127.0.0.1:${port}`;
  return { url: `${secure ? 'https' : 'http'}://${host}`, host, port, requests, close };
}

/** Answers with JSON, the way most sources do. */
export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  handler: Handler,
  requests: RecordedRequest[],
): Promise<void> {
  try {
    const recorded = await record(incoming);
    requests.push(recorded);
    await handler(recorded, response);
  } catch (error) {
    // A client that went away is the test's own doing; a broken handler must be seen by the client.
    if (response.headersSent) response.destroy();
    else response.writeHead(599).end(`test handler failed: ${String(error)}`);
  }
}

async function record(incoming: IncomingMessage): Promise<RecordedRequest> {
  const url = incoming.url ?? '/';
  const { pathname, searchParams } = new URL(url, 'http://loopback');
  const body = (await buffer(incoming)).toString('utf8');
  return {
    method: incoming.method ?? 'GET',
    url,
    path: pathname,
    query: searchParams,
    headers: incoming.headers,
    body,
    json: (): unknown => JSON.parse(body),
  };
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string')
    throw new Error('the server is not listening on a port');
  return address.port;
}
