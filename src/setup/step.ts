import type { Answers } from './answers.ts';
import { without } from './answers.ts';
import { type Prompter, SetupStopped } from './prompter.ts';

/** What became of trying the answers of one step; reasons are plain, and without secrets. */
export type Trial =
  | { readonly works: true; readonly answers: Answers }
  /** `answers`: with what was decided all the same, such as which site; absent where nothing was. */
  | { readonly works: false; readonly reasons: readonly string[]; readonly answers?: Answers };

/** A few questions that belong together, and what shows whether the answers work. */
export interface Step {
  readonly title: string;
  /** What belongs to it; forgotten when somebody does without. */
  readonly variables: readonly string[];
  /** Those of them that no question asks for: they stay when somebody wants to change the answers. Default: none. */
  readonly unasked?: readonly string[];
  /** Asks for what is not answered yet. `before`: what was answered last time. @throws SetupStopped */
  ask(answers: Answers, before: Answers): Promise<Answers>;
  /** @throws SetupStopped */
  trial(answers: Answers): Promise<Trial>;
  /** What it means to do without; absent: it is needed. */
  readonly leaveOut?: string;
}

type Way = 'again' | 'change' | 'keep' | 'leave_out' | 'stop';

/** Asks and tries until it works, or until the person wants to go on without. @throws SetupStopped */
export const runStep = async (
  step: Step,
  answers: Answers,
  { prompter, signal }: { readonly prompter: Prompter; readonly signal: AbortSignal },
): Promise<Answers> => {
  prompter.heading(step.title);
  let asked = await step.ask(answers, {});
  for (;;) {
    const trial = await step.trial(asked);
    if (signal.aborted) throw new SetupStopped('interrupted');
    if (trial.works) return trial.answers;
    asked = trial.answers ?? asked;
    prompter.say(trial.reasons, 'bad');
    switch (await chooseWay(step, prompter)) {
      case 'keep':
        return asked;
      case 'leave_out':
        return without(asked, step.variables);
      case 'stop':
        throw new SetupStopped('given_up');
      case 'change':
        asked = await step.ask(without(asked, askedBy(step)), asked);
    }
  }
};

const askedBy = ({ variables, unasked = [] }: Step): readonly string[] =>
  variables.filter((name) => !unasked.includes(name));

const chooseWay = ({ leaveOut }: Step, prompter: Prompter): Promise<Way> =>
  prompter.choose<Way>({
    message: 'That did not work. What now?',
    choices: [
      { value: 'again', label: 'Try again' },
      { value: 'change', label: 'Change the answers' },
      { value: 'keep', label: 'Go on with them all the same' },
      ...(leaveOut === undefined ? [] : [{ value: 'leave_out', label: leaveOut } as const]),
      { value: 'stop', label: 'Stop, and write nothing' },
    ],
  });
