import { openChannels } from './channels.ts';
import { createOutbox } from './deliver/outbox.ts';
import type { Post } from './delivery.ts';
import type { Io } from './io.ts';
import { createPost } from './post.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store/store.ts';
import { undeliveredSentences } from './undelivered.ts';

/** How reports get to their readers, and what has become of those before. */
export interface Sending {
  readonly post: Post;
  /** Loads what sends. */
  getReady(): Promise<void>;
  /** Sends what earlier runs could not: by each channel oldest first, once each. */
  deliverKept(signal: AbortSignal): Promise<void>;
  /** Whether there is something that earlier runs could not send. */
  hasKept(): boolean;
  /** Whom earlier reports did not reach, in sentences for the next one. Never throws. */
  undelivered(): readonly string[];
}

interface SendingInput extends Pick<Settings, 'config' | 'log'> {
  readonly store: Store;
  readonly source: string;
  readonly io: Pick<Io, 'now' | 'random'>;
}

/** Where no channel is configured a report is delivered by saving it. */
export const createSending = ({ config, log, store, source, io }: SendingInput): Sending => {
  const routes = openChannels({ config, log, source }, io).map((channel) => ({
    channel,
    outbox: createOutbox({ stored: store.outbox(channel.name), source, channel, log, now: io.now }),
  }));
  const isOff = routes.length === 0;
  return {
    post: createPost({ routes, store, log }),
    getReady: async () => {
      await Promise.all(routes.map(({ channel }) => channel.getReady?.()));
    },
    deliverKept: async (signal) => {
      await Promise.all(routes.map(({ outbox }) => outbox.flush(signal)));
    },
    hasKept: () => routes.some(({ outbox }) => !outbox.isEmpty()),
    undelivered: () => {
      try {
        return isOff ? [] : undeliveredSentences(store.undelivered(source), { ...config, ...config.report });
      } catch (error) {
        log.error({ event: 'outbox_unreadable', error }, 'The outbox could not be read');
        return [];
      }
    },
  };
};
