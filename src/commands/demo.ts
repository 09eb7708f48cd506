import { join } from 'node:path';
import { openApp, realIo } from '../app.ts';
import { defaultOf } from '../config/variables.ts';
import { type GenerationName, generationCalled, generationNames } from '../demo/console/generation.ts';
import { startDemo } from '../demo/demo.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import type { RunResult } from '../run.ts';
import { watchStopSignals } from '../stop.ts';
import { UsageError } from '../usage-error.ts';

export interface DemoOptions {
  readonly generation: string;
  readonly login?: boolean;
}

/** Beside what is real, so that the demo can write wherever the program can. */
const demoDataDir = (dataDir: string | undefined): string =>
  join(dataDir?.trim() || defaultOf('DATA_DIR'), 'demo');

const dayMs = 24 * 60 * 60 * 1000;

/** `unifi-report demo`: the main job, as it is, against an embedded console, Cloudflare and mail server on loopback. */
export const demo = async (options: DemoOptions, io: Io = realIo()): Promise<ExitCode> => {
  const generation = readGeneration(options.generation);
  const servers = await startDemo({ nowMs: io.now(), generation, withLogin: options.login ?? false });
  const stop = watchStopSignals(process);
  try {
    const env = { ...passedOn(io.env), ...servers.env, DATA_DIR: demoDataDir(io.env.DATA_DIR) };
    const app = await openApp({ ...io, env }, { showsProgress: true });
    try {
      const result = await app.makeReport({ dryRun: false, cause: 'demo', sinceMs: dayMs }, stop);
      io.stdout.write(summary(result, servers.mail.messages.length));
      return result.exitCode;
    } finally {
      app.close();
    }
  } finally {
    stop.dispose();
    await servers.close();
  }
};

const readGeneration = (text: string): GenerationName => {
  const generation = generationCalled(text);
  if (generation === undefined)
    throw new UsageError(`--generation: choose one of ${generationNames.join(', ')}`);
  return generation;
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

const summary = ({ report, email, exitCode, savedAs, reason }: RunResult, mails: number): string => {
  const delivered = exitCode === exitCodes.delivered;
  const lines = [
    delivered ? `Delivered: ${mails} mail to the demo's own mail server.` : `Not delivered: ${reason ?? ''}`,
    `Subject:   ${email.subject}`,
    `Verdict:   ${report.verdict.headline}`,
    ...report.findings.map(({ severity, title }) => `  ${severity.padEnd(8)} ${title}`),
    ...report.integrations.map(
      (section) => `Section:   ${section.displayName}${section.success ? '' : `: ${section.errorMessage}`}`,
    ),
    ...(savedAs === undefined ? [] : [`Report:    ${savedAs}  (open it in a browser)`]),
  ];
  return `${lines.join('\n')}\n`;
};
