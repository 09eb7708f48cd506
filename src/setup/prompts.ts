import type { Readable, Writable } from 'node:stream';
import * as clack from '@clack/prompts';
import { type Prompter, SetupStopped, type Tone } from './prompter.ts';
import { wrapWords } from './wrap-words.ts';

export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
}

/** What is drawn before each line; the vendor breaks the lines of questions, but not those of messages (1.9). */
const widthOfBar = '│  '.length;

/** More choices than that are scrolled. */
const mostChoicesShown = 12;

/** Questions on a terminal that can move its cursor. */
export const openPrompts = ({ input, output, signal }: Terminal): Prompter => {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  // clack waits for ever on an input that has ended, and Ctrl-D ends it without a word (measured with 1.9).
  const onKey = (_: unknown, key: { ctrl?: boolean; name?: string } | undefined): void => {
    if (key?.ctrl === true && key.name === 'd') end();
  };
  input.on('end', end).on('close', end).on('keypress', onKey);
  const common = { input, output, signal: AbortSignal.any([signal, ended.signal]) };

  const answered = async <T>(question: Promise<T | typeof clack.CANCEL_SYMBOL>): Promise<T> => {
    const answer = await question;
    if (clack.isCancel(answer)) throw new SetupStopped('interrupted');
    return answer;
  };
  const write: Readonly<Record<Tone, (text: string) => void>> = {
    plain: (text) => clack.log.message(text, { output }),
    good: (text) => clack.log.success(text, { output }),
    bad: (text) => clack.log.warn(text, { output }),
  };

  return {
    text: async ({ message, example, initial, problem }) => {
      const validate = (text: string | undefined): string | undefined => problem((text ?? '').trim());
      const shown = {
        ...(example === undefined ? {} : { placeholder: example }),
        ...(initial === undefined ? {} : { initialValue: initial }),
      };
      return ((await answered(clack.text({ ...common, ...shown, message, validate }))) ?? '').trim();
    },
    secret: async ({ message, problem }) =>
      (await answered(
        clack.password({ ...common, message, validate: (text) => problem(text ?? ''), clearOnError: true }),
      )) ?? '',
    choose: async ({ message, choices }) => {
      const options = choices.map(({ value, label, hint }) => ({
        value: String(value),
        label,
        ...(hint === undefined ? {} : { hint }),
      }));
      const chosen = await answered(
        clack.select({ ...common, message, options, maxItems: mostChoicesShown }),
      );
      const choice = choices.find(({ value }) => value === chosen);
      if (choice === undefined) throw new SetupStopped('interrupted');
      return choice.value;
    },
    confirm: (message, initial) => answered(clack.confirm({ ...common, message, initialValue: initial })),
    heading: (text) => clack.log.step(text, { output }),
    say: (lines, tone = 'plain') => {
      const columns = columnsOf(output) - widthOfBar;
      const wrapped = lines.flatMap((line) => line.split('\n')).map((line) => wrapWords(line, columns));
      write[tone](wrapped.join('\n'));
    },
    close: () => void input.off('end', end).off('close', end).off('keypress', onKey),
  };
};

const usualColumns = 80;

const columnsOf = (output: Writable): number =>
  'columns' in output && typeof output.columns === 'number' && output.columns > 0
    ? output.columns
    : usualColumns;
