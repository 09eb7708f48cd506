import type { Answers } from './answers.ts';
import { composeEnvFile } from './env-file.ts';
import { launchesOf } from './launch.ts';
import type { SetupRequest, SetupWorld } from './world.ts';
import { writeEnvFile } from './write-files.ts';

/** Writes the env file and prints the ways to run the program with it. @throws Error that says why nothing was written */
export const finish = (
  answers: Answers,
  { out, overwrite }: Pick<SetupRequest, 'out' | 'overwrite'>,
  { io, place }: Pick<SetupWorld, 'io' | 'place'>,
): void => {
  const file = composeEnvFile(answers, out);
  writeEnvFile(file, { overwrite, id: io.newId() });
  const beside = file.secretFiles.map(({ path }) => `${path} holds a secret that no env file can hold.`);
  const launches = launchesOf(file, place).map(({ title, text }) => `${title}:\n\n${text}`);
  io.stdout.write(
    `${[[`Written: ${out} (mode 0600)`, ...beside].join('\n'), ...launches, closing].join('\n\n')}\n`,
  );
};

const closing =
  'It holds secrets: keep it out of git, and give nobody a copy. "check --live" tries all of it again at any time.';
