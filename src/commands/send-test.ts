import { logWarnings, readSettings, realIo } from '../app.ts';
import type { SendResult } from '../deliver/channel.ts';
import { placeOf } from '../deliver/mail.ts';
import { describeWebhook } from '../deliver/webhook/settings.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { createScrub, type Scrub } from '../log-scrub.ts';
import { openMailer } from '../open-mailer.ts';
import { openWebhook } from '../open-webhook.ts';
import { plainText } from '../report/format.ts';
import type { Settings } from '../settings.ts';
import { watchStopSignals } from '../stop.ts';
import { reasonOfTest, testContent, testMessage } from '../test-message.ts';
import { UsageError } from '../usage-error.ts';

/**
 * `unifi-report send-test`: one small message through the mail server to every recipient and one to the webhook, as far as
 * they are set up, and what became of them. Neither the console nor an integration is asked; the store, the outbox and the
 * period of the next report are left alone.
 */
export const sendTest = async (io: Io = realIo()): Promise<ExitCode> => {
  const settings = await readSettings({ ...io, env: { ...io.env, LOG_LEVEL: logLevelOf(io) } });
  logWarnings(settings);
  const trials = [...mailTrials(settings, io), ...webhookTrials(settings, io)];
  if (trials.length === 0) throw new UsageError(nothingToTest);
  const stop = watchStopSignals(process);
  const scrub = createScrub(settings.config.secrets);
  try {
    const works: boolean[] = [];
    for (const trial of trials) {
      const result = await trial.send(stop.asking);
      if (stop.asking.aborted && result.outcome !== 'delivered') return exitCodes.terminated;
      works.push(tell(result, trial, scrub, io));
    }
    return works.every(Boolean) ? exitCodes.delivered : exitCodes.unexpected;
  } finally {
    stop.dispose();
  }
};

const nothingToTest =
  'SMTP_HOST is not set: reports are only saved, and there is no mail server to test. Set SMTP_HOST, EMAIL_FROM and EMAIL_TO.';

/** The answer shows what goes well; what the log adds are reasons. */
const logLevelOf = ({ env }: Io): string => env.LOG_LEVEL?.trim() || 'warn';

interface Trial {
  /** Begins the sentence about what went well. */
  readonly place: string;
  send(signal: AbortSignal): Promise<SendResult>;
  /** Completes it with whoever got the message. */
  takenFor(accepted: readonly string[]): string;
}

const mailTrials = (settings: Settings, io: Io): readonly Trial[] => {
  const { mail } = settings.config;
  if (mail === undefined) return [];
  const mailer = openMailer(mail, settings, io);
  return [
    {
      place: placeOf(mail),
      send: async (signal) => {
        const message = await mailer.compose(testMessage(settings, mail, io));
        return mailer.send(message, { recipients: mailer.recipients }, signal);
      },
      takenFor: (accepted) => ` for ${plainText(accepted.join(', '), longestList)}`,
    },
  ];
};

const webhookTrials = (settings: Settings, io: Io): readonly Trial[] => {
  const { webhook: target } = settings.config;
  if (target === undefined) return [];
  const webhook = openWebhook(target, settings, io);
  return [
    {
      place: `the webhook at ${describeWebhook(target)}`,
      send: (signal) => {
        const parcel = webhook.compose(`test-${io.newId()}`, testContent(settings));
        return webhook.send(parcel, { recipients: webhook.recipients }, signal);
      },
      takenFor: () => '',
    },
  ];
};

/** A recipient that was refused is what a test is there to find: it does not count as a success. */
const tell = (result: SendResult, { place, takenFor }: Trial, scrub: Scrub, io: Io): boolean => {
  const complain = (sentence: string): void => {
    io.stderr.write(`unifi-report: ${plainText(scrub(sentence))}\n`);
  };
  if (result.outcome !== 'delivered') {
    const what =
      result.outcome === 'unknown'
        ? 'the test message may not have arrived'
        : 'the test message was not sent';
    complain(`${what}: ${reasonOfTest(result.reason)}`);
    return false;
  }
  const refused = [...result.refused, ...result.deferred];
  io.stdout.write(`OK: ${place} took the test message${takenFor(result.accepted)}\n`);
  for (const { recipient, reason } of refused) complain(`the mail server refused ${recipient}: ${reason}`);
  return refused.length === 0;
};

const longestList = 10_000;
