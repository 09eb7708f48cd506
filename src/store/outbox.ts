import * as v from 'valibot';
import type { Sql } from './sql.ts';
import type { OutboxEntry, OutboxRecipient, Store, UndeliveredMail } from './store.ts';

const EntryRow = v.object({
  run_id: v.string(),
  source: v.string(),
  message_id: v.string(),
  raw: v.instance(Uint8Array),
});

const RecipientRow = v.pipe(
  v.object({
    address: v.string(),
    state: v.picklist(['pending', 'accepted', 'refused', 'unconfirmed', 'dropped']),
    unknown_attempts: v.number(),
    reason: v.nullable(v.string()),
  }),
  v.transform(
    ({ address, state, unknown_attempts: unknownAttempts, reason }): OutboxRecipient => ({
      address,
      state,
      unknownAttempts,
      ...(reason !== null && { reason }),
    }),
  ),
);

const UndeliveredRow = v.pipe(
  v.object({
    run_id: v.string(),
    started_at_ms: v.number(),
    address: v.string(),
    state: v.picklist(['refused', 'unconfirmed']),
    reason: v.nullable(v.string()),
  }),
  v.transform(
    (row): UndeliveredMail => ({
      runId: row.run_id,
      startedAtMs: row.started_at_ms,
      address: row.address,
      state: row.state,
      ...(row.reason !== null && { reason: row.reason }),
    }),
  ),
);

type OutboxTables = Pick<
  Store,
  'putOutbox' | 'outbox' | 'countLeftHandedOver' | 'markHandedOver' | 'recordSends' | 'settle' | 'undelivered'
>;

/** The tables of reports that are still to be sent, and of what became of each for each of its recipients. */
export const createOutboxTables = (sql: Sql): OutboxTables => {
  const recipientsOf = (runId: string): readonly OutboxRecipient[] =>
    sql
      .all('SELECT * FROM sends WHERE run_id = ? ORDER BY number', runId)
      .map((row) => v.parse(RecipientRow, row));

  const putRecipient = (runId: string, { address, state, unknownAttempts, reason }: OutboxRecipient): void =>
    sql.run(
      `INSERT INTO sends (run_id, address, state, unknown_attempts, reason, after_run_number)
       VALUES (?, ?, ?, ?, ?, (SELECT MAX(number) FROM runs))
       ON CONFLICT (run_id, address) DO UPDATE SET
         state = excluded.state, unknown_attempts = excluded.unknown_attempts, reason = excluded.reason,
         after_run_number = excluded.after_run_number, handed_over = 0`,
      runId,
      address,
      state,
      unknownAttempts,
      reason ?? null,
    );

  return {
    // A report that lies here is never changed: no Message-ID may go out with two contents.
    putOutbox: (runId, { messageId, raw }, addresses) =>
      sql.transaction(() => {
        sql.run('INSERT INTO outbox (run_id, message_id, raw) VALUES (?, ?, ?)', runId, messageId, raw);
        for (const address of addresses)
          putRecipient(runId, { address, state: 'pending', unknownAttempts: 0 });
      }),

    outbox: () =>
      sql
        .all(
          'SELECT outbox.*, runs.source FROM outbox JOIN runs ON runs.id = outbox.run_id ORDER BY outbox.number',
        )
        .map((row) => v.parse(EntryRow, row))
        .map(
          ({ run_id: runId, source, message_id: messageId, raw }): OutboxEntry => ({
            runId,
            source,
            mail: { messageId, raw },
            recipients: recipientsOf(runId),
          }),
        ),

    countLeftHandedOver: () =>
      sql.run(
        'UPDATE sends SET unknown_attempts = unknown_attempts + 1, handed_over = 0 WHERE handed_over = 1',
      ),

    markHandedOver: (runId, addresses) =>
      sql.transaction(() => {
        for (const address of addresses)
          sql.run(
            `INSERT INTO sends (run_id, address, state, handed_over) VALUES (?, ?, 'pending', 1)
             ON CONFLICT (run_id, address) DO UPDATE SET handed_over = 1`,
            runId,
            address,
          );
      }),

    recordSends: (runId, outcome, recipients) =>
      sql.transaction(() => {
        for (const recipient of recipients) putRecipient(runId, recipient);
        sql.run('UPDATE runs SET outcome = ? WHERE id = ?', outcome, runId);
      }),

    settle: (runId, outcome, recipients) =>
      sql.transaction(() => {
        for (const recipient of recipients) putRecipient(runId, recipient);
        sql.run("UPDATE sends SET state = 'dropped' WHERE run_id = ? AND state = 'pending'", runId);
        sql.run('DELETE FROM outbox WHERE run_id = ?', runId);
        sql.run('UPDATE runs SET outcome = ? WHERE id = ?', outcome, runId);
      }),

    undelivered: (source) =>
      sql
        .all(
          `SELECT sends.*, runs.started_at_ms FROM sends JOIN runs ON runs.id = sends.run_id
           WHERE runs.source = ? AND sends.state IN ('refused', 'unconfirmed') AND NOT EXISTS (
             SELECT 1 FROM runs AS later
             WHERE later.source = runs.source AND later.outcome = 'delivered'
               AND later.number > sends.after_run_number
           ) ORDER BY sends.number`,
          source,
        )
        .map((row) => v.parse(UndeliveredRow, row)),
  };
};
