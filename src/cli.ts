import { Command, CommanderError } from 'commander';
import { BusyError } from './busy-error.ts';
import { ConfigError } from './config/config.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { setupFlags } from './setup/flags.ts';
import { mailRecipeIds } from './setup/mail-recipes.ts';
import { UsageError } from './usage-error.ts';
import { programVersion } from './version.ts';

type Finish = (code: ExitCode) => void;

/** What a command needs of the world that must not load the whole program for it. */
export type World = Pick<Io, 'env' | 'now'>;

/** What a command that loads the program needs before. */
const whole = async <Module>(load: () => Promise<Module>): Promise<Module> => {
  (await import('./engine.ts')).prepareEngine();
  return load();
};

/** argv → command. Commands are imported only when called, so that `--version` and `--help` stay quick. */
const describe = (finish: Finish, world: World): Command => {
  const program = new Command('unifi-report')
    .description(
      'The morning report for a UniFi network: one e-mail, worst first. Configured by environment variables.',
    )
    .version(programVersion())
    .exitOverride();

  program
    .command('run')
    .description('make reports on the schedule, or one now with --once')
    .option('--once', 'make one report now and exit')
    .option(
      '--since <duration>',
      'cover this long instead of the time since the last report, e.g. 24h (with --once)',
    )
    .option('--dry-run', 'send and record nothing; print the text part (with --once)')
    .option('--out <file>', 'also write the HTML part to this file (with --once)')
    .action(async (options) => finish(await (await whole(() => import('./commands/run.ts'))).run(options)));

  describeSetup(program).action(async (options) =>
    finish(await (await whole(() => import('./commands/setup.ts'))).setup(options)),
  );

  program
    .command('check')
    .description('validate the configuration; show the next runs and which integrations are on')
    .option('--live', 'also try everything that is set up: console, integrations, mail server; sends nothing')
    .action(async (options) =>
      finish(await (await whole(() => import('./commands/check.ts'))).check(options)),
    );

  program
    .command('send-test')
    .description('send one small message through the mail server to every recipient')
    .action(async () => finish(await (await whole(() => import('./commands/send-test.ts'))).sendTest()));

  program
    .command('try')
    .description('ask one integration of INTEGRATIONS_FILE now and print its section')
    .argument('<id>', 'its id in the file')
    .option('--requests', 'also print the requests that were made, without secrets')
    .action(async (id, options) =>
      finish(await (await whole(() => import('./commands/try.ts'))).tryIntegration(id, options)),
    );

  program
    .command('demo')
    .description('make one report of an embedded demo network')
    .option('--generation <name>', 'newest, classic, or a version from v7 to v11', 'newest')
    .option('--login', 'log in with user name and password instead of a key')
    .action(async (options) => finish(await (await whole(() => import('./commands/demo.ts'))).demo(options)));

  program
    .command('preview')
    .description(
      'write the newest saved report (or the demo network’s) as one file for a browser; print its path',
    )
    .option('--out <file>', 'write it here instead of to DATA_DIR/preview.html')
    .action(async (options) =>
      finish(await (await whole(() => import('./commands/preview.ts'))).preview(options)),
    );

  program
    .command('history')
    .description('list the reports made so far')
    .option('--json', 'one JSON object per line')
    .action(async (options) =>
      finish(await (await whole(() => import('./commands/history.ts'))).history(options)),
    );

  program
    .command('health')
    .description('tell whether the daemon is alive, for a health check (reads DATA_DIR only)')
    .action(async () => {
      const { stdout, stderr } = process;
      finish((await import('./commands/health.ts')).health({ ...world, stdout, stderr }));
    });

  return program;
};

const describeSetup = (program: Command): Command => {
  const setup = program
    .command('setup')
    .description('ask for what a report needs, try it, and write it to an env file')
    .option('--out <file>', 'the env file', 'unifi-report.env')
    .option('--force', 'replace the env file if it exists')
    .option('--yes', 'ask nothing: take variables and flags, and fail where something is missing')
    .option('--non-interactive', 'the same as --yes')
    .option('--stdin', 'also read variables from stdin, lines of NAME=value (secrets have no flags)')
    .option('--pin', 'pin the certificate that the console shows, without comparing it (with --yes)')
    .option('--mail <provider>', `settings of a mail provider: ${mailRecipeIds.join(', ')}`)
    .option('--send-test', 'send a test message, by mail and webhook (with --yes)')
    .option('--no-check', 'write the answers without trying them (with --yes)');
  for (const { flag, variable, meaning } of setupFlags)
    setup.option(`--${flag} <value>`, `${variable}: ${meaning}`);
  return setup;
};

const sentenceOf = (error: unknown): string => {
  if (error instanceof ConfigError) return `The configuration has problems:\n${indent(error.message)}`;
  if (error instanceof Error) return error.message;
  return 'something failed without saying why';
};

const indent = (lines: string): string => lines.replaceAll(/^/gm, '  ');

const exitCodeOf = (error: unknown): ExitCode => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.delivered : exitCodes.usage;
  if (error instanceof BusyError) return exitCodes.busy;
  return error instanceof ConfigError || error instanceof UsageError ? exitCodes.usage : exitCodes.unexpected;
};

/** Whoever reads may have seen enough, as in `| head`: that is no error of ours. */
const allowEarlyEnd = (output: NodeJS.WriteStream): void => {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
};

/** Runs one command. Any error becomes one message on stderr and an exit code; nothing is thrown. */
export const main = async (argv: readonly string[], world: World): Promise<void> => {
  for (const output of [process.stdout, process.stderr]) allowEarlyEnd(output);
  try {
    await describe((code) => {
      process.exitCode = code;
    }, world).parseAsync(argv, { from: 'user' });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    // Commander has already written its own messages.
    if (!(error instanceof CommanderError)) process.stderr.write(`unifi-report: ${sentenceOf(error)}\n`);
  }
};
