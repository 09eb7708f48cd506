import type { Log } from '../net/log.ts';
import type { OutboxEntry, OutboxRecipient } from '../store/store.ts';
import type { Channel, ChannelName, SendResult } from './channel.ts';

export interface AttemptFields {
  readonly runId: string;
  readonly messageId: string;
  readonly durationMs: number;
}

/** One line for the attempt, and one for each recipient who has not got what others have. */
export const logAttempt = (
  log: Log,
  { name, partner }: Pick<Channel, 'name' | 'partner'>,
  attempt: AttemptFields,
  result: SendResult,
  fates: readonly OutboxRecipient[],
): void => {
  const fields = { ...attempt };
  switch (result.outcome) {
    case 'delivered':
      log.info(
        { event: `${name}_delivered`, ...fields, accepted: result.accepted.length },
        'Report delivered',
      );
      for (const { recipient, reason } of result.deferred) {
        log.warn(
          { event: 'recipient_deferred', ...fields, recipient, reason },
          'One recipient was put off: kept for the next run',
        );
      }
      break;
    case 'kept':
      log.warn(
        { event: `${name}_kept`, ...fields, reason: result.reason },
        'Report not sent: kept for the next run',
      );
      break;
    case 'refused':
      log.error(
        { event: `${name}_refused`, ...fields, reason: result.reason },
        `Report refused by ${partner}`,
      );
      return;
    case 'unknown':
      logUnknown(log, name, fields, result.reason, fates);
      return;
  }
  for (const { recipient, reason } of result.refused) {
    log.warn({ event: 'recipient_refused', ...fields, recipient, reason }, 'One recipient was refused');
  }
};

const logUnknown = (
  log: Log,
  name: ChannelName,
  fields: AttemptFields,
  reason: string,
  fates: readonly OutboxRecipient[],
): void => {
  if (fates.some(({ state }) => state === 'unconfirmed')) {
    log.warn({ event: `${name}_unconfirmed`, ...fields, reason }, unconfirmedMessage);
  }
  if (fates.some(({ state }) => state === 'pending')) {
    log.warn({ event: `${name}_unknown`, ...fields, reason }, 'Report may have arrived: sent once more');
  }
};

const unconfirmedMessage = 'Sent twice without an answer: taken as delivered';

/** Processes died twice while they handed it over. */
export const logGivenUp = (
  log: Log,
  name: ChannelName,
  { runId, parcel }: OutboxEntry,
  recipients: readonly OutboxRecipient[],
): void =>
  log.warn(
    { event: `${name}_unconfirmed`, runId, messageId: parcel.messageId, recipients: recipients.length },
    unconfirmedMessage,
  );
