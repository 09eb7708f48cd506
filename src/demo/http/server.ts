import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { KeyPair } from '../key-pair.ts';
import { type Listening, listen } from './listen.ts';
import { json, type ReceivedRequest, type Reply, type ReplyHeaders } from './reply.ts';

export type Override = (request: ReceivedRequest) => Reply | undefined;

/** One request as it was answered; `status` is 0 where no answer was sent. */
export interface RequestRecord {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly status: number;
}

export interface ServerOptions {
  /** 0 or absent = any free port. */
  readonly port?: number;
  /** Absent = plain HTTP. */
  readonly tls?: KeyPair;
  /** What the server's clock says; it stands in the `Date` header of every answer. */
  readonly nowMs: number;
  readonly latencyMs?: number;
  /** Awaited before each request is answered, for tests that let several wait for one another. */
  readonly hold?: () => Promise<void>;
  /** Asked before everything else; what it returns is the answer. */
  readonly override?: Override;
  readonly handle: (request: ReceivedRequest) => Reply;
}

export interface RunningServer extends Listening {
  readonly requests: readonly RequestRecord[];
}

const maxBodyBytes = 1024 * 1024;

const readBody = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.byteLength;
    if (bytes > maxBodyBytes) throw new Error('The request is larger than 1 MiB.');
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const receive = async (message: IncomingMessage): Promise<ReceivedRequest> => {
  const { pathname, searchParams } = new URL(`http://loopback${message.url ?? '/'}`);
  const body = await readBody(message);
  return {
    method: message.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: message.headers,
    body,
  };
};

const writeHead = (response: ServerResponse, status: number, headers: ReplyHeaders, nowMs: number): void => {
  response.statusCode = status;
  response.setHeader('Date', new Date(nowMs).toUTCString());
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
};

const send = (response: ServerResponse, reply: Reply, nowMs: number): void => {
  if (reply.kind === 'hang') return;
  if (reply.kind === 'drop') {
    response.destroy();
    return;
  }
  writeHead(response, reply.status, reply.headers, nowMs);
  if (reply.kind === 'stall') response.write(reply.body);
  else response.end(reply.body);
};

const listener = (options: ServerOptions, requests: RequestRecord[]): RequestListener => {
  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await receive(message);
    if (options.latencyMs) await delay(options.latencyMs);
    await options.hold?.();
    const reply = options.override?.(request) ?? options.handle(request);
    const status = reply.kind === 'answer' || reply.kind === 'stall' ? reply.status : 0;
    requests.push({ method: request.method, path: request.path, status });
    send(response, reply, options.nowMs);
  };
  return (message, response) => {
    answer(message, response).catch((error: unknown) => {
      // A client that goes away in mid-request is no fault; anything else must be seen by whoever is testing.
      if (response.destroyed || response.headersSent) return;
      send(response, json(500, { error: String(error) }), options.nowMs);
    });
  };
};

/** Starts a server on 127.0.0.1 that answers from memory and keeps a record of what it was asked. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const requests: RequestRecord[] = [];
  const onRequest = listener(options, requests);
  const server = options.tls
    ? createTlsServer({ cert: options.tls.cert, key: options.tls.key }, onRequest)
    : createServer(onRequest);
  return { ...(await listen(server, options.port)), requests };
};
