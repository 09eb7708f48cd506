import { setTimeout as sleep } from 'node:timers/promises';

/** How many turns of the event loop without a further question make those that came so far a wave. */
const quietTurns = 150;

/** Answers in waves: everybody waits until nobody asks any more, then all are let go. */
export interface Waves {
  /** For a server in the process that also asks, so that no clock decides: who can ask has done so after so many turns. */
  hold(): Promise<void>;
  /** How many questions each wave had. */
  readonly sizes: readonly number[];
}

export const createWaves = (): Waves => {
  const sizes: number[] = [];
  let waiting: (() => void)[] = [];

  const letGoWhenQuiet = async (): Promise<void> => {
    for (let [turns, seen] = [0, 1]; turns < quietTurns; turns += 1) {
      await sleep(1);
      if (waiting.length === seen) continue;
      seen = waiting.length;
      turns = 0;
    }
    const wave = waiting;
    waiting = [];
    sizes.push(wave.length);
    for (const letGo of wave) letGo();
  };

  return {
    sizes,
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (waiting.push(resolve) === 1) void letGoWhenQuiet();
      return promise;
    },
  };
};
