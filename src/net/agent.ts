import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import { ignoreLateErrors, untilConnected } from './connect.ts';
import type { ProxyTarget } from './proxy.ts';

/** What keeps the connections to servers, for each scheme. */
export interface Agents {
  readonly plain: PlainAgent;
  readonly secure: SecureAgent;
}

export interface ConnectionRules {
  /** How certificates are checked; default: as Node does. */
  readonly tls?: Pick<ConnectionOptions, 'ca' | 'rejectUnauthorized' | 'checkServerIdentity'>;
  /** Default: TLS sessions are resumed where a server lets them be. */
  readonly maxCachedSessions?: 0;
  /** A connection through something else, on which TLS is then spoken; undefined = directly. */
  readonly tunnel?: (target: ProxyTarget, stop: AbortSignal | undefined) => Promise<Socket> | undefined;
  /** Why nothing may be sent over a connection that stands. */
  readonly refusal?: (socket: Socket, host: string) => Error | undefined;
}

/** Shorter than servers usually keep an idle connection; one that announces less is believed. It holds no process. */
const idleMs = 4_000;

/** Connections that are kept and used again. A request gets one only once it stands and no rule refuses it. */
export const createAgents = (rules: ConnectionRules): Agents => {
  const kept = { keepAlive: true, timeout: idleMs };
  const sessions = rules.maxCachedSessions === undefined ? {} : { maxCachedSessions: 0 };
  return {
    plain: withRules(new PlainAgent(kept), 'connect', rules),
    secure: withRules(new SecureAgent({ ...kept, ...rules.tls, ...sessions }), 'secureConnect', rules),
  };
};

export const agentFor = ({ plain, secure }: Agents, { protocol }: URL): PlainAgent =>
  protocol === 'https:' ? secure : plain;

/**
 * Takes in what has become of idle connections while the process was busy, so that none of them is used that its server has
 * closed: the rest of this turn of the event loop, and a whole one after it.
 */
export const newsOfIdle = async ({ freeSockets }: PlainAgent): Promise<void> => {
  if (Object.keys(freeSockets).length === 0) return;
  await setImmediate();
  await setImmediate();
};

type Options = Parameters<PlainAgent['createConnection']>[0];

function withRules<A extends PlainAgent>(
  agent: A,
  event: 'connect' | 'secureConnect',
  { tunnel, refusal }: ConnectionRules,
): A {
  const connect = agent.createConnection.bind(agent);
  const connected = async (options: Options, way: Socket | undefined): Promise<Socket> => {
    const throughWay = { ...options, ...(way !== undefined && { socket: way }) };
    const socket = connect(throughWay);
    if (!(socket instanceof Socket)) throw new Error('a connection is a socket');
    ignoreLateErrors(socket);
    await untilConnected(socket, event, stopOf(options));
    return socket;
  };
  const open = async (options: Options): Promise<Socket> => {
    const target = targetOf(options, event);
    const way = await tunnel?.(target, stopOf(options));
    // What goes through a tunnel without TLS goes through it as it is.
    const socket = way !== undefined && event === 'connect' ? way : await connected(options, way);
    const refused = refusal?.(socket, target.hostname);
    if (refused === undefined) return socket;
    socket.destroy();
    throw refused;
  };
  agent.createConnection = (options, done) => {
    open(options).then(
      (socket) => done?.(null, socket),
      // Only its types want a socket here as well.
      (error: unknown) => done !== undefined && Reflect.apply(done, undefined, [error]),
    );
    return undefined;
  };
  return agent;
}

const targetOf = ({ host, port }: Options, event: 'connect' | 'secureConnect'): ProxyTarget => ({
  protocol: event === 'secureConnect' ? 'https:' : 'http:',
  hostname: host ?? '',
  port: Number(port),
});

/** What `fetch.ts` passes along. Node's own option would not do: an agent does not get to see it. */
const stopOf = (options: Options): AbortSignal | undefined =>
  'stop' in options && options.stop instanceof AbortSignal ? options.stop : undefined;
