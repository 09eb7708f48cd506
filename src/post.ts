import type { Channel, Parcel, SendResult } from './deliver/channel.ts';
import type { Outbox } from './deliver/outbox.ts';
import type { Post, Sent } from './delivery.ts';
import type { Log } from './net/log.ts';
import type { Store } from './store/store.ts';

/** A channel and what it has still to send. */
export interface Route {
  readonly channel: Channel;
  readonly outbox: Outbox;
}

interface PostDeps {
  readonly routes: readonly Route[];
  readonly store: Pick<Store, 'atomically'>;
  readonly log: Log;
}

/** A report as one channel sends it, or why it cannot. */
type Letter = Route & ({ readonly parcel: Parcel } | { readonly unsent: Sent });

/**
 * All channels at the same time, each by way of its outbox: none waits for another, and what fails in one is none of the
 * others' business. A store that cannot be written does not stop a report: it is then sent without it.
 */
export const createPost = ({ routes, store, log }: PostDeps): Post => {
  const compose = async (route: Route, ...report: Parameters<Channel['compose']>): Promise<Letter> => {
    const { name, partner } = route.channel;
    try {
      return { ...route, parcel: await route.channel.compose(...report) };
    } catch (error) {
      log.error({ event: `${name}_not_composed`, error }, 'The report could not be put into a message');
      const reason = `The report could not be put into a message for ${partner}.`;
      return { ...route, unsent: { channel: name, outcome: 'failed', reason } };
    }
  };

  /** All of them and what `record` writes, or nothing. */
  const tryStoring = (runId: string, letters: readonly Letter[], record: () => void): boolean => {
    try {
      store.atomically(() => {
        record();
        for (const letter of letters) if ('parcel' in letter) letter.outbox.put(runId, letter.parcel);
      });
      return true;
    } catch (error) {
      const fields = { event: 'outbox_not_written', runId, error };
      log.error(fields, 'The report is sent without being stored first');
      return false;
    }
  };

  return {
    isOff: routes.length === 0,
    prepare: async (email, report, runId) => {
      const letters = await Promise.all(routes.map((route) => compose(route, email, report, runId)));
      const mail = letters.find(({ channel }) => channel.name === 'mail');
      return {
        ...(mail !== undefined && 'parcel' in mail && { messageId: mail.parcel.messageId }),
        send: (record, signal) => {
          const isStored = tryStoring(runId, letters, record);
          const send = isStored ? fromOutbox : withoutOutbox;
          return Promise.all(
            letters.map((letter) =>
              'parcel' in letter ? send(letter, letter.parcel, runId, signal) : letter.unsent,
            ),
          );
        },
      };
    },
  };
};

type Send = (route: Route, parcel: Parcel, runId: string, signal: AbortSignal) => Promise<Sent>;

const fromOutbox: Send = async ({ channel, outbox }, _parcel, runId, signal) => {
  const flushed = (await outbox.flush(signal, runId)).get(runId);
  const stopped = { outcome: 'kept', reason: 'The program was stopped before the report was sent.' } as const;
  return { channel: channel.name, ...(flushed ?? stopped) };
};

/** Nobody will try again what was not stored. */
const withoutOutbox: Send = async ({ channel }, parcel, _runId, signal) => {
  const result = await channel.send(parcel, { recipients: channel.recipients }, signal);
  return { channel: channel.name, ...outcomeWithoutOutbox(result) };
};

const outcomeWithoutOutbox = (result: SendResult): Omit<Sent, 'channel'> => {
  if (result.outcome === 'delivered') return { outcome: 'delivered' };
  const { outcome, reason } = result;
  return { outcome: outcome === 'refused' ? 'refused' : 'failed', reason };
};
