import { createPing, type Ping } from './deliver/ping.ts';
import type { Io } from './io.ts';
import { createApiFetch } from './net/api-fetch.ts';
import { createGuard } from './net/guard.ts';
import { defaultGuardSettings } from './net/guard-settings.ts';
import { createHttp } from './net/http.ts';
import type { Settings } from './settings.ts';
import { programVersion } from './version.ts';

/** Short: the report is done, and only its last ping is waited for. */
const attemptTimeoutMs = 5_000;

/** The ping of a configuration, asked like every service on the internet; silent where `PING_URL` is not set. */
export const openPing = (
  { config, log }: Pick<Settings, 'config' | 'log'>,
  { now, random }: Pick<Io, 'now' | 'random'>,
): Ping => {
  if (config.pingUrl === undefined) return async () => undefined;
  const settings = { ...defaultGuardSettings, attemptTimeoutMs };
  const guard = createGuard('ping', settings, { now, random, log }, { circuit: 'none' });
  return createPing(config.pingUrl, {
    now,
    log,
    http: (baseUrl) =>
      createHttp({
        baseUrl,
        headers: {},
        request: guard.request,
        fetch: createApiFetch(config.proxy),
        userAgent: `unifi-report/${programVersion()}`,
      }),
  });
};
