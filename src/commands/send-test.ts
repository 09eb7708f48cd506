import { logWarnings, readSettings, realIo } from '../app.ts';
import type { Config } from '../config/config.ts';
import { type MailSettings, placeOf, type SendResult } from '../deliver/mail.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { createScrub } from '../log-scrub.ts';
import { openMailer } from '../open-mailer.ts';
import { plainText } from '../report/format.ts';
import { watchStopSignals } from '../stop.ts';
import { testMessage } from '../test-message.ts';
import { UsageError } from '../usage-error.ts';

/**
 * `unifi-report send-test`: one small message through the mail server to every recipient, and what became of it. Neither
 * the console nor an integration is asked; the store, the outbox and the period of the next report are left alone.
 */
export const sendTest = async (io: Io = realIo()): Promise<ExitCode> => {
  const settings = await readSettings({ ...io, env: { ...io.env, LOG_LEVEL: logLevelOf(io) } });
  logWarnings(settings);
  const { mail } = settings.config;
  if (mail === undefined) throw new UsageError(noMailServer);
  const stop = watchStopSignals(process);
  try {
    const mailer = openMailer(mail, settings, io);
    const message = await mailer.compose(testMessage(settings, mail, io));
    const result = await mailer.send(message, { recipients: mailer.recipients }, stop.asking);
    if (stop.asking.aborted && result.outcome !== 'delivered') return exitCodes.terminated;
    return tell(result, settings.config, mail, io);
  } finally {
    stop.dispose();
  }
};

const noMailServer =
  'SMTP_HOST is not set: reports are only saved, and there is no mail server to test. Set SMTP_HOST, EMAIL_FROM and EMAIL_TO.';

/** The answer shows what goes well; what the log adds are reasons. */
const logLevelOf = ({ env }: Io): string => env.LOG_LEVEL?.trim() || 'warn';

/** A recipient that was refused is what a test is there to find: it does not count as a success. */
const tell = (result: SendResult, { secrets }: Config, mail: MailSettings, io: Io): ExitCode => {
  const scrub = createScrub(secrets);
  const complain = (sentence: string): void => {
    io.stderr.write(`unifi-report: ${plainText(scrub(sentence))}\n`);
  };
  if (result.outcome !== 'delivered') {
    const what =
      result.outcome === 'unknown'
        ? 'the test message may not have arrived'
        : 'the test message was not sent';
    complain(`${what}: ${result.reason}`);
    return exitCodes.unexpected;
  }
  const { accepted } = result;
  const refused = [...result.refused, ...result.deferred];
  io.stdout.write(
    `OK: ${placeOf(mail)} took the test message for ${plainText(accepted.join(', '), longestList)}\n`,
  );
  for (const { recipient, reason } of refused) complain(`the mail server refused ${recipient}: ${reason}`);
  return refused.length === 0 ? exitCodes.delivered : exitCodes.unexpected;
};

const longestList = 10_000;
