import { readSettings, realIo } from '../app.ts';
import { runChecklist } from '../check/live.ts';
import { writeLine } from '../check/write.ts';
import type { Config } from '../config/config.ts';
import { reportsDirectory } from '../deliver/archive.ts';
import { describeWebhook } from '../deliver/webhook/settings.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { partlyConfiguredWords } from '../integrations/enable.ts';
import type { Io } from '../io.ts';
import { createScrub } from '../log-scrub.ts';
import { openProgress } from '../open-progress.ts';
import { skippedTimes } from '../schedule/schedule.ts';
import { wallClock } from '../schedule/wall-clock.ts';
import type { Settings } from '../settings.ts';
import { watchStopSignals } from '../stop.ts';

export interface CheckOptions {
  /** Also try everything that is configured. */
  readonly live?: boolean;
}

/** `unifi-report check`: is the configuration complete, when are the next runs, which integrations are on. */
export const check = async ({ live = false }: CheckOptions, io: Io = realIo()): Promise<ExitCode> => {
  if (live) return checkLive(io);
  const settings = await readSettings(io);
  io.stdout.write(`${summary(settings, io.now()).join('\n')}\n`);
  return exitCodes.delivered;
};

/** `check --live`: tries everything, prints one line for each as soon as it is known; sends and records nothing. */
const checkLive = async (io: Io): Promise<ExitCode> => {
  const settings = await readSettings({ ...io, env: { ...io.env, LOG_LEVEL: logLevelOf(io) } });
  const scrub = createScrub(settings.config.secrets);
  const stop = watchStopSignals(process);
  const failed: string[] = [];
  try {
    await runChecklist({
      settings,
      io,
      signal: stop.asking,
      progress: openProgress(settings, io),
      say: (line) => {
        // What is cancelled has not failed.
        if (stop.asking.aborted) return;
        if (line.status === 'FAILED') failed.push(line.subject);
        io.stdout.write(`${writeLine(line, scrub)}\n`);
      },
    });
    if (stop.asking.aborted) return exitCodes.terminated;
    io.stdout.write(`\n${verdictOf(failed)}\n`);
    return failed.length === 0 ? exitCodes.delivered : exitCodes.unexpected;
  } finally {
    stop.dispose();
  }
};

/** The checklist shows what goes well; what the log adds are reasons. */
const logLevelOf = ({ env }: Io): string => env.LOG_LEVEL?.trim() || 'warn';

const verdictOf = (failed: readonly string[]): string =>
  failed.length === 0 ? 'Everything that is set up works.' : `To be put right: ${failed.join(', ')}.`;

const runsShown = 3;

const summary = ({ config, schedule, integrations }: Settings, nowMs: number): readonly string[] => [
  'The configuration is complete.',
  `Console: ${config.console.host}, ${credentialsOf(config.console.credentials.kind)}`,
  config.mail === undefined
    ? `Mail: off (SMTP_HOST is not set), reports are ${savedWhere(config)}`
    : `Mail: ${config.mail.host}:${config.mail.port} (${config.mail.tls === 'none' ? 'not encrypted' : config.mail.tls}) to ${config.mail.to.join(', ')}`,
  ...(config.webhook === undefined ? [] : [`Webhook: ${describeWebhook(config.webhook)}`]),
  ...watching(config),
  `Next runs (${config.schedule.expression}, ${config.schedule.timeZone}):`,
  ...schedule.next(runsShown).map((atMs) => `  ${wallClock(atMs, config.schedule.timeZone)}`),
  'Integrations:',
  ...integrations.on.map(({ displayName }) => `  ${displayName}: on`),
  ...integrations.partial.map(
    (partly) => `  ${partly.definition.displayName}: ${partlyConfiguredWords(partly)}`,
  ),
  ...integrations.off.map(
    ({ displayName, requiredEnv }) => `  ${displayName}: off (${requiredEnv.join(', ')} not set)`,
  ),
  ...[...config.warnings, ...skippedTimes(config.schedule, nowMs)].map((warning) => `Warning: ${warning}`),
];

const savedWhere = ({ webhook, dataDir }: Config): string => {
  const saved = `saved under ${reportsDirectory(dataDir)}`;
  return webhook === undefined ? saved : `${saved} and posted to the webhook`;
};

const watching = ({ pingUrl, listen }: Config): readonly string[] => [
  ...(pingUrl === undefined ? [] : ['Watching service: told of every report (PING_URL)']),
  ...(listen === undefined
    ? []
    : [`The daemon serves /healthz and /metrics at ${listen.host}, port ${listen.port}`]),
];

const credentialsOf = (kind: 'key' | 'login'): string =>
  kind === 'key' ? 'with an API key' : 'with a local login';
