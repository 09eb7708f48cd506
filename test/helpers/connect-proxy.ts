import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { loopbackCert, loopbackKey } from './https-server.ts';

/** One CONNECT as the proxy saw it. */
export interface SeenConnect {
  /** `host:port` */
  readonly target: string;
  /** `user:password`; undefined when none was sent. */
  readonly account: string | undefined;
}

export interface ConnectProxy {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly port: number;
  readonly connects: readonly SeenConnect[];
  /** Ordinary requests, which a tunnel must never become. */
  readonly others: readonly string[];
  /** Resets every connection, tunnels in use included. */
  reset(): void;
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** Default false: http. */
  readonly tls?: boolean;
  /** Answers a CONNECT instead of opening the tunnel; the socket is the client's. */
  readonly answer?: (socket: Socket) => void;
  /** Where the tunnels lead, whatever name was asked for. Default: to the port of the target on 127.0.0.1. */
  readonly port?: number;
}

/** Starts a real CONNECT proxy on 127.0.0.1. */
export async function startConnectProxy(options: ProxyOptions = {}): Promise<ConnectProxy> {
  const connects: SeenConnect[] = [];
  const others: string[] = [];
  const sockets = new Set<Socket>();
  const server =
    options.tls === true ? createTlsServer({ cert: loopbackCert, key: loopbackKey }) : createServer();
  server.on('request', (request: IncomingMessage, response) => {
    others.push(`${request.method} ${request.url}`);
    response.writeHead(501).end();
  });
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    connects.push({ target: request.url ?? '', account: accountOf(request) });
    keep(sockets, client);
    if (options.answer !== undefined) return options.answer(client);
    const target = connect(options.port ?? Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    keep(sockets, target);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the proxy is not listening on a port');
  const reset = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
    });
  return { host: `127.0.0.1:${address.port}`, port: address.port, connects, others, reset, close };
}

/** Either end may break off whenever it likes. */
function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.on('error', () => socket.destroy());
}

function accountOf({ headers }: IncomingMessage): string | undefined {
  const encoded = headers['proxy-authorization']?.replace(/^Basic /, '');
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
}

/** Says one HTTP answer and hangs up. */
export const answering =
  (statusLine: string) =>
  (socket: Socket): void => {
    socket.end(`HTTP/1.1 ${statusLine}\r\ncontent-length: 0\r\n\r\n`);
  };
