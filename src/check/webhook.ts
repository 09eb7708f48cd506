import { describeWebhook } from '../deliver/webhook/settings.ts';
import type { Check } from './checklist.ts';

/** Nothing can be asked of a webhook but to take something, so it is not asked. */
export const checkWebhook: Check = async ({ settings: { config }, say }) => {
  if (config.webhook === undefined) return;
  const detail = `set up for ${describeWebhook(config.webhook)}; not tried, because that would post something: send-test does`;
  say({ status: 'OK', subject: 'Webhook', detail });
};
