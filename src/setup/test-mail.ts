import type { CheckLine } from '../check/checklist.ts';
import { type MailSettings, placeOf, type SendResult } from '../deliver/mail.ts';
import { openMailer } from '../open-mailer.ts';
import type { Settings } from '../settings.ts';
import { reasonOfTest, testMessage } from '../test-message.ts';
import type { SetupWorld } from './world.ts';

/** Sends the small message that `send-test` sends, and says who took it: one who was refused is a failure. */
export const sendTestMail = async (
  mail: MailSettings,
  settings: Settings,
  { io, signal }: Pick<SetupWorld, 'io' | 'signal'>,
): Promise<CheckLine> => {
  const mailer = openMailer(mail, settings, io);
  const message = await mailer.compose(testMessage(settings, mail, io));
  return lineOf(await mailer.send(message, { recipients: mailer.recipients }, signal), mail);
};

const lineOf = (result: SendResult, mail: MailSettings): CheckLine => {
  const subject = 'Test message';
  if (result.outcome !== 'delivered')
    return { status: 'FAILED', subject, detail: reasonOfTest(result.reason) };
  const left = [...result.refused, ...result.deferred];
  const notes = left.map(({ recipient, reason }) => `refused for ${recipient}: ${reason}`);
  const taken = `${placeOf(mail)} took it for ${result.accepted.join(', ')}`;
  return { status: left.length === 0 ? 'OK' : 'FAILED', subject, detail: taken, notes };
};
