import * as v from 'valibot';
import { type ChannelName, channelNames } from '../deliver/channel.ts';
import type { Sql } from './sql.ts';
import type { ChannelOutcome, ChannelOutcomes } from './store.ts';

/** Best first: a report that one channel has delivered is read, whatever the others do. */
export const channelOutcomes = ['delivered', 'kept', 'refused', 'failed'] as const satisfies ChannelOutcome[];

const rank = channelOutcomes.map((outcome, index) => `WHEN '${outcome}' THEN ${index}`).join(' ');

/** What became of a run by one channel. */
export const putDelivery = (sql: Sql, runId: string, channel: ChannelName, outcome: ChannelOutcome): void =>
  sql.run(
    `INSERT INTO deliveries (run_id, channel, outcome) VALUES (?, ?, ?)
     ON CONFLICT (run_id, channel) DO UPDATE SET outcome = excluded.outcome`,
    runId,
    channel,
    outcome,
  );

/** The outcome of a run is the best of its channels. */
export const concludeRun = (sql: Sql, runId: string): void =>
  sql.run(
    `UPDATE runs SET outcome = (
       SELECT outcome FROM deliveries WHERE run_id = runs.id ORDER BY CASE outcome ${rank} END LIMIT 1
     ) WHERE id = ?`,
    runId,
  );

/** Beside a row of `runs`: its deliveries as a JSON object. */
export const deliveriesColumn =
  '(SELECT json_group_object(channel, outcome) FROM deliveries WHERE run_id = runs.id) AS channels';

const Outcomes = v.record(v.picklist(channelNames), v.picklist(channelOutcomes));

/** What that column holds; nothing for what was only saved. */
export const readDeliveries = (column: string | undefined): { readonly channels?: ChannelOutcomes } => {
  if (column === undefined || column === '{}') return {};
  return { channels: v.parse(Outcomes, JSON.parse(column)) };
};
