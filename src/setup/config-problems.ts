import { ConfigError, type ConfigProblem } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { integrations } from '../integrations/index.ts';
import type { Io } from '../io.ts';
import type { Answers } from './answers.ts';

/** What is wrong with these answers, what is still missing included. */
export const configProblems = (
  answers: Answers,
  { readFile }: Pick<Io, 'readFile'>,
): readonly ConfigProblem[] => {
  try {
    loadConfig({ env: answers, readFile }, integrations);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};
