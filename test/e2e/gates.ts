import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Doors in front of servers on loopback, all shut until somebody has knocked at every one of them. */
export interface Gates extends AsyncDisposable {
  /** Where to knock, in the order of the servers behind. */
  readonly ports: readonly number[];
}

/**
 * Proves that several servers are asked at the same time without any clock: who asks one after the other waits at the
 * first door for an answer that never comes.
 */
export const startGates = async (serverPorts: readonly number[]): Promise<Gates> => {
  const knocked = new Set<number>();
  const waiting: (() => void)[] = [];
  const sockets = new Set<Socket>();

  const pass = (client: Socket, port: number): void => {
    const server = connect(port, '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      // Either end may go away: then the other one goes as well.
      socket.on('error', () => socket.destroy());
    }
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    client.pipe(server).pipe(client);
  };
  const knock = (client: Socket, port: number): void => {
    knocked.add(port);
    sockets.add(client);
    waiting.push(() => pass(client, port));
    if (knocked.size < serverPorts.length) return;
    for (const open of waiting.splice(0)) open();
  };

  const doors = await Promise.all(
    serverPorts.map((port) =>
      listen(createServer({ pauseOnConnect: true }, (client) => knock(client, port))),
    ),
  );
  return {
    ports: doors.map(({ port }) => port),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(doors.map(({ door }) => new Promise((resolve) => door.close(resolve))));
    },
  };
};

const listen = async (door: Server): Promise<{ door: Server; port: number }> => {
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('the door has no port');
  return { door, port: address.port };
};
