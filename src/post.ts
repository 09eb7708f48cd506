import type { MailSettings, SendResult } from './deliver/mail.ts';
import type { Mailer } from './deliver/mailer.ts';
import { toMessage } from './deliver/message.ts';
import type { Outbox } from './deliver/outbox.ts';
import type { Post, Sent } from './delivery.ts';
import type { Log } from './net/log.ts';

interface PostDeps {
  readonly settings: MailSettings;
  readonly outbox: Outbox;
  readonly mailer: Pick<Mailer, 'compose' | 'send' | 'recipients'>;
  readonly log: Log;
  /** The same for all reports of one network. */
  readonly listId: string;
}

/** Mail by way of the outbox; a store that cannot be written does not stop a report, it is then sent without it. */
export const createPost = ({ settings, outbox, mailer, log, listId }: PostDeps): Post => ({
  kind: 'mail',
  compose: (email, report, runId) =>
    mailer.compose(
      toMessage({
        runId,
        from: settings.from,
        email,
        severity: report.verdict.severity,
        generatedAtMs: report.generatedAtMs,
        listId,
      }),
    ),
  send: async (runId, mail, record, signal) => {
    try {
      outbox.enqueue(runId, mail, record);
    } catch (error) {
      log.error(
        { event: 'outbox_not_written', runId, error },
        'The report is sent without being stored first',
      );
      return withoutOutbox(await mailer.send(mail, { recipients: mailer.recipients }, signal));
    }
    const sent = (await outbox.flush(signal, runId)).get(runId);
    return sent ?? { outcome: 'kept', reason: 'The program was stopped before the report was sent.' };
  },
});

/** Nobody will try again what was not stored. */
const withoutOutbox = (result: SendResult): Sent => {
  if (result.outcome === 'delivered') return { outcome: 'delivered' };
  const { outcome, reason } = result;
  return { outcome: outcome === 'refused' ? 'refused' : 'failed', reason };
};
