import { join } from 'node:path';
import { type App, openApp } from '../app.ts';
import { defaultOf } from '../config/variables.ts';
import type { GenerationName } from '../demo/console/generation.ts';
import { type Demo, startDemo } from '../demo/demo.ts';
import type { Io } from '../io.ts';
import type { StopSignals } from '../run.ts';
import { watchStopSignals } from '../stop.ts';

export interface DemoAppOptions {
  readonly generation?: GenerationName;
  readonly withLogin?: boolean;
  /** Default: beside what is real, so that the demo can write wherever the program can. */
  readonly dataDir?: string;
}

interface DemoApp {
  readonly app: App;
  readonly servers: Demo;
  readonly stop: StopSignals;
}

/** `DATA_DIR`, without the rest of the configuration. */
export const dataDirOf = ({ env }: Pick<Io, 'env'>): string => env.DATA_DIR?.trim() || defaultOf('DATA_DIR');

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The program as it is, against an embedded console, Cloudflare and mail server on loopback, as long as `use` takes. It has
 * made the report of the day before by then, so that the next one tells what has changed.
 */
export const withDemoApp = async <T>(
  io: Io,
  options: DemoAppOptions,
  use: (demo: DemoApp) => Promise<T>,
): Promise<T> => {
  const { dataDir = join(dataDirOf(io), 'demo'), ...chosen } = options;
  const servers = await startDemo({ nowMs: io.now(), ...chosen });
  const stop = watchStopSignals(process);
  try {
    const env = { ...passedOn(io.env), ...servers.env, DATA_DIR: dataDir };
    await reportDayBefore({ ...io, env, now: () => io.now() - dayMs }, chosen, stop);
    const app = await openApp({ ...io, env }, { showsProgress: true });
    try {
      return await use({ app, servers, stop });
    } finally {
      app.close();
    }
  } finally {
    stop.dispose();
    await servers.close();
  }
};

/** To servers of its own, and under the name of those of today. */
const reportDayBefore = async (
  io: Io,
  options: Omit<DemoAppOptions, 'dataDir'>,
  stop: StopSignals,
): Promise<void> => {
  const servers = await startDemo({ nowMs: io.now(), day: 'the day before', ...options });
  try {
    const source = io.env.UNIFI_HOST;
    const env = { ...io.env, ...servers.env };
    const app = await openApp({ ...io, env }, source === undefined ? {} : { source });
    try {
      await app.makeReport({ dryRun: false, cause: 'demo' }, stop);
    } finally {
      app.close();
    }
  } finally {
    await servers.close();
  }
};

/** Nothing of a real configuration reaches the demo, but how it looks may be chosen. */
const passedOn = ({ LOG_LEVEL = 'error', ...env }: Io['env']) => ({
  TZ: env.TZ,
  REPORT_TIMEZONE: env.REPORT_TIMEZONE,
  REPORT_LOCALE: env.REPORT_LOCALE,
  LOG_FORMAT: env.LOG_FORMAT,
  LOG_LEVEL,
  TERM: env.TERM,
  NO_COLOR: env.NO_COLOR,
});
