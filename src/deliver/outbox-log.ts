import type { Log } from '../net/log.ts';
import type { OutboxEntry, OutboxRecipient } from '../store/store.ts';
import type { SendResult } from './mail.ts';

export interface AttemptFields {
  readonly runId: string;
  readonly messageId: string;
  readonly durationMs: number;
}

/** One line for the attempt, and one for each recipient who has not got what others have. */
export const logAttempt = (
  log: Log,
  attempt: AttemptFields,
  result: SendResult,
  fates: readonly OutboxRecipient[],
): void => {
  const fields = { ...attempt };
  switch (result.outcome) {
    case 'delivered':
      log.info({ event: 'mail_delivered', ...fields, accepted: result.accepted.length }, 'Report delivered');
      for (const { recipient, reason } of result.deferred) {
        log.warn(
          { event: 'recipient_deferred', ...fields, recipient, reason },
          'One recipient was put off: kept for the next run',
        );
      }
      break;
    case 'kept':
      log.warn(
        { event: 'mail_kept', ...fields, reason: result.reason },
        'Report not sent: kept for the next run',
      );
      break;
    case 'refused':
      log.error(
        { event: 'mail_refused', ...fields, reason: result.reason },
        'Report refused by the mail server',
      );
      return;
    case 'unknown':
      logUnknown(log, fields, result.reason, fates);
      return;
  }
  for (const { recipient, reason } of result.refused) {
    log.warn({ event: 'recipient_refused', ...fields, recipient, reason }, 'One recipient was refused');
  }
};

const logUnknown = (
  log: Log,
  fields: AttemptFields,
  reason: string,
  fates: readonly OutboxRecipient[],
): void => {
  if (fates.some(({ state }) => state === 'unconfirmed')) {
    log.warn({ event: 'mail_unconfirmed', ...fields, reason }, unconfirmedMessage);
  }
  if (fates.some(({ state }) => state === 'pending')) {
    log.warn({ event: 'mail_unknown', ...fields, reason }, 'Report may have arrived: sent once more');
  }
};

const unconfirmedMessage = 'Sent twice without an answer: taken as delivered';

/** Processes died twice while they handed it over. */
export const logGivenUp = (
  log: Log,
  { runId, mail }: OutboxEntry,
  recipients: readonly OutboxRecipient[],
): void =>
  log.warn(
    { event: 'mail_unconfirmed', runId, messageId: mail.messageId, recipients: recipients.length },
    unconfirmedMessage,
  );
