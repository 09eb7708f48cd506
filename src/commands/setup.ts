import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { readSettings, realIo } from '../app.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { type Answers, answersIn, surroundingsIn } from '../setup/answers.ts';
import { answersOfFlags } from '../setup/flags.ts';
import { mailRecipeCalled, mailRecipeIds } from '../setup/mail-recipes.ts';
import type { Place } from '../setup/place.ts';
import { SetupStopped } from '../setup/prompter.ts';
import { readStdinAnswers } from '../setup/stdin-answers.ts';
import { setUpUnattended } from '../setup/unattended.ts';
import type { SetupRequest, SetupWorld } from '../setup/world.ts';
import { watchStopSignals } from '../stop.ts';
import { UsageError } from '../usage-error.ts';

/** By the name of the flag in camel case, as the command line reads them. */
export interface SetupOptions {
  readonly out: string;
  readonly yes?: boolean;
  readonly nonInteractive?: boolean;
  readonly force?: boolean;
  readonly pin?: boolean;
  readonly mail?: string;
  readonly sendTest?: boolean;
  readonly stdin?: boolean;
  /** False after `--no-check`. */
  readonly check: boolean;
  readonly [flag: string]: unknown;
}

/**
 * `unifi-report setup`: from nothing to an env file that works, by questions on a terminal or, without one, from
 * variables and flags alone.
 * @throws ConfigError with everything that is missing or wrong, UsageError
 */
export const setup = async (options: SetupOptions, io: Io = realIo()): Promise<ExitCode> => {
  const env = options.stdin === true ? { ...io.env, ...(await readStdinAnswers(process.stdin)) } : io.env;
  const given = { ...recipeOf(options), ...answersIn(env), ...answersOfFlags(options) };
  let stoppedBy: NodeJS.Signals | undefined;
  const stop = watchStopSignals(process, (signal) => {
    stoppedBy = signal;
  });
  const request = requestOf(options, given);
  const world = worldOf({ ...io, env }, stop.asking);
  try {
    const code = isAttended(options, io)
      ? await converse(request, world)
      : await setUpUnattended(request, world);
    return stoppedBy === undefined ? code : exitCodeAfter(stoppedBy);
  } catch (error) {
    if (!(error instanceof SetupStopped)) throw error;
    io.stderr.write(`unifi-report: ${error.message}\n`);
    if (error.reason === 'given_up') return exitCodes.unexpected;
    return exitCodeAfter(stoppedBy ?? 'SIGINT');
  } finally {
    stop.dispose();
  }
};

/** There is somebody to ask, who wants to be asked. */
const isAttended = ({ yes, nonInteractive, stdin }: SetupOptions, { stdout }: Io): boolean =>
  yes !== true && nonInteractive !== true && stdin !== true && process.stdin.isTTY && stdout.isTTY;

/** @throws SetupStopped */
const converse = async (request: SetupRequest, world: SetupWorld): Promise<ExitCode> => {
  const { io, signal } = world;
  const { openPrompter } = await import('../setup/open-prompter.ts');
  const prompter = await openPrompter({ input: process.stdin, output: io.stdout, signal }, io.env);
  try {
    return await (await import('../setup/attended.ts')).setUpAttended(request, prompter, world);
  } finally {
    prompter.close();
  }
};

/** Ctrl-C reaches a terminal that is read key by key as a key, not as a signal. */
const exitCodeAfter = (signal: NodeJS.Signals): ExitCode =>
  signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;

const requestOf = (options: SetupOptions, given: Answers): SetupRequest => ({
  given,
  out: resolve(options.out),
  overwrite: options.force === true,
  pin: options.pin === true,
  ...(options.mail === undefined ? {} : { mail: options.mail }),
  sendTest: options.sendTest === true,
  tryAnswers: options.check,
});

/** @throws UsageError */
const recipeOf = ({ mail }: SetupOptions): Answers => {
  if (mail === undefined) return {};
  const recipe = mailRecipeCalled(mail);
  if (recipe === undefined) throw new UsageError(`--mail: choose one of ${mailRecipeIds.join(', ')}`);
  return recipe.settings;
};

/** What reasons there are stands in the answers; log lines between them would only be in the way. */
const silently = { LOG_LEVEL: 'silent' };

const worldOf = (io: Io, signal: AbortSignal): SetupWorld => {
  const surroundings = surroundingsIn(io.env);
  return {
    io,
    place: placeOf(),
    openSettings: (answers) => readSettings({ ...io, env: { ...surroundings, ...silently, ...answers } }),
    signal,
  };
};

/** Where the Dockerfile puts it. */
const binInImage = '/app/bin/unifi-report.js';

const placeOf = (): Place => {
  // Not the link by which it was started: npx lays one into a cache that is emptied some day.
  const called = resolve(process.argv[1] ?? 'bin/unifi-report.js');
  // Node also finds it when it is called without its extension, under which nothing lies.
  const bin = existsSync(called) ? realpathSync(called) : called;
  return {
    node: process.execPath,
    bin,
    home: homedir(),
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    user: String(process.getuid?.() ?? 0),
    isContainer: bin === binInImage,
  };
};
