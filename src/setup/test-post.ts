import type { CheckLine } from '../check/checklist.ts';
import { describeWebhook, type WebhookSettings } from '../deliver/webhook/settings.ts';
import { openWebhook } from '../open-webhook.ts';
import type { Settings } from '../settings.ts';
import { reasonOfTest, testContent } from '../test-message.ts';
import type { SetupWorld } from './world.ts';

/** Posts the small message that `send-test` posts, and says whether the webhook took it. */
export const sendTestPost = async (
  target: WebhookSettings,
  settings: Settings,
  { io, signal }: Pick<SetupWorld, 'io' | 'signal'>,
): Promise<CheckLine> => {
  const subject = 'Test post';
  const webhook = openWebhook(target, settings, io);
  const parcel = webhook.compose(`test-${io.newId()}`, testContent(settings));
  const result = await webhook.send(parcel, { recipients: webhook.recipients }, signal);
  return result.outcome === 'delivered'
    ? { status: 'OK', subject, detail: `${describeWebhook(target)} took it` }
    : { status: 'FAILED', subject, detail: reasonOfTest(result.reason) };
};
