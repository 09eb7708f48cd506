import { StringDecoder } from 'node:string_decoder';
import { ReadStream } from 'node:tty';
import { SetupStopped } from './prompter.ts';
import type { Terminal } from './prompts.ts';

export interface LineInput {
  /** The line behind a question, without its end. `hidden`: what is typed is not shown. @throws SetupStopped */
  ask(question: string, options: { readonly hidden: boolean }): Promise<string>;
}

const ctrlC = '\x03';
const ctrlD = '\x04';

/** Reads a terminal, or anything else, line by line. */
export const createLineInput = ({ input, output, signal }: Terminal): LineInput => {
  const decoder = new StringDecoder('utf8');
  /** Typed ahead of the question. */
  let waiting = '';

  const ask: LineInput['ask'] = (question, { hidden }) =>
    new Promise((resolve, reject) => {
      const raw = hidden && input instanceof ReadStream && input.isTTY ? input : undefined;
      const settle = (line: string | undefined): void => {
        raw?.setRawMode(false);
        if (hidden) output.write('\n');
        input.off('data', onData).off('end', onEnd).off('close', onEnd).pause();
        signal.removeEventListener('abort', onEnd);
        if (line === undefined) reject(new SetupStopped('interrupted'));
        else resolve(line);
      };
      const onEnd = (): void => settle(undefined);
      const look = (): boolean => {
        // Nothing but a hidden answer is read key by key; the terminal itself sees to Ctrl-C then no more.
        if (raw !== undefined && (waiting.includes(ctrlC) || waiting.includes(ctrlD))) {
          settle(undefined);
          return true;
        }
        const [line, end] = /^(.*?)(\r\n|\r|\n)/s.exec(waiting)?.slice(1) ?? [];
        if (line === undefined || end === undefined) return false;
        waiting = waiting.slice(line.length + end.length);
        settle(raw === undefined ? line : withoutErased(line));
        return true;
      };
      const onData = (chunk: Buffer | string): void => {
        waiting += typeof chunk === 'string' ? chunk : decoder.write(chunk);
        look();
      };
      if (signal.aborted || input.readableEnded || input.destroyed) return onEnd();
      // Before the question is there: who answers at once must not be shown either.
      raw?.setRawMode(true);
      output.write(question);
      if (look()) return;
      input.on('data', onData).on('end', onEnd).on('close', onEnd).resume();
      signal.addEventListener('abort', onEnd);
    });
  return { ask };
};

/** Backspace takes a letter away, Ctrl-U all of them. */
const withoutErased = (keys: string): string => {
  const kept: string[] = [];
  for (const key of keys) {
    if (key === '\x7f' || key === '\b') kept.pop();
    else if (key === '\x15') kept.length = 0;
    else kept.push(key);
  }
  return kept.join('');
};
