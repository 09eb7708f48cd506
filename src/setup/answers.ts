import { resolve } from 'node:path';
import { integrationVariables } from '../config/integrations.ts';
import { fileTwinOf } from '../config/secrets.ts';
import { type Variable, variables } from '../config/variables.ts';
import { integrations } from '../integrations/index.ts';

/** What is known so far, by variable name, as it will stand in the env file. A secret may stand as its `_FILE` twin. */
export type Answers = Readonly<Record<string, string>>;

type Env = Readonly<Record<string, string | undefined>>;

/** They belong to the place where the program runs, not to what it reports. */
const placeBound: readonly string[] = ['DATA_DIR', 'LOG_LEVEL', 'LOG_FORMAT'];

/** Every variable that an env file may hold, in the order in which it holds them. */
export const answerable: readonly Variable[] = [
  ...(variables satisfies readonly Variable[]),
  ...integrations.flatMap(integrationVariables),
].filter(({ name }) => !placeBound.includes(name));

const namesOf = ({ name, secret }: Variable): readonly string[] =>
  secret === true ? [name, fileTwinOf(name)] : [name];

const answerNames: ReadonlySet<string> = new Set(answerable.flatMap(namesOf));

/** Variables whose value is the path of a file. */
const isPath = (name: string): boolean => name.endsWith('_FILE');

/**
 * The answers that an environment gives; an empty value gives none. Paths become absolute, because the file is read by
 * programs that start elsewhere. `further` are names that only a file of declared integrations knows.
 */
export const answersIn = (env: Env, further: readonly string[] = []): Answers =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      if (value === undefined || value.trim() === '') return [];
      if (!answerNames.has(name) && !further.includes(name)) return [];
      return [[name, isPath(name) && answerNames.has(name) ? resolve(value.trim()) : value]];
    }),
  );

/** What an environment holds beside answers: proxies, the time zone of the machine, and what is nobody's of ours. */
export const surroundingsIn = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !answerNames.has(name)));

/** Whether the variable is answered, itself or by its `_FILE` twin. */
export const isAnswered = (answers: Answers, name: string): boolean =>
  answers[name] !== undefined || answers[fileTwinOf(name)] !== undefined;

/** The answers without those to some variables and their `_FILE` twins. */
export const without = (answers: Answers, names: readonly string[]): Answers =>
  Object.fromEntries(
    Object.entries(answers).filter(
      ([name]) => !names.some((gone) => name === gone || name === fileTwinOf(gone)),
    ),
  );

/** What is asked about mail; other questions are tried without it, because it may still be incomplete then. */
export const mailVariables: readonly string[] = variables.flatMap(({ group, name }) =>
  group === 'Mail' ? [name] : [],
);
