import { createPing, type Ping } from './deliver/ping.ts';
import type { Io } from './io.ts';
import { openHttp } from './open-http.ts';
import type { Settings } from './settings.ts';

/** Short: the report is done, and only its last ping is waited for. */
const attemptTimeoutMs = 5_000;

/** The ping of a configuration, asked like every service on the internet; silent where `PING_URL` is not set. */
export const openPing = (
  settings: Pick<Settings, 'config' | 'log'>,
  io: Pick<Io, 'now' | 'random'>,
): Ping => {
  const { config, log } = settings;
  if (config.pingUrl === undefined) return async () => undefined;
  const http = openHttp('ping', settings, io, { attemptTimeoutMs });
  return createPing(config.pingUrl, { now: io.now, log, http });
};
