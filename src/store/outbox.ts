import * as v from 'valibot';
import { type ChannelName, channelNames } from '../deliver/channel.ts';
import { concludeRun, putDelivery } from './deliveries.ts';
import type { Sql } from './sql.ts';
import type { OutboxEntry, OutboxRecipient, Store, StoredOutbox, Undelivered } from './store.ts';

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
    channel: v.picklist(channelNames),
    address: v.string(),
    state: v.picklist(['refused', 'unconfirmed']),
    reason: v.nullable(v.string()),
  }),
  v.transform(
    (row): Undelivered => ({
      channel: row.channel,
      runId: row.run_id,
      startedAtMs: row.started_at_ms,
      address: row.address,
      state: row.state,
      ...(row.reason !== null && { reason: row.reason }),
    }),
  ),
);

/** The tables of reports that are still to be sent, and of what became of each for each of its recipients. */
export const createOutboxTables = (sql: Sql): Pick<Store, 'outbox' | 'undelivered'> => ({
  outbox: (channel) => createStoredOutbox(sql, channel),

  undelivered: (source) =>
    sql
      .all(
        `SELECT recipients.*, runs.started_at_ms FROM recipients JOIN runs ON runs.id = recipients.run_id
         WHERE runs.source = ? AND recipients.state IN ('refused', 'unconfirmed') AND NOT EXISTS (
           SELECT 1 FROM runs AS later
           WHERE later.source = runs.source AND later.outcome = 'delivered'
             AND later.number > recipients.after_run_number
         ) ORDER BY recipients.number`,
        source,
      )
      .map((row) => v.parse(UndeliveredRow, row)),
});

const createStoredOutbox = (sql: Sql, channel: ChannelName): StoredOutbox => {
  const recipientsOf = (runId: string): readonly OutboxRecipient[] =>
    sql
      .all('SELECT * FROM recipients WHERE run_id = ? AND channel = ? ORDER BY number', runId, channel)
      .map((row) => v.parse(RecipientRow, row));

  const putRecipient = (runId: string, { address, state, unknownAttempts, reason }: OutboxRecipient): void =>
    sql.run(
      `INSERT INTO recipients (run_id, channel, address, state, unknown_attempts, reason, after_run_number)
       VALUES (?, ?, ?, ?, ?, ?, (SELECT MAX(number) FROM runs))
       ON CONFLICT (run_id, channel, address) DO UPDATE SET
         state = excluded.state, unknown_attempts = excluded.unknown_attempts, reason = excluded.reason,
         after_run_number = excluded.after_run_number, handed_over = 0`,
      runId,
      channel,
      address,
      state,
      unknownAttempts,
      reason ?? null,
    );

  const recordSends: StoredOutbox['recordSends'] = (runId, outcome, recipients) =>
    sql.transaction(() => {
      for (const recipient of recipients) putRecipient(runId, recipient);
      putDelivery(sql, runId, channel, outcome);
      concludeRun(sql, runId);
    });

  return {
    // A report that lies here is never changed: no id may go out with two contents.
    put: (runId, { messageId, raw }, addresses) =>
      sql.transaction(() => {
        sql.run(
          'INSERT INTO parcels (run_id, channel, message_id, raw) VALUES (?, ?, ?, ?)',
          runId,
          channel,
          messageId,
          raw,
        );
        for (const address of addresses)
          putRecipient(runId, { address, state: 'pending', unknownAttempts: 0 });
        putDelivery(sql, runId, channel, 'kept');
      }),

    entries: () =>
      sql
        .all(
          `SELECT parcels.*, runs.source FROM parcels JOIN runs ON runs.id = parcels.run_id
           WHERE channel = ? ORDER BY parcels.number`,
          channel,
        )
        .map((row) => v.parse(EntryRow, row))
        .map(
          ({ run_id: runId, source, message_id: messageId, raw }): OutboxEntry => ({
            runId,
            source,
            parcel: { messageId, raw },
            recipients: recipientsOf(runId),
          }),
        ),

    countLeftHandedOver: () =>
      sql.run(
        `UPDATE recipients SET unknown_attempts = unknown_attempts + 1, handed_over = 0
         WHERE channel = ? AND handed_over = 1`,
        channel,
      ),

    markHandedOver: (runId, addresses) =>
      sql.transaction(() => {
        for (const address of addresses)
          sql.run(
            `INSERT INTO recipients (run_id, channel, address, state, handed_over) VALUES (?, ?, ?, 'pending', 1)
             ON CONFLICT (run_id, channel, address) DO UPDATE SET handed_over = 1`,
            runId,
            channel,
            address,
          );
      }),

    recordSends,

    settle: (runId, outcome, recipients) =>
      sql.transaction(() => {
        recordSends(runId, outcome, recipients);
        const whose = [runId, channel] as const;
        sql.run(
          "UPDATE recipients SET state = 'dropped' WHERE run_id = ? AND channel = ? AND state = 'pending'",
          ...whose,
        );
        sql.run('DELETE FROM parcels WHERE run_id = ? AND channel = ?', ...whose);
      }),
  };
};
