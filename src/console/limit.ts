import type { Deadline } from '../net/deadline.ts';
import { untilAborted } from './wait.ts';

/** Lets a task run when a slot is free; the wait for one ends with the deadline. */
export type Limit = <T>(deadline: Deadline, task: () => Promise<T>) => Promise<T>;

/**
 * How many questions one console is asked at once, whoever asks: with twelve, thousands of events are read within six
 * round trips. A browser that shows the console's own pages asks as many (HTTP/2).
 */
export const mostAtOnce = 12;

/** At most `slots` tasks at once, the others in the order in which they came. */
export function createLimit(slots: number): Limit {
  let free = slots;
  const waiting: (() => void)[] = [];

  const give = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  const take = async (deadline: Deadline): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    try {
      await untilAborted(promise, deadline);
    } catch (error) {
      const place = waiting.indexOf(resolve);
      if (place >= 0) waiting.splice(place, 1);
      // The slot was handed over in the very moment of the abort: pass it on.
      else give();
      throw error;
    }
  };

  return async (deadline, task) => {
    await take(deadline);
    try {
      return await task();
    } finally {
      give();
    }
  };
}
