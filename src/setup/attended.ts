import { ConfigError, type ConfigProblem } from '../config/config.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { isAnswered } from './answers.ts';
import type { Asking } from './asking.ts';
import { configProblems } from './config-problems.ts';
import { unportableProblems } from './env-file.ts';
import { finish } from './finish.ts';
import { type Prompter, SetupStopped } from './prompter.ts';
import { runStep } from './step.ts';
import { accessStep } from './steps/access-step.ts';
import { consoleStep } from './steps/console-step.ts';
import { integrationSteps } from './steps/integration-steps.ts';
import { mailStep } from './steps/mail-step.ts';
import { reportStep } from './steps/report-step.ts';
import { webhookStep } from './steps/webhook-step.ts';
import type { SetupRequest, SetupWorld } from './world.ts';
import { whyNotWritable } from './write-files.ts';

/**
 * The setup as a conversation: each step asks, tries, and goes on when it works. What variables and flags have answered
 * is not asked again. Nothing is written before the last answer.
 * @throws SetupStopped when it is ended half-way, ConfigError when the file cannot be written there
 */
export const setUpAttended = async (
  request: SetupRequest,
  prompter: Prompter,
  world: SetupWorld,
): Promise<ExitCode> => {
  const problems = problemsAtStart(request, world);
  if (problems.length > 0) throw new ConfigError(problems);

  const asking: Asking = { prompter, io: world.io };
  const steps = [
    consoleStep(asking, world),
    accessStep(asking, world),
    reportStep(asking, world),
    mailStep(asking, world, request),
    ...(isAnswered(request.given, 'WEBHOOK_URL') ? [webhookStep(asking, world)] : []),
    ...integrationSteps(asking, world),
  ];
  let answers = request.given;
  for (const step of steps) answers = await runStep(step, answers, { prompter, signal: world.signal });

  await world.openSettings(answers);
  prompter.heading('Ready');
  if (!(await prompter.confirm(`Write ${request.out}?`, true))) throw new SetupStopped('given_up');
  world.io.stdout.write('\n');
  finish(answers, request, world);
  return exitCodes.delivered;
};

/** No question could set them right: what was given beforehand is wrong, or there is no place for the file. */
const problemsAtStart = (
  { given, out, overwrite }: SetupRequest,
  { io }: SetupWorld,
): readonly ConfigProblem[] => {
  const unwritable = whyNotWritable(out, overwrite);
  return [
    ...configProblems(given, io).filter(({ variable }) => isAnswered(given, variable)),
    ...unportableProblems(given),
    ...(unwritable === undefined ? [] : [{ variable: '--out', message: unwritable }]),
  ];
};
