import { json, type ReceivedRequest, type Reply, withHeaders } from '../http/reply.ts';
import { type Override, type RequestRecord, startServer } from '../http/server.ts';
import { readKeyPair } from '../key-pair.ts';
import { createWorld, type WorldSize } from '../world/world.ts';
import { createClassicDoorman } from './classic-doorman.ts';
import type { Credentials, Doorman } from './doorman.ts';
import { type Generation, type GenerationName, generations } from './generation.ts';
import { createOsDoorman } from './os-doorman.ts';
import { createRouter } from './router.ts';
import type { DemoSite } from './system.ts';

export interface ConsoleOptions extends Credentials {
  /** The console's clock; everything it tells happened before. */
  readonly nowMs: number;
  readonly generation: GenerationName;
  /** Keys exist on UniFi OS only; the classic application ignores them. */
  readonly apiKey: string;
  /** A second key that opens the same doors. */
  readonly cyberSecureApiKey?: string;
  /** 0 or absent = any free port. */
  readonly port?: number;
  readonly world?: WorldSize;
  /** Sites beside `default`, with the same network in each. */
  readonly moreSites?: readonly DemoSite[];
  /** After so many data requests with a session it is lost, once; keys are not touched. */
  readonly loseSessionAfter?: number;
  /** UniFi OS refuses further logins with 429. Default 5. */
  readonly loginsPerMinute?: number;
  readonly latencyMs?: number;
  readonly hold?: () => Promise<void>;
  readonly override?: Override;
}

export interface DemoConsole {
  /** `https://127.0.0.1:port`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly requests: readonly RequestRecord[];
  /** Successful logins so far. */
  readonly logins: number;
  close(): Promise<void>;
}

const doormanOf = (options: ConsoleOptions, generation: Generation): Doorman => {
  const { nowMs, username, password, loseSessionAfter } = options;
  const common = { username, password, ...(loseSessionAfter !== undefined && { loseSessionAfter }) };
  if (generation.osVersion === undefined)
    return createClassicDoorman({ ...common, networkVersion: generation.networkVersion });
  const apiKeys = [options.apiKey, options.cyberSecureApiKey ?? options.apiKey];
  return createOsDoorman({ ...common, nowMs, apiKeys, loginsPerMinute: options.loginsPerMinute ?? 5 });
};

const handler = (options: ConsoleOptions, doorman: Doorman): ((request: ReceivedRequest) => Reply) => {
  const generation: Generation = generations[options.generation];
  const prefix = generation.osVersion === undefined ? '' : '/proxy/network';
  const world = createWorld(options.nowMs, options.world);
  const sites = [{ name: 'default', description: world.siteName }, ...(options.moreSites ?? [])];
  const route = createRouter(world, generation, sites);
  return (request) => {
    const greeting = doorman.greet(request) ?? doorman.refuse(request);
    if (greeting) return greeting;
    if (!request.path.startsWith(`${prefix}/`))
      return json(404, { error: { code: 404, message: 'Not Found' } });
    return withHeaders(route(request, request.path.slice(prefix.length)), doorman.dataHeaders(request));
  };
};

/** Starts a UniFi console on loopback over TLS, of one of three generations (UniFi API reference §1, §4, §5). */
export const startConsole = async (options: ConsoleOptions): Promise<DemoConsole> => {
  const doorman = doormanOf(options, generations[options.generation]);
  const { port, requests, close } = await startServer({
    nowMs: options.nowMs,
    tls: readKeyPair(),
    handle: handler(options, doorman),
    ...(options.port !== undefined && { port: options.port }),
    ...(options.latencyMs !== undefined && { latencyMs: options.latencyMs }),
    ...(options.hold && { hold: options.hold }),
    ...(options.override && { override: options.override }),
  });
  const host = `127.0.0.1:${port}`;
  return {
    url: `https://${host}`,
    host,
    port,
    requests,
    get logins() {
      return doorman.logins();
    },
    close,
  };
};
