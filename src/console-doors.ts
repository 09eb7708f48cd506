import type { ConsoleConfig } from './config/config.ts';
import { consoleHost } from './config/hosts.ts';
import type { Console, ConsoleFor } from './console/console.ts';
import {
  type ConsoleLimits,
  type ConsoleSessionSettings,
  createConsoleLimits,
  openConsoleSession,
} from './console/session.ts';
import { createConsoleFetch, createNameLog } from './console-fetch.ts';
import type { ConsoleTarget } from './integrations/integration.ts';
import type { GuardRequest } from './net/guard.ts';
import type { Fetch } from './net/http.ts';
import type { Log } from './net/log.ts';
import type { TlsSettings } from './net/tls.ts';

export interface ConsoleDoors {
  /** The report's own console. */
  own(request: GuardRequest): Console;
  /**
   * A console that an integration names; the report's own where it names no host. `prefix` is what the integration's
   * variables begin with. @throws Error for a bad host.
   */
  open(target: ConsoleTarget, request: GuardRequest, prefix: string): Console;
}

interface DoorDeps {
  readonly userAgent: string;
  readonly now: () => number;
  readonly log: Log;
}

type Visit = Pick<ConsoleSessionSettings, 'baseUrl' | 'host' | 'credentials' | 'kind' | 'siteVariable'> & {
  readonly site: string | undefined;
  readonly tls: TlsSettings;
  /** What the variables begin with that `tls` was read from. */
  readonly prefix: string;
};

const ownPrefix = 'UNIFI';

/** One session per console, site and credentials: readers that agree on all of them share it (DESIGN §3). */
export const createConsoleDoors = (
  config: ConsoleConfig,
  { userAgent, now, log }: DoorDeps,
): ConsoleDoors => {
  const sessions = new Map<string, ConsoleFor>();
  const fetches = new Map<string, Fetch>();
  const limits = new Map<string, ConsoleLimits>();
  const fetchDeps = { now, log, onLocalName: createNameLog(log) };

  /** Shared by sessions that differ in their credentials only: a refused certificate is told once. */
  const fetchOf = ({ baseUrl, tls, prefix }: Visit): Fetch => {
    const key = JSON.stringify([baseUrl, tls, prefix]);
    const fetch = fetches.get(key) ?? createConsoleFetch(tls, prefix, fetchDeps);
    fetches.set(key, fetch);
    return fetch;
  };

  /** A console counts what is asked of it, not with which key. */
  const limitsOf = (baseUrl: string): ConsoleLimits => {
    const known = limits.get(baseUrl) ?? createConsoleLimits();
    limits.set(baseUrl, known);
    return known;
  };

  const sessionOf = (visit: Visit): ConsoleFor => {
    const { tls, prefix, site, ...place } = visit;
    const key = JSON.stringify([place.baseUrl, place.credentials, site, tls, prefix]);
    const known = sessions.get(key);
    if (known !== undefined) return known;
    const session = openConsoleSession({
      ...place,
      ...(site === undefined ? {} : { site }),
      fetch: fetchOf(visit),
      limits: limitsOf(place.baseUrl),
      userAgent,
      now,
    });
    sessions.set(key, session);
    return session;
  };

  return {
    own: (request) => sessionOf({ ...config, site: config.site, prefix: ownPrefix })(request),
    open: (target, request, prefix) => sessionOf(visitOf(target, config, prefix))(request),
  };
};

/** Keys exist on UniFi OS only, so a target with a key needs no detection (UniFi API reference §1.4). */
const visitOf = (target: ConsoleTarget, config: ConsoleConfig, prefix: string): Visit => ({
  ...placeOf(target, config),
  prefix: target.host === undefined && target.tls === undefined ? ownPrefix : prefix,
  credentials: { kind: 'key', apiKey: target.apiKey },
  kind: 'unifi-os',
  site: target.site ?? (target.host === undefined ? config.site : undefined),
  ...(target.siteVariable === undefined ? {} : { siteVariable: target.siteVariable }),
});

const placeOf = (
  { host, tls }: ConsoleTarget,
  config: ConsoleConfig,
): Pick<Visit, 'baseUrl' | 'host' | 'tls'> => {
  if (host === undefined) return { baseUrl: config.baseUrl, host: config.host, tls: tls ?? config.tls };
  const address = consoleHost(host);
  if (!address.ok) throw new Error(`The host of the console ${address.message}`);
  return { ...address.value, tls: tls ?? { mode: 'verify' } };
};
