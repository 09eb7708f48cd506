import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** One request that a server has read, and its way to answer it or not. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Breaks the connection with a TCP reset. */
  reset(): void;
}

/** What a server does instead of answering properly. */
export type Misbehaviour = (exchange: Exchange) => void;

type Headers = Readonly<Record<string, string>>;

const asJson: Headers = { 'content-type': 'application/json' };

/** A whole answer whose body says what is meant, true or not. */
export const answers =
  (status: number, body: string, headers: Headers = asJson): Misbehaviour =>
  ({ response }) => {
    response.writeHead(status, headers).end(body);
  };

export const refuses =
  (status: number, body: unknown, headers: Headers = {}): Misbehaviour =>
  ({ response }) => {
    response.writeHead(status, { ...asJson, ...headers }).end(JSON.stringify(body));
  };

export const showsWebPage = answers(200, '<!doctype html><html><body>Sign in</body></html>', {
  'content-type': 'text/html; charset=utf-8',
});

/** Promises more than it sends. */
export const breaksOff: Misbehaviour = ({ response }) => {
  response.writeHead(200, { ...asJson, 'content-length': '5000' });
  response.write('{"data":[', () => response.destroy());
};

export const resets: Misbehaviour = ({ reset }) => reset();

export const hangs: Misbehaviour = () => undefined;

export const hangsInBody: Misbehaviour = ({ response }) => {
  response.writeHead(200, asJson).write('{"data":[');
};

const dripEveryMs = 50;

/** Never silent for long and never done: only a budget ends it. */
export const drips: Misbehaviour = ({ response }) => {
  response.writeHead(200, asJson).write('{"data":[');
  const timer = setInterval(() => response.write(' '), dripEveryMs);
  response.on('close', () => clearInterval(timer));
};

const chunk = Buffer.alloc(1024 * 1024);

/** Zeros, made while they are read. */
function* zeros(megabytes: number): Generator<Buffer> {
  for (let sent = 0; sent < megabytes; sent += 1) yield chunk;
}

const endlessMegabytes = 600;

// Whoever hangs up in the middle of it does what is hoped for.
const ignore = (): void => undefined;

export const sends600Megabytes: Misbehaviour = ({ response }) => {
  response.writeHead(200, asJson);
  pipeline(Readable.from(zeros(endlessMegabytes)), response).catch(ignore);
};

/** The same under 600 kB of gzip. */
export const sendsGzipBomb: Misbehaviour = ({ response }) => {
  response.writeHead(200, { ...asJson, 'content-encoding': 'gzip' });
  pipeline(Readable.from(zeros(endlessMegabytes)), createGzip(), response).catch(ignore);
};

export const redirectsTo =
  (url: string): Misbehaviour =>
  ({ response, request }) => {
    response.writeHead(307, { location: new URL(request.url ?? '/', url).href }).end();
  };

export const redirectsToItself: Misbehaviour = ({ response, request }) => {
  response.writeHead(302, { location: request.url ?? '/' }).end();
};

const crumbs = Buffer.from('1\r\n0\r\n'.repeat(100_000));

/** One byte per chunk, as fast as they are taken. */
export const sendsCrumbs: Misbehaviour = ({ response, request }) => {
  const { socket } = request;
  response.writeHead(200, asJson).flushHeaders();
  const send = (): void => {
    while (!socket.destroyed && socket.write(crumbs));
  };
  socket.on('drain', send);
  send();
};
