import { styleText } from 'node:util';
import type { Scrub } from '../log-scrub.ts';
import { formatDuration, plainText } from '../report/format.ts';
import type { Progress } from './progress.ts';

export interface ProgressLinesDeps {
  /** Takes one whole line, its line break included. */
  readonly write: (line: string) => void;
  /** Milliseconds, of any epoch. */
  readonly now: () => number;
  readonly isColoured: boolean;
  readonly scrub: Scrub;
}

/** After this long a source is called slow, and then each time that as much again has passed. */
export const slowAfterMs = 10_000;

const longestName = 60;
const longestReason = 300;

const colours = { reading: 'dim', done: 'green', slow: 'yellow', failed: 'red' } as const;
type State = keyof typeof colours;

/**
 * Progress as lines that are only ever appended, so that a log on the same terminal and one that is scrolled, copied or
 * recorded stay readable: `Console: reading`, `Console: done in 1.2 s`.
 */
export const createProgressLines = ({ write, now, isColoured, scrub }: ProgressLinesDeps): Progress => {
  const say = (source: string, state: State, rest = ''): void => {
    const word = isColoured ? styleText(colours[state], state, { validateStream: false }) : state;
    const line = [`${plainText(scrub(source), longestName)}:`, word, plainText(scrub(rest), longestReason)];
    write(`${line.join(' ').trimEnd()}\n`);
  };

  return {
    begin: (source) => {
      const beganMs = now();
      const took = (): string => inSeconds(now() - beganMs);
      say(source, 'reading');
      const cancelWatch = whenSlow(slowAfterMs, () => say(source, 'slow', `after ${took()}, still reading`));
      return (failure) => {
        cancelWatch();
        if (failure === undefined) say(source, 'done', `in ${took()}`);
        else say(source, 'failed', `after ${took()}: ${failure}`);
      };
    },
  };
};

/** Calls `tell` after `waitMs`, and again whenever as much time has passed as before, until it is cancelled. */
const whenSlow = (waitMs: number, tell: () => void): (() => void) => {
  let timer: NodeJS.Timeout;
  const wait = (waitedMs: number): void => {
    timer = setTimeout(() => {
      tell();
      wait(waitedMs * 2);
    }, waitedMs).unref();
  };
  wait(waitMs);
  return () => clearTimeout(timer);
};

const minuteMs = 60_000;

/** `1.2 s`; a clock that is set back makes no negative times. */
const inSeconds = (durationMs: number): string =>
  durationMs >= minuteMs ? formatDuration(durationMs) : `${(Math.max(0, durationMs) / 1_000).toFixed(1)} s`;
