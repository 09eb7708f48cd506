import { setImmediate } from 'node:timers/promises';
import { compileWhenCalled } from './compile-when-called.ts';
import { createArchive } from './deliver/archive.ts';
import type { Io } from './io.ts';
import { loadOnce } from './load-once.ts';
import { createMemory } from './memory.ts';
import { openHiding } from './open-hiding.ts';
import type { Progress } from './progress/progress.ts';
import type { RunDeps } from './run.ts';
import { reportPeriod } from './schedule/period.ts';
import { createSending } from './sending.ts';
import type { Settings } from './settings.ts';
import { createSources } from './sources.ts';
import { roomNotices } from './store/room.ts';
import type { Store } from './store/store.ts';
import { programVersion } from './version.ts';

export interface RunDepsInput extends Settings {
  readonly io: Pick<Io, 'now' | 'random' | 'newId' | 'readFile'>;
  readonly store: Store;
  /** Console and site, the key of this network in the store. */
  readonly source: string;
  /** What the reader has to know about the store. */
  readonly notices: readonly string[];
  /** Told of each source while it is read. */
  readonly progress: Progress;
}

/** Puts everything together that one report needs. */
export const createRunDeps = (input: RunDepsInput): RunDeps => {
  const { config, log, schedule, store, source, io, progress } = input;
  const { asks, sends } = { asks: createSources(input, { ...io, progress }), sends: createSending(input) };
  // A daemon that only waits, and a command that makes no report, do without.
  const writing = loadOnce(async () => (await import('./writing.ts')).openWriting(config, log));
  const { keepMs, privacy } = config.memory;
  const memory = createMemory({ store, source, privacy, keepMs, now: io.now, log });
  const hiding = openHiding(config, io);
  const archive = createArchive({
    dataDir: config.dataDir,
    keep: config.reportKeep,
    renderIndex: async (reports) => (await writing()).renderIndex(reports),
    log,
  });

  return {
    ...asks,
    ...sends,
    now: io.now,
    newId: io.newId,
    log,
    onlyIf: config.report.onlyIf,
    reportSettings: {
      ...(config.report.title === undefined ? {} : { title: config.report.title }),
      timeZone: config.report.timeZone,
      programVersion: programVersion(),
      findings: config.findings,
      notices: [...input.notices, ...hiding.notices, ...insecureNotices(input)],
    },
    periodNow: (sinceMs) =>
      reportPeriod({
        nowMs: io.now(),
        lastMarkMs: memory.lastMarkMs(),
        sinceMs,
        schedule: config.schedule,
        nextMs: () => schedule.next(2),
      }),
    nextRunAtMs: () => schedule.next(1)[0],
    writing: async () => {
      const loaded = await writing();
      compileWhenCalled();
      // Answers that have come meanwhile are read first.
      await setImmediate();
      await sends.getReady();
      return loaded;
    },
    nameFor: archive.nameFor,
    save: async (email, report) => (await archive.save(email, report)).htmlPath,
    hideClients: hiding.hide,
    recall: () => ({
      recalled: memory.recall(),
      news: [...memory.news(), ...sends.undelivered(), ...roomNotices(config.dataDir)],
    }),
    recordRun: (run, known) => memory.record({ ...run, integrations: asks.integrationStats() }, known),
  };
};

const insecureNotices = ({ config }: RunDepsInput): readonly string[] =>
  config.console.tls.mode === 'insecure'
    ? [`The certificate of the console ${config.console.host} is not checked (UNIFI_TLS_VERIFY=false).`]
    : [];
