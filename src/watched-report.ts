import type { Ping } from './deliver/ping.ts';
import { exitCodes } from './exit-codes.ts';
import { RunCancelled, type RunRequest, type RunResult, type StopSignals } from './run.ts';

export type MakeReport = (request: RunRequest, stop: StopSignals) => Promise<RunResult>;

/**
 * Tells a watching service how each report fares: every exit code but 0 is a failure, as it would be under cron. A dry
 * run is nobody's report, and one that was cancelled has not failed: if no other follows, the service misses its end.
 */
export const watchReport =
  (makeReport: MakeReport, ping: Ping): MakeReport =>
  async (request, stop) => {
    if (request.dryRun) return makeReport(request, stop);
    // Not waited for: a service that hangs must not delay the report.
    const begun = ping('start', stop.asking);
    const tell = async (moment: 'success' | 'failure'): Promise<void> => {
      await begun;
      await ping(moment, stop.sending);
    };
    try {
      const result = await makeReport(request, stop);
      await tell(result.exitCode === exitCodes.delivered ? 'success' : 'failure');
      return result;
    } catch (error) {
      if (!(error instanceof RunCancelled)) await tell('failure');
      throw error;
    }
  };
