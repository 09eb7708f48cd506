import type { Io } from './io.ts';
import { createApiFetch } from './net/api-fetch.ts';
import { createGuard } from './net/guard.ts';
import { defaultGuardSettings, type GuardSettings } from './net/guard-settings.ts';
import { createHttp, type Http } from './net/http.ts';
import type { Settings } from './settings.ts';
import { programVersion } from './version.ts';

/**
 * How a service is asked that is no source of the report: through the proxy where there is one, and again when it fails
 * for a moment. There is no circuit: whoever has to reach it keeps trying by itself, or is asked once for each report.
 *
 * @param name of the guard, for the log
 * @param changes of the guard's usual settings
 */
export const openHttp = (
  name: string,
  { config, log }: Pick<Settings, 'config' | 'log'>,
  { now, random }: Pick<Io, 'now' | 'random'>,
  changes: Partial<GuardSettings> = {},
): ((baseUrl: string) => Http) => {
  const settings = { ...defaultGuardSettings, ...changes };
  const { request } = createGuard(name, settings, { now, random, log }, { circuit: 'none' });
  const userAgent = `unifi-report/${programVersion()}`;
  return (baseUrl) =>
    createHttp({ baseUrl, headers: {}, request, fetch: createApiFetch(config.proxy), userAgent });
};
