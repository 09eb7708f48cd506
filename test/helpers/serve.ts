import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type Handler, type ServerOptions, startServer, type TestServer } from './https-server.ts';

/** `startServer` for one test: closed when it ends. */
export async function serve(handler: Handler, options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer(handler, options);
  // A test may have closed it already.
  onTestFinished(() => server.close().catch(() => undefined));
  return server;
}

/** A TCP server for one test that says whatever it likes, without TLS; yields its URL. */
export async function serveRaw(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // A client that resets the connection is what many tests want.
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the server is not listening on a port');
  return `http://127.0.0.1:${address.port}`;
}
