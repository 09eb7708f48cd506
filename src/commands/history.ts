import { openApp, realIo } from '../app.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { IntegrationStats } from '../integrations/runner.ts';
import type { Io } from '../io.ts';
import type { RunRecord } from '../store/store.ts';

const mostRuns = 100;

/** `unifi-report history`: the reports made so far, newest first; with `--json` one object per line for machines. */
export const history = async (options: { json?: boolean }, io: Io = realIo()): Promise<ExitCode> => {
  const app = await openApp(io);
  try {
    const write = options.json === true ? asJson : asLine;
    for (const run of app.store.runs(mostRuns)) io.stdout.write(`${write(run)}\n`);
    return exitCodes.delivered;
  } finally {
    app.close();
  }
};

/** At least `id, from, to, outcome, messageId, exitCode` (DESIGN §6); times are ISO 8601 in UTC. */
const asJson = (run: RunRecord & { readonly source: string }): string => {
  const { startedAtMs, fromMs, toMs, integrations = [], channels: sent = {}, ...rest } = run;
  const times = { startedAt: iso(startedAtMs), from: iso(fromMs), to: iso(toMs) };
  const channels = { ...sent, file: rest.savedAs === undefined ? 'failed' : 'delivered' };
  return JSON.stringify({ ...rest, ...times, channels, integrations: integrations.map(statsOf) });
};

const statsOf = ({ lastFailureAtMs, lastSuccessAtMs, ...rest }: IntegrationStats) => ({
  ...rest,
  ...(lastFailureAtMs === undefined ? {} : { lastFailureAt: iso(lastFailureAtMs) }),
  ...(lastSuccessAtMs === undefined ? {} : { lastSuccessAt: iso(lastSuccessAtMs) }),
});

const asLine = (run: RunRecord): string =>
  `${iso(run.startedAtMs)}  ${run.outcome.padEnd(9)}  exit ${run.exitCode}  ${run.subject}`;

const iso = (atMs: number): string => new Date(atMs).toISOString();
