import { writeLine } from '../check/write.ts';
import { ConfigError } from '../config/config.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { createScrub } from '../log-scrub.ts';
import { isSourceError } from '../net/errors.ts';
import { plainText } from '../report/format.ts';
import type { Settings } from '../settings.ts';
import { type Answers, answersIn, isAnswered } from './answers.ts';
import { certificateAt, describeCertificate, isTrustAnswered } from './certificate.ts';
import { unportableProblems } from './env-file.ts';
import { finish } from './finish.ts';
import { missingForMail } from './missing-for-mail.ts';
import { tryAnswers } from './try-answers.ts';
import type { SetupRequest, SetupWorld } from './world.ts';
import { whyNotWritable } from './write-files.ts';

/**
 * The setup without a person: what was given is completed, tried and written, or everything that is missing, wrong or
 * does not work is told and nothing is written. Asks nobody and waits for nobody.
 * @throws ConfigError with everything that is missing or wrong
 */
export const setUpUnattended = async (request: SetupRequest, world: SetupWorld): Promise<ExitCode> => {
  const { io } = world;
  const answers = await complete(request, world);
  const settings = await openAll(answers, request, world);
  if (request.tryAnswers) {
    const scrub = createScrub(settings.config.secrets);
    const failed = await tryAnswers(
      {
        settings,
        sendTest: request.sendTest,
        say: (line) => void io.stdout.write(`${writeLine(line, scrub)}\n`),
      },
      world,
    );
    if (failed.length > 0) {
      io.stderr.write(`unifi-report: nothing was written. To be put right: ${failed.join(', ')}.\n`);
      return exitCodes.unexpected;
    }
    io.stdout.write('\n');
  }
  // Whoever stops it half-way finds nothing written.
  if (world.signal.aborted) return exitCodes.terminated;
  finish(withDeclared(answers, settings, io.env), request, world);
  return exitCodes.delivered;
};

/** What needs no answer: the zone of the machine, the usual schedule, and the certificate with `--pin`. */
const complete = async ({ given, pin }: SetupRequest, { io, place }: SetupWorld): Promise<Answers> => {
  const answers = { REPORT_SCHEDULE: 'daily', REPORT_TIMEZONE: place.timeZone, ...given };
  if (!pin || isTrustAnswered(answers)) return answers;
  try {
    const shown = await certificateAt(answers);
    if (shown?.refusal === undefined) return answers;
    const lines = [...describeCertificate(shown), 'It is pinned, as --pin asks for.'];
    io.stdout.write(`${lines.map((line) => plainText(line)).join('\n')}\n\n`);
    return { ...answers, UNIFI_TLS_FINGERPRINT: shown.sha256 };
  } catch (error) {
    // The trial says what is wrong with the console.
    if (isSourceError(error)) return answers;
    throw error;
  }
};

/** @throws ConfigError with what is wrong with the answers, and with the file that they go to */
const openAll = async (
  answers: Answers,
  { out, overwrite, given, mail }: SetupRequest,
  { openSettings }: SetupWorld,
): Promise<Settings> => {
  const unwritable = whyNotWritable(out, overwrite);
  const problems = [
    ...unportableProblems(given),
    ...missingForMail(mail, answers),
    ...(unwritable === undefined ? [] : [{ variable: '--out', message: unwritable }]),
  ];
  try {
    const settings = await openSettings(answers);
    if (problems.length === 0) return settings;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError([...error.problems, ...problems], error.hints);
  }
  throw new ConfigError(problems);
};

/** The variables that a file of declared integrations refers to belong into the env file as well. */
const withDeclared = (
  answers: Answers,
  { config }: Settings,
  env: Readonly<Record<string, string | undefined>>,
): Answers => {
  const names = config.integrations.declared.flatMap(({ variables }) => variables);
  return {
    ...answersIn(
      env,
      names.filter((name) => !isAnswered(answers, name)),
    ),
    ...answers,
  };
};
