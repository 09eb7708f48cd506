import { createLineInput } from './line-input.ts';
import type { Prompter, TextQuestion } from './prompter.ts';
import type { Terminal } from './prompts.ts';

/**
 * Questions line by line, for terminals that cannot move their cursor (`TERM=dumb`) and for screen readers: nothing is
 * drawn twice, choices have numbers.
 */
export const openPlainPrompts = (terminal: Terminal): Prompter => {
  const { output } = terminal;
  const lines = createLineInput(terminal);
  const write = (text: string): void => void output.write(text);

  const ask = async (
    question: string,
    hidden: boolean,
    problem: TextQuestion['problem'],
  ): Promise<string> => {
    for (;;) {
      const answer = await lines.ask(`${question}: `, { hidden });
      const wrong = problem(answer);
      if (wrong === undefined) return answer;
      write(`  ${wrong}\n`);
    }
  };
  const text: Prompter['text'] = async ({ message, example, initial, problem }) => {
    const aside = initial === undefined ? example && ` (such as ${example})` : ` [${initial}]`;
    const typed = (line: string): string => line.trim() || (initial ?? '');
    return typed(await ask(`${message}${aside ?? ''}`, false, (line) => problem(typed(line))));
  };

  return {
    text,
    secret: ({ message, problem }) => ask(`${message} (not shown)`, true, problem),
    choose: async ({ message, choices }) => {
      const list = choices.map(
        ({ label, hint }, index) => `  ${index + 1}. ${label}${hint ? ` (${hint})` : ''}`,
      );
      write(`${message}\n${list.join('\n')}\n`);
      const chosenBy = (typed: string) => choices[Number(typed.trim() || '1') - 1];
      const problem = (typed: string) =>
        chosenBy(typed) === undefined ? `write a number from 1 to ${choices.length}` : undefined;
      const choice = chosenBy(await ask('Number [1]', false, problem));
      if (choice === undefined) throw new RangeError('a question without choices');
      return choice.value;
    },
    confirm: async (message, initial) => {
      const problem = (typed: string) =>
        /^\s*(y(es)?|n(o)?)?\s*$/i.test(typed) ? undefined : 'write yes or no';
      const answer = (await ask(`${message} [${initial ? 'yes' : 'no'}]`, false, problem)).trim();
      return answer === '' ? initial : /^y/i.test(answer);
    },
    heading: (title) => write(`\n${title}\n${'-'.repeat(title.length)}\n`),
    say: (said) => write(`${said.join('\n')}\n`),
    close: () => undefined,
  };
};
