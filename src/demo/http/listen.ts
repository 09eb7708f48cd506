import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

export interface Listening {
  readonly port: number;
  /** Ends every connection, handshakes half-way included, and stops listening. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; port 0 = any free one. */
export const listen = async (server: Server, port = 0): Promise<Listening> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The demo server has no port.');
  return {
    port: address.port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
