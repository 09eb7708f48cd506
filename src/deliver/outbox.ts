import type { Log } from '../net/log.ts';
import type { OutboxEntry, RunOutcome, Store } from '../store/store.ts';
import type { Message, SendResult } from './mail.ts';
import type { Mailer } from './mailer.ts';

export interface OutboxDeps {
  readonly store: Store;
  readonly mailer: Pick<Mailer, 'send'>;
  readonly log: Log;
  readonly now: () => number;
}

export interface Outbox {
  /** Stores a message before it is sent. @throws Error when the store cannot be written. */
  enqueue(runId: string, message: Message): void;
  /**
   * Tries everything that is stored once, oldest first, one after the other; ends early when `signal` aborts. Resolves
   * with what became of each that was tried, and has written it to the store by then. Never rejects.
   *
   * An attempt may have arrived when its outcome is unknown, or when the process died during it: the message is sent
   * once more with the same Message-ID. When that too remains unknown it is given up and counts as delivered,
   * with nobody in `accepted` (DESIGN §7, promise 1).
   *
   * @param onlyRunId tries the report of this run alone, for when the others have just been tried.
   */
  flush(signal: AbortSignal, onlyRunId?: string): Promise<ReadonlyMap<string, SendResult>>;
}

const settledAs = { delivered: 'delivered', refused: 'refused' } as const satisfies Record<
  string,
  RunOutcome
>;

const unconfirmed: SendResult = { outcome: 'delivered', accepted: [], refused: [] };

/** Whether an attempt that ends unknown would be the second such one. */
const mayHaveArrivedBefore = ({ sending, unknownAttempts }: OutboxEntry): boolean =>
  sending || unknownAttempts > 0;

const mayHaveArrivedTwice = ({ sending, unknownAttempts }: OutboxEntry): boolean =>
  sending && unknownAttempts > 0;

/** Reports on their way: stored before they are sent, sent until they are accepted, and recorded. */
export const createOutbox = ({ store, mailer, log, now }: OutboxDeps): Outbox => {
  /** Settled by the server, but not in a store that could not be written: never sent again by this process. */
  const settledHere = new Map<string, SendResult>();

  const record = (runId: string, result: SendResult): void => {
    try {
      if (result.outcome === 'delivered' || result.outcome === 'refused') {
        settledHere.set(runId, result);
        store.settle(runId, settledAs[result.outcome]);
        settledHere.delete(runId);
      }
      if (result.outcome === 'kept') store.markAttempt(runId, result.reason);
    } catch (error) {
      log.error(
        { event: 'outbox_not_recorded', runId, error },
        'What became of a report could not be stored',
      );
    }
  };

  const attempt = async (entry: OutboxEntry, signal: AbortSignal): Promise<SendResult> => {
    const settled = settledHere.get(entry.runId);
    if (settled !== undefined) return settled;
    if (mayHaveArrivedTwice(entry)) return unconfirmed;
    try {
      // Before anything is sent: a process that dies from here on leaves a mark that says "unknown".
      store.markSending(entry.runId);
    } catch (error) {
      log.error(
        { event: 'outbox_not_recorded', runId: entry.runId, error },
        'An attempt could not be stored',
      );
      return { outcome: 'kept', reason: 'The attempt could not be stored, so it was not made.' };
    }
    const result = await mailer.send(entry.message, signal);
    return result.outcome === 'unknown' && mayHaveArrivedBefore(entry) ? unconfirmed : result;
  };

  const flush: Outbox['flush'] = async (signal, onlyRunId) => {
    const results = new Map<string, SendResult>();
    for (const entry of readOutbox(store, log)) {
      if (onlyRunId !== undefined && entry.runId !== onlyRunId) continue;
      if (signal.aborted) break;
      const startedAtMs = now();
      const result = await attempt(entry, signal);
      record(entry.runId, result);
      logResult(log, entry, result, now() - startedAtMs);
      results.set(entry.runId, result);
    }
    return results;
  };

  return { enqueue: (runId, message) => store.putOutbox(runId, message), flush };
};

const readOutbox = (store: Store, log: Log): readonly OutboxEntry[] => {
  try {
    return store.outbox();
  } catch (error) {
    log.error({ event: 'outbox_unreadable', error }, 'The outbox could not be read');
    return [];
  }
};

const logResult = (
  log: Log,
  { runId, message }: OutboxEntry,
  result: SendResult,
  durationMs: number,
): void => {
  const fields = { runId, messageId: message.messageId, durationMs };
  switch (result.outcome) {
    case 'delivered':
      if (result === unconfirmed) {
        log.warn(
          { event: 'mail_unconfirmed', ...fields },
          'Sent twice without an answer: taken as delivered',
        );
        return;
      }
      log.info({ event: 'mail_delivered', ...fields, accepted: result.accepted.length }, 'Report delivered');
      for (const { recipient, reason } of result.refused) {
        log.warn({ event: 'recipient_refused', ...fields, recipient, reason }, 'One recipient was refused');
      }
      return;
    case 'kept':
      log.warn(
        { event: 'mail_kept', ...fields, reason: result.reason },
        'Report not sent: kept for the next run',
      );
      return;
    case 'refused':
      log.error(
        { event: 'mail_refused', ...fields, reason: result.reason },
        'Report refused by the mail server',
      );
      return;
    case 'unknown':
      log.warn(
        { event: 'mail_unknown', ...fields, reason: result.reason },
        'Report may have arrived: sent once more',
      );
  }
};
