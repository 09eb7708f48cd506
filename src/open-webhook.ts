import type { WebhookSettings } from './deliver/webhook/settings.ts';
import { createWebhook, type Webhook } from './deliver/webhook/webhook.ts';
import type { Io } from './io.ts';
import { openHttp } from './open-http.ts';
import type { Settings } from './settings.ts';

/** The webhook of a configuration, asked like every service on the internet. */
export const openWebhook = (
  webhook: WebhookSettings,
  settings: Pick<Settings, 'config' | 'log'>,
  io: Pick<Io, 'now' | 'random'>,
): Webhook => createWebhook(webhook, { now: io.now, http: openHttp('webhook', settings, io) });
