import * as v from 'valibot';
import type { Sql } from './sql.ts';
import type { OutboxEntry, Store } from './store.ts';

const OutboxRow = v.pipe(
  v.object({
    run_id: v.string(),
    message_id: v.string(),
    subject: v.string(),
    html: v.string(),
    text: v.string(),
    date_ms: v.number(),
    severity: v.picklist(['critical', 'warning', 'notice', 'clear']),
    attempts: v.number(),
    sending: v.number(),
    unknown_attempts: v.number(),
  }),
  v.transform(
    (row): OutboxEntry => ({
      runId: row.run_id,
      message: {
        messageId: row.message_id,
        subject: row.subject,
        html: row.html,
        text: row.text,
        dateMs: row.date_ms,
        severity: row.severity,
      },
      attempts: row.attempts,
      sending: row.sending === 1,
      unknownAttempts: row.unknown_attempts,
    }),
  ),
);

type OutboxTable = Pick<
  Store,
  'putOutbox' | 'outbox' | 'markSending' | 'markAttempt' | 'removeOutbox' | 'settle'
>;

/** The table of reports that are still to be sent. */
export const createOutboxTable = (sql: Sql): OutboxTable => {
  const removeOutbox = (runId: string): void => sql.run('DELETE FROM outbox WHERE run_id = ?', runId);

  return {
    // A report that lies here is never changed: no Message-ID may go out with two contents.
    putOutbox: (runId, { messageId, subject, html, text, dateMs, severity }) =>
      sql.run(
        `INSERT INTO outbox (run_id, message_id, subject, html, text, date_ms, severity)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_id) DO NOTHING`,
        runId,
        messageId,
        subject,
        html,
        text,
        Math.round(dateMs),
        severity,
      ),

    outbox: () => sql.all('SELECT * FROM outbox ORDER BY number').map((row) => v.parse(OutboxRow, row)),

    markSending: (runId) =>
      sql.run(
        `UPDATE outbox SET unknown_attempts = unknown_attempts + sending, sending = 1, attempts = attempts + 1
         WHERE run_id = ?`,
        runId,
      ),

    markAttempt: (runId, reason) =>
      sql.run('UPDATE outbox SET sending = 0, last_reason = ? WHERE run_id = ?', reason, runId),

    removeOutbox,

    settle: (runId, outcome) =>
      sql.transaction(() => {
        removeOutbox(runId);
        sql.run('UPDATE runs SET outcome = ? WHERE id = ?', outcome, runId);
      }),
  };
};
