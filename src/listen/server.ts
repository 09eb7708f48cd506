import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ListenAddress } from '../config/config.ts';
import type { Log } from '../net/log.ts';

export interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What is answered at each path, made anew for every request. */
export type Pages = Readonly<Record<string, () => Page | Promise<Page>>>;

export interface Listening {
  readonly host: string;
  /** The one that was chosen where 0 was asked for. */
  readonly port: number;
  /** Ends every connection; resolves when nothing is left of the server. */
  close(): Promise<void>;
}

/** A connection that is silent for so long is closed. */
const longestSilenceMs = 10_000;
/** Node looks for requests that come in drips this often, and would wake the process twice a minute by itself. */
const checkingIntervalMs = 60_000;
/** Prometheus needs one, a load balancer a few. */
const mostConnections = 32;

/**
 * Serves a few pages to GET and HEAD. Whoever asks is a stranger: request bodies are not read, nothing of a request is
 * repeated, and neither slow nor many clients can hold more than a few connections.
 * @throws Error of node:net when the address cannot be listened at
 */
export const serve = async (address: ListenAddress, pages: Pages, log: Log): Promise<Listening> => {
  const server = createServer(
    { connectionsCheckingInterval: checkingIntervalMs, requestTimeout: longestSilenceMs },
    (request, response) => void answer(request, response, pages, log),
  );
  server.timeout = longestSilenceMs;
  server.maxConnections = mostConnections;
  server.listen(address.port, address.host);
  await once(server, 'listening');
  const bound = server.address();
  return {
    host: address.host,
    port: typeof bound === 'object' && bound !== null ? bound.port : address.port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

const text = (status: number, body: string): Page => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});

const answer = async (
  { method = '', url = '/' }: IncomingMessage,
  response: ServerResponse,
  pages: Pages,
  log: Log,
): Promise<void> => {
  const { status, contentType, body } = await pageFor(method, url, pages, log);
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 405 && { allow: 'GET, HEAD' }),
  });
  response.end(method === 'HEAD' ? undefined : body);
};

const pageFor = async (method: string, url: string, pages: Pages, log: Log): Promise<Page> => {
  const [path = '/'] = url.split('?');
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) return text(404, `There is ${Object.keys(pages).join(' and ')}.`);
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'Only GET and HEAD are answered.');
  try {
    return await page();
  } catch (error) {
    log.error({ event: 'page_failed', path, error }, 'a page could not be made');
    return text(500, 'This page could not be made; the log says why.');
  }
};
