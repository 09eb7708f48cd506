import type { WebhookSettings } from './deliver/webhook/settings.ts';
import { createWebhook, type Webhook } from './deliver/webhook/webhook.ts';
import type { Io } from './io.ts';
import { createApiFetch } from './net/api-fetch.ts';
import { createGuard } from './net/guard.ts';
import { defaultGuardSettings } from './net/guard-settings.ts';
import { createHttp } from './net/http.ts';
import type { Settings } from './settings.ts';
import { programVersion } from './version.ts';

/** The webhook of a configuration, asked like every service on the internet: through the proxy where there is one. */
export const openWebhook = (
  webhook: WebhookSettings,
  { config, log }: Pick<Settings, 'config' | 'log'>,
  { now, random }: Pick<Io, 'now' | 'random'>,
): Webhook => {
  const guard = createGuard('webhook', defaultGuardSettings, { now, random, log }, { circuit: 'none' });
  return createWebhook(webhook, {
    now,
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
