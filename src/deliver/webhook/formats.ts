import { writeApprise } from './apprise.ts';
import type { WriteBody } from './body.ts';
import { writeDiscord, writeSlack } from './chat.ts';
import { writeNtfy } from './ntfy.ts';
import type { WebhookFormat } from './settings.ts';

/** What is sent, by `WEBHOOK_FORMAT`. */
export const writeBodyAs: Readonly<Record<WebhookFormat, WriteBody>> = {
  json: ({ json }) => ({ headers: { 'content-type': 'application/json' }, text: json }),
  ntfy: writeNtfy,
  slack: writeSlack,
  discord: writeDiscord,
  apprise: writeApprise,
};
