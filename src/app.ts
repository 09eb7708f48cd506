import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Config } from './config/config.ts';
import { loadConfig } from './config/load.ts';
import { noteFailures } from './failed-report.ts';
import { enableIntegrations, warnPartlyConfigured } from './integrations/enable.ts';
import { integrations } from './integrations/index.ts';
import type { Io } from './io.ts';
import { createLog } from './log.ts';
import type { Log } from './net/log.ts';
import { openListening } from './open-listening.ts';
import { openPing } from './open-ping.ts';
import { RunCancelled, type RunRequest, type RunResult, runReport, type StopSignals } from './run.ts';
import { createRunDeps } from './run-deps.ts';
import { createSchedule, isReportOwed } from './schedule/schedule.ts';
import type { Settings } from './settings.ts';
import { memoryStore, type OpenedStore, openStore } from './store/database.ts';
import type { Store } from './store/store.ts';
import { watchReport } from './watched-report.ts';

/** The program, put together and ready to be asked for reports. */
export interface App extends Settings {
  readonly store: Store;
  makeReport(request: RunRequest, stop: StopSignals): Promise<RunResult>;
  /** Makes reports when they are due until asked to stop. */
  runOnSchedule(stop: StopSignals): Promise<void>;
  close(): void;
}

const stderrFd = 2;

/** The world as it is; the only place that reads the environment, the clock and randomness. */
export const realIo = (): Io => ({
  env: process.env,
  now: Date.now,
  random: Math.random,
  newId: randomUUID,
  readFile: (path) => readFileSync(path, 'utf8'),
  writeFile: (path, text) => writeFileSync(path, text),
  stdout: process.stdout,
  stderr: process.stderr,
});

/** @throws ConfigError with everything that is wrong with the configuration. */
export const readSettings = async (io: Io): Promise<Settings> => {
  const config = loadConfig(io, integrations);
  const log = await createLog(config.log, {
    destination: stderrFd,
    isTerminal: io.stderr.isTTY,
    secrets: config.secrets,
    now: io.now,
  });
  const enabled = enableIntegrations(integrations, config.integrations.env);
  return {
    config,
    log,
    schedule: createSchedule(config.schedule, { log, now: io.now }),
    integrations: enabled,
  };
};

/** What works but should be known, into the log; `check` prints it instead. */
export const logWarnings = ({ config, log, integrations: { partial } }: Settings): void => {
  for (const warning of config.warnings) log.warn({ event: 'configuration', warning }, 'configuration');
  warnPartlyConfigured(partial, log);
};

/** @throws ConfigError with everything that is wrong with the configuration. */
export const openApp = async (io: Io): Promise<App> => {
  const settings = await readSettings(io);
  logWarnings(settings);
  const { config, log, schedule } = settings;
  const source = sourceKey(config);
  const { store, notices } = openStoreOrMemory(config.dataDir, source, io, log);
  const deps = createRunDeps({ ...settings, io, store, source, notices });
  const ping = openPing(settings, io);
  const watched = watchReport((request, stop) => runReport(deps, request, stop), ping);
  const {
    secrets,
    console: { host },
  } = config;
  const makeReport = noteFailures(watched, { ...io, secrets, host, store, source, log });

  return {
    ...settings,
    store,
    makeReport,
    runOnSchedule: async (stop) => {
      const owed = isReportOwed(config.schedule, io.now(), store.lastRunEndMs(source));
      let cause: RunRequest['cause'] = owed ? 'catch-up' : 'schedule';
      const job = async (): Promise<void> => {
        const request: RunRequest = { dryRun: false, cause };
        cause = 'schedule';
        await makeReport(request, stop).catch(ignoreCancelled);
      };
      const stopListening = await openListening(settings, { ...deps, io, store, source });
      await schedule.start(job, stop.asking, { runNow: owed }).finally(stopListening);
    },
    close: () => store.close(),
  };
};

/** Console and site are part of every key of the store (DESIGN §5). */
const sourceKey = ({ console: { host, site } }: Config): string =>
  site === undefined ? host : `${host} ${site}`;

const openStoreOrMemory = (dataDir: string, source: string, io: Io, log: Log): OpenedStore => {
  const opened = attempt(() => openStore(dataDir, io), memoryStore);
  for (const notice of [...opened.store.untoldNews(source), ...opened.notices]) {
    log.warn({ event: 'store', notice }, 'store');
  }
  return opened;
};

const attempt = (open: () => OpenedStore, instead: (reason: string) => OpenedStore): OpenedStore => {
  try {
    return open();
  } catch (error) {
    return instead(error instanceof Error ? error.message : 'The store could not be opened.');
  }
};

const ignoreCancelled = (error: unknown): void => {
  if (!(error instanceof RunCancelled)) throw error;
};
