import { isSourceError } from '../net/errors.ts';

/** The answer, or undefined where the console does not know the question. @throws SourceError for every other failure */
export async function unlessUnsupported<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isSourceError(error) && error.code === 'unsupported') return undefined;
    throw error;
  }
}

/** The answer, or undefined where there is none for whatever reason; bugs still throw. */
export async function unlessFailed<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isSourceError(error)) return undefined;
    throw error;
  }
}
