import type { WriteStream } from 'node:tty';
import type { Prompter } from './prompter.ts';
import type { Terminal } from './prompts.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The way of asking that the terminal allows; the vendor is loaded only where it can draw. */
export const openPrompter = async (
  terminal: Terminal & { readonly output: Pick<WriteStream, 'columns'> },
  env: Env,
): Promise<Prompter> =>
  canDraw(env, terminal.output.columns)
    ? (await import('./prompts.ts')).openPrompts(terminal)
    : (await import('./plain-prompts.ts')).openPlainPrompts(terminal);

/** A terminal without a width, as some containers begin with, would be drawn upon letter by letter. */
const canDraw = ({ TERM, ACCESSIBLE }: Env, columns: number): boolean =>
  !['', 'dumb', 'unknown'].includes(TERM ?? '') && !ACCESSIBLE && columns > 0;
