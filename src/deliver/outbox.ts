import type { Log } from '../net/log.ts';
import type { OutboxEntry, OutboxRecipient, StoredOutbox } from '../store/store.ts';
import type { Channel, Parcel } from './channel.ts';
import { fatesOf, isGivenUp, outcomeOf, stillToGet, unconfirmed, withFates } from './fates.ts';
import { logAttempt, logGivenUp } from './outbox-log.ts';

export interface OutboxDeps {
  /** Of this channel. */
  readonly stored: StoredOutbox;
  /** Console and site of the reports that are made here. */
  readonly source: string;
  readonly channel: Omit<Channel, 'compose'>;
  readonly log: Log;
  readonly now: () => number;
}

/** What has become of a report by this channel so far, everybody whom it is for taken together. */
export interface Flushed {
  readonly outcome: 'delivered' | 'kept' | 'refused';
  /** Why, where it is not delivered. */
  readonly reason?: string;
}

export interface Outbox {
  /** Stores a report before it is sent, for all who are configured now. @throws Error when the store cannot be written. */
  put(runId: string, parcel: Parcel): void;
  /** Whether somebody has still to get something. A store that cannot be read counts as an empty one. */
  isEmpty(): boolean;
  /**
   * Tries everything that is stored once, oldest first, one after the other; ends early when `signal` aborts. Resolves
   * with what became of each that was tried, and has written it to the store by then. Never rejects.
   *
   * An attempt goes to those who have not got the report yet. It may have arrived when its outcome is unknown, or when the
   * process died after the hand-over: it is sent once more with the same id. When that too remains unknown
   * it counts as taken (DESIGN §7, promise 1).
   *
   * A report of another network in the same `DATA_DIR` is left to whoever makes that network's reports, unless all whom it
   * is for get ours as well: a console that was given another address leaves nothing behind, and nobody gets what was
   * not meant for them.
   *
   * @param onlyRunId tries the report of this run alone, for when the others have just been tried.
   */
  flush(signal: AbortSignal, onlyRunId?: string): Promise<ReadonlyMap<string, Flushed>>;
}

/** A server that lets every attempt run into its time limit must not hold up a report for hours. */
const longestFlushMs = 5 * 60_000;

/** Reports on their way: stored before they are sent, sent until they are accepted, and recorded. */
export const createOutbox = ({ stored, source, channel, log, now }: OutboxDeps): Outbox => {
  /** What a store that could not be written does not know: this process sends nothing twice because of that. */
  const known = new Map<string, readonly OutboxRecipient[]>();

  const record = (
    runId: string,
    fates: readonly OutboxRecipient[],
    flushed: Flushed,
    isOver: boolean,
  ): void => {
    const unwritten = withFates(known.get(runId) ?? [], fates);
    try {
      if (isOver) stored.settle(runId, flushed.outcome, unwritten);
      else stored.recordSends(runId, flushed.outcome, unwritten);
      known.delete(runId);
    } catch (error) {
      known.set(runId, unwritten);
      if (isOver) noteAtLeast(runId, flushed.outcome, unwritten);
      log.error(
        { event: 'outbox_not_recorded', runId, error },
        'What became of a report could not be stored',
      );
    }
  };

  /** Taking a mail out of the outbox needs more room on a full disk than saying who has it: nobody gets it again. */
  const noteAtLeast = (
    runId: string,
    outcome: Flushed['outcome'],
    fates: readonly OutboxRecipient[],
  ): void => {
    try {
      stored.recordSends(runId, outcome, fates);
    } catch {
      // That it could not be stored is in the log already.
    }
  };

  const isOurs = (entry: OutboxEntry): boolean =>
    entry.source === source || entry.recipients.every(({ address }) => channel.recipients.includes(address));

  const attempt = async (entry: OutboxEntry, signal: AbortSignal): Promise<Flushed> => {
    const { runId, parcel } = entry;
    const recipients = withFates(entry.recipients, known.get(runId) ?? []);
    const isFor = entry.source === source ? channel.recipients : recipients.map(({ address }) => address);
    const open = stillToGet(recipients, isFor);
    const givenUp = open.filter(isGivenUp).map(unconfirmed);
    const targets = open.filter((recipient) => !isGivenUp(recipient));
    if (givenUp.length > 0) logGivenUp(log, channel.name, entry, givenUp);

    const sent = targets.length === 0 ? { fates: [] } : await sendTo(parcel, runId, targets, signal);
    const fates = [...givenUp, ...sent.fates];
    const isOver = !fates.some(({ state }) => state === 'pending');
    const fateNow = withFates(recipients, fates);
    // Who is no recipient any more is not waited for.
    const flushed = conclude(
      isOver ? fateNow.filter(({ state }) => state !== 'pending') : fateNow,
      sent.reason ?? channel.nobodyLeft,
    );
    record(runId, fates, flushed, isOver);
    return flushed;
  };

  const sendTo = async (
    parcel: Parcel,
    runId: string,
    targets: readonly OutboxRecipient[],
    signal: AbortSignal,
  ): Promise<{ readonly fates: readonly OutboxRecipient[]; readonly reason?: string }> => {
    const startedAtMs = now();
    const addresses = targets.map(({ address }) => address);
    const onHandOver = (): void => stored.markHandedOver(runId, addresses);
    const result = await channel.send(parcel, { recipients: addresses, onHandOver }, signal);
    const fates = fatesOf(targets, result);
    const { messageId } = parcel;
    logAttempt(log, channel, { runId, messageId, durationMs: now() - startedAtMs }, result, fates);
    return { fates, ...(result.outcome !== 'delivered' && { reason: result.reason }) };
  };

  const flush: Outbox['flush'] = async (signal, onlyRunId) => {
    const startedAtMs = now();
    const flushed = new Map<string, Flushed>();
    const entries = readOutbox(stored, log).filter(
      (entry) => isOurs(entry) && (onlyRunId === undefined || entry.runId === onlyRunId),
    );
    for (const [index, entry] of entries.entries()) {
      if (signal.aborted) break;
      if (now() - startedAtMs > longestFlushMs) {
        const waiting = entries.length - index;
        log.warn(
          { event: 'outbox_postponed', waiting },
          `Sending by ${channel.name} is slow: the others wait for the next run`,
        );
        break;
      }
      flushed.set(entry.runId, await attempt(entry, signal));
    }
    return flushed;
  };

  return {
    put: (runId, parcel) => stored.put(runId, parcel, channel.recipients),
    isEmpty: () => {
      try {
        return !stored.entries().some(isOurs);
      } catch {
        return true;
      }
    },
    flush,
  };
};

const conclude = (recipients: readonly OutboxRecipient[], reason: string): Flushed => {
  const outcome = outcomeOf(recipients);
  return outcome === 'delivered' ? { outcome } : { outcome, reason };
};

const readOutbox = (stored: StoredOutbox, log: Log): readonly OutboxEntry[] => {
  try {
    // Whoever handed something over before has ended: only one at a time may send (the lock of DATA_DIR).
    stored.countLeftHandedOver();
    return stored.entries();
  } catch (error) {
    log.error({ event: 'outbox_unreadable', error }, 'The outbox could not be read');
    return [];
  }
};
