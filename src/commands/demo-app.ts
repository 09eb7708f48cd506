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
}

interface DemoApp {
  readonly app: App;
  readonly servers: Demo;
  readonly stop: StopSignals;
}

/** `DATA_DIR`, without the rest of the configuration. */
export const dataDirOf = ({ env }: Pick<Io, 'env'>): string => env.DATA_DIR?.trim() || defaultOf('DATA_DIR');

/** The program as it is, against an embedded console, Cloudflare and mail server on loopback, as long as `use` takes. */
export const withDemoApp = async <T>(
  io: Io,
  options: DemoAppOptions,
  use: (demo: DemoApp) => Promise<T>,
): Promise<T> => {
  const servers = await startDemo({ nowMs: io.now(), ...options });
  const stop = watchStopSignals(process);
  try {
    // Beside what is real, so that the demo can write wherever the program can.
    const dataDir = join(dataDirOf(io), 'demo');
    const env = { ...passedOn(io.env), ...servers.env, DATA_DIR: dataDir };
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
