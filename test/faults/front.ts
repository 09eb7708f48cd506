import {
  request as askHttp,
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { request as askHttps, createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { buffer, json } from 'node:stream/consumers';
import { listen } from '../../src/demo/http/listen.ts';
import type { Misbehaviour } from './misbehaviour.ts';

/** A server in front of another one, which passes requests on, or does not. */
export interface Front extends AsyncDisposable {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** The paths that were asked for; empty when nobody got as far as a request. */
  readonly requests: readonly string[];
}

export interface FrontOptions {
  /** The server behind, `https://127.0.0.1:port` or `http://…`; its certificate is not looked at. */
  readonly behind: string;
  /** PEM texts; absent = plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** What is done to a request instead of passing it on; `undefined` = it is passed on. */
  readonly misbehave?: (path: string) => Misbehaviour | undefined;
  /** What becomes of a JSON answer on its way back. */
  readonly change?: (body: unknown, path: string) => unknown;
}

export const startFront = async (options: FrontOptions): Promise<Front> => {
  const requests: string[] = [];
  const raw = new Map<number | undefined, Socket>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const { pathname } = new URL(request.url ?? '/', options.behind);
    requests.push(pathname);
    const misbehaviour = options.misbehave?.(pathname);
    if (misbehaviour === undefined) return passOn(options, { request, response, body, pathname });
    // It is another day in the server behind; a clock that is off is not the fault.
    response.sendDate = false;
    misbehaviour({ request, response, reset: () => raw.get(request.socket.remotePort)?.resetAndDestroy() });
  };
  const listener: RequestListener = (request, response) => {
    // A client that goes away in mid-request is no fault of this server.
    answer(request, response).catch(() => response.destroy());
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    raw.set(remotePort, socket);
    socket.on('error', () => undefined);
    socket.on('close', () => raw.delete(remotePort));
  });
  const { port, close } = await listen(server);
  return { host: `127.0.0.1:${port}`, requests, [Symbol.asyncDispose]: close };
};

interface Passing {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly pathname: string;
}

const passOn = async ({ behind, change }: FrontOptions, passing: Passing): Promise<void> => {
  const { request, response, body, pathname } = passing;
  const answer = await ask(behind, request, body);
  const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...headers } = answer.headers;
  response.writeHead(answer.statusCode ?? 502, headers);
  const isJson = (headers['content-type'] ?? '').includes('json');
  if (change === undefined || !isJson) response.end(await buffer(answer));
  else response.end(JSON.stringify(change(await json(answer), pathname)));
};

const ask = (behind: string, { url = '/', method = 'GET', headers }: IncomingMessage, body: Buffer) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const options = { method, headers, rejectUnauthorized: false, agent: false } as const;
    const send = behind.startsWith('https:') ? askHttps : askHttp;
    send(new URL(url, behind), options, resolve).on('error', reject).end(body);
  });
