import { expect } from 'vitest';
import type { Prompter } from '../../src/setup/prompter.ts';

/** Somebody who types what stands there already, and chooses these, one after the other. */
export const choosing = (...ways: readonly string[]): Prompter => {
  const left = [...ways];
  const unasked = () => expect.unreachable();
  return {
    text: async ({ initial = '' }) => initial,
    secret: unasked,
    confirm: unasked,
    choose: async ({ choices }) => {
      const way = left.shift();
      const choice = choices.find(({ value }) => value === way);
      return choice === undefined ? expect.unreachable(`there is no ${way}`) : choice.value;
    },
    heading: () => undefined,
    say: () => undefined,
    close: () => undefined,
  };
};
