import { createContext, Script } from 'node:vm';
import { SourceError } from '../../../net/errors.ts';

const call = new Script('work()');

/**
 * Runs `work`, which must not be asynchronous, and stops it by force when it takes longer. Nothing else stops a regular
 * expression or a filter in a filter that a hostile answer has driven into hours of work, with the whole program waiting.
 * @throws SourceError `too_large`, and whatever `work` throws
 */
export function withinTime<T extends object>(limitMs: number, work: () => T): T {
  const done: T[] = [];
  try {
    call.runInContext(createContext({ work: () => void done.push(work()) }), { timeout: limitMs });
  } catch (error) {
    throw isTimeout(error) ? tooSlow(limitMs) : error;
  }
  const [result] = done;
  if (result === undefined) throw new TypeError('the work must yield something');
  return result;
}

/** It is an error of the context, and so no instance of our `Error`. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

const tooSlow = (limitMs: number): SourceError =>
  new SourceError('too_large', `answered with more than its JSONPaths can search in ${limitMs / 1000} s`);
