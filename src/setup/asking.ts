import type { Io } from '../io.ts';
import { plainText } from '../report/format.ts';
import { type Answers, isAnswered } from './answers.ts';
import { configProblems } from './config-problems.ts';
import { unportableProblems } from './env-file.ts';
import type { Prompter, TextQuestion } from './prompter.ts';

/** Somebody to ask, and what is needed to judge an answer at once. */
export interface Asking {
  readonly prompter: Prompter;
  readonly io: Pick<Io, 'readFile'>;
}

export interface VariableQuestion extends Pick<TextQuestion, 'message' | 'example'> {
  readonly name: string;
  /** Stands there to be kept or changed; not for secrets. */
  readonly initial?: string | undefined;
  /** Nothing is an answer, too. */
  readonly isOptional?: boolean;
}

/** Asks for one variable, unless it is answered; what is typed must be what the program takes. @throws SetupStopped */
export const askText = async (
  question: VariableQuestion,
  answers: Answers,
  { prompter, io }: Asking,
): Promise<Answers> => {
  const { name, message, example, initial } = question;
  if (isAnswered(answers, name)) return answers;
  const text = await prompter.text({
    message,
    ...(example === undefined ? {} : { example }),
    ...(initial === undefined ? {} : { initial }),
    problem: problemIn(question, answers, io),
  });
  return text === '' ? answers : { ...answers, [name]: text };
};

/** As `askText`, for what must not be seen. @throws SetupStopped */
export const askSecret = async (
  question: Omit<VariableQuestion, 'example' | 'initial'>,
  answers: Answers,
  { prompter, io }: Asking,
): Promise<Answers> => {
  const { name, message } = question;
  if (isAnswered(answers, name)) return answers;
  const secret = await prompter.secret({ message, problem: problemIn(question, answers, io) });
  return secret.trim() === '' ? answers : { ...answers, [name]: secret };
};

const problemIn =
  ({ name, isOptional = false }: VariableQuestion, answers: Answers, io: Asking['io']) =>
  (text: string): string | undefined => {
    if (text.trim() === '') return isOptional ? undefined : 'An answer is needed.';
    const given = { [name]: text };
    const problem = [...configProblems({ ...answers, ...given }, io), ...unportableProblems(given)].find(
      ({ variable }) => variable === name,
    );
    return problem === undefined ? undefined : plainText(`${name} ${problem.message}`);
  };
