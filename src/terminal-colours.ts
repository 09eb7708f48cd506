import type { Io } from './io.ts';

/** Whether a terminal can show colours and its owner wants them (no-color.org). */
export const showsColours = ({ env, stderr }: Pick<Io, 'env' | 'stderr'>): boolean =>
  stderr.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
