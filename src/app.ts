import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Config } from './config/config.ts';
import { loadConfig } from './config/load.ts';
import { runDaemon } from './daemon.ts';
import { createExclusive, type Exclusive } from './exclusive.ts';
import { noteFailures } from './failed-report.ts';
import { enableIntegrations, warnPartlyConfigured } from './integrations/enable.ts';
import { integrations } from './integrations/index.ts';
import type { IntegrationDefinition } from './integrations/integration.ts';
import type { Io } from './io.ts';
import { createLog } from './log.ts';
import { createRest } from './memory-at-rest.ts';
import type { Log } from './net/log.ts';
import { openListening } from './open-listening.ts';
import { openPing } from './open-ping.ts';
import { openProgress } from './open-progress.ts';
import { noProgress } from './progress/progress.ts';
import { runReport, type StopSignals } from './run.ts';
import { createRunDeps } from './run-deps.ts';
import { createSchedule } from './schedule/schedule.ts';
import type { Settings } from './settings.ts';
import { memoryStore, type OpenedStore, openStore } from './store/database.ts';
import type { Store } from './store/store.ts';
import { showsColours } from './terminal-colours.ts';
import { type MakeReport, watchReport } from './watched-report.ts';

/** The program, put together and ready to be asked for reports. */
export interface App extends Settings {
  readonly store: Store;
  /** One at a time for each `DATA_DIR`. @throws BusyError when another one is being made. */
  readonly makeReport: MakeReport;
  /** The one daemon of a `DATA_DIR`, until the returned function is called. @throws BusyError when there is another. */
  becomeDaemon(): () => void;
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
    isColoured: showsColours(io),
    now: io.now,
  });
  const members = [...integrations, ...(await declaredIn(config))];
  const enabled = enableIntegrations(members, config.integrations.env);
  return {
    config,
    log,
    schedule: createSchedule(config.schedule, { log, now: io.now }),
    integrations: enabled,
  };
};

/** What asks and writes them is loaded where there are any: most people declare none. */
const declaredIn = async ({
  integrations: { declared },
}: Config): Promise<readonly IntegrationDefinition[]> => {
  if (declared.length === 0) return [];
  const { toDefinition } = await import('./integrations/declared/definition.ts');
  return declared.map(toDefinition);
};

/** What works but should be known, into the log; `check` prints it instead. */
export const logWarnings = ({ config, log, integrations: { partial } }: Settings): void => {
  for (const warning of config.warnings) log.warn({ event: 'configuration', warning }, 'configuration');
  warnPartlyConfigured(partial, log);
};

export interface AppOptions {
  /** For a command that a person waits for: a line per source where that is a terminal. */
  readonly showsProgress?: boolean;
  /** Under which key of the store its reports are remembered; default console and site. */
  readonly source?: string;
}

/** @throws ConfigError with everything that is wrong with the configuration. */
export const openApp = async (io: Io, options: AppOptions = {}): Promise<App> => {
  const settings = await readSettings(io);
  logWarnings(settings);
  const { config, log, schedule } = settings;
  const { showsProgress = false, source = sourceKey(config) } = options;
  const { store, notices } = openStoreOrMemory(config.dataDir, source, io, log);
  const progress = showsProgress ? openProgress(settings, io) : noProgress;
  const deps = createRunDeps({ ...settings, io, store, source, notices, progress });
  const ping = openPing(settings, io);
  const watched = watchReport((request, stop) => runReport(deps, request, stop), ping);
  const {
    secrets,
    console: { host },
  } = config;
  const makeOne = noteFailures(watched, { ...io, secrets, host, store, source, log });

  const makeReport = restingAfter(makeOne);

  const exclusive = createExclusive({ dataDir: config.dataDir, log, now: io.now });

  return {
    ...settings,
    store,
    makeReport: onlyOne(makeReport, exclusive),
    becomeDaemon: exclusive.becomeDaemon,
    runOnSchedule: async (stop) => {
      const stopListening = await openListening(settings, { ...deps, io, store, source });
      const parts = { ...deps, ...io, schedule, exclusive, makeReport, config: config.schedule };
      const lastRunEndMs = (): number | undefined => lastRunEndOf(store, source);
      await runDaemon({ ...parts, lastRunEndMs }, stop).finally(stopListening);
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

/** A dry run neither sends nor records, so it is in nobody's way. */
const onlyOne =
  (makeReport: MakeReport, exclusive: Exclusive): MakeReport =>
  (request, stop) =>
    request.dryRun
      ? makeReport(request, stop)
      : exclusive.orRefuse('making a report', () => makeReport(request, stop));

/** A process that ends after its report need not tidy up. */
const restingAfter = (makeReport: MakeReport): MakeReport => {
  const rest = createRest();
  return async (request, stop) => {
    try {
      return await makeReport(request, stop);
    } finally {
      if (request.cause === 'schedule' || request.cause === 'catch-up') rest();
    }
  };
};

/** A store that cannot be read knows of no report. */
const lastRunEndOf = (store: Store, source: string): number | undefined => {
  try {
    return store.lastRunEndMs(source);
  } catch {
    return undefined;
  }
};
