import { openApp, realIo } from '../app.ts';
import { parseDuration } from '../config/durations.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { startHeartbeat } from '../heartbeat.ts';
import type { Io } from '../io.ts';
import type { Log } from '../net/log.ts';
import { RunCancelled, type RunResult } from '../run.ts';
import { watchStopSignals } from '../stop.ts';
import { UsageError } from '../usage-error.ts';

export interface RunOptions {
  readonly once?: boolean;
  readonly since?: string;
  readonly dryRun?: boolean;
  readonly out?: string;
}

/** `unifi-report run`: one report now, or one whenever the schedule says so. */
export const run = async (options: RunOptions, io: Io = realIo()): Promise<ExitCode> => {
  const sinceMs = readSince(options.since);
  if (options.once !== true) {
    refuseOnceOptions(options);
    return runOnSchedule(io);
  }
  return runOnce(options, sinceMs, io);
};

const runOnce = async (options: RunOptions, sinceMs: number | undefined, io: Io): Promise<ExitCode> => {
  const app = await openApp(io, { showsProgress: true });
  const stop = watchStopSignals(process, sayStopping(app.log));
  try {
    // Before anything is sent: a path that cannot be written is a mistake of the call, not of the report.
    writeOut(options.out, '', io);
    const dryRun = options.dryRun ?? false;
    const request = { dryRun, cause: 'once' as const, ...(sinceMs === undefined ? {} : { sinceMs }) };
    const result = await app.makeReport(request, stop);
    writeOut(options.out, result.email.page, io);
    if (dryRun) io.stdout.write(`Subject: ${result.email.subject}\n\n${result.email.text}\n`);
    if (result.exitCode !== exitCodes.notDelivered) return result.exitCode;
    io.stderr.write(notDelivered(result));
    // Asked to stop while the mail was on its way: the report is in the outbox (DESIGN §6).
    return stop.asking.aborted ? exitCodes.terminated : result.exitCode;
  } catch (error) {
    if (error instanceof RunCancelled) return exitCodes.terminated;
    throw error;
  } finally {
    stop.dispose();
    app.close();
  }
};

/** Where there are several channels, one may have delivered what another has kept. */
const notDelivered = ({ outcome, reason }: RunResult): string =>
  outcome === 'delivered'
    ? `unifi-report: not delivered everywhere: ${reason}\n`
    : `unifi-report: not delivered: ${reason}\n`;

const runOnSchedule = async (io: Io): Promise<ExitCode> => {
  const app = await openApp(io);
  try {
    const endBeingDaemon = app.becomeDaemon();
    const stop = watchStopSignals(process, sayStopping(app.log));
    const stopHeartbeat = startHeartbeat(app.config.dataDir, { now: io.now, log: app.log });
    await app.runOnSchedule(stop).finally(() => {
      stopHeartbeat();
      stop.dispose();
      endBeingDaemon();
    });
    return exitCodes.delivered;
  } finally {
    app.close();
  }
};

const sayStopping =
  (log: Log) =>
  (signal: NodeJS.Signals): void =>
    log.info({ event: 'stopping', signal }, 'asked to stop');

const writeOut = (path: string | undefined, html: string, io: Io): void => {
  if (path === undefined) return;
  try {
    io.writeFile(path, html);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error';
    throw new UsageError(`--out: the file cannot be written, choose another place (${reason})`);
  }
};

const readSince = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const duration = parseDuration(text);
  if (!duration.ok) throw new UsageError(`--since: ${duration.message}`);
  return duration.value;
};

const refuseOnceOptions = ({ since, dryRun, out }: RunOptions): void => {
  if (since !== undefined || dryRun === true || out !== undefined) {
    throw new UsageError('--since, --dry-run and --out go with --once');
  }
};
