import { listIdOf } from './deliver/headers.ts';
import { createOutbox } from './deliver/outbox.ts';
import type { Post } from './delivery.ts';
import type { Io } from './io.ts';
import { openMailer } from './open-mailer.ts';
import { createPost } from './post.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store/store.ts';
import { undeliveredSentences } from './undelivered.ts';

/** How reports get to their readers, and what has become of those before. */
export interface Sending {
  readonly post: Post;
  /** Sends what earlier runs could not, oldest first, once each. */
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

/** Where no mail server is configured a report is delivered by saving it. */
export const createSending = ({ config, log, store, source, io }: SendingInput): Sending => {
  const { mail: settings, report } = config;
  if (settings === undefined) {
    return {
      post: { kind: 'none' },
      deliverKept: async () => undefined,
      hasKept: () => false,
      undelivered: () => [],
    };
  }
  const mailer = openMailer(settings, { config, log }, io);
  const outbox = createOutbox({ store, source, mailer, log, now: io.now });
  const { site } = config.console;
  const listId = listIdOf({ source, from: settings.from, ...(site === undefined ? {} : { site }) });
  return {
    post: createPost({ settings, outbox, mailer, log, listId }),
    deliverKept: async (signal) => void (await outbox.flush(signal)),
    hasKept: () => !outbox.isEmpty(),
    undelivered: () => {
      try {
        return undeliveredSentences(store.undelivered(source), { mail: settings, ...report });
      } catch (error) {
        log.error({ event: 'outbox_unreadable', error }, 'The outbox could not be read');
        return [];
      }
    },
  };
};
