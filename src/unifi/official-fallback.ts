import { isSourceError } from '../net/errors.ts';

/** What an answer of the official interface lacks, for the reader. */
export const officialNotes = [
  'Only the official interface of the console answered; it tells no measurements and no networks.',
] as const;

export interface Read<T> {
  readonly data: T;
  /** Empty unless the second source stood in. */
  readonly notes: readonly string[];
}

/**
 * The first source, or the official interface where the first is not there or answers with a server's error
 * (UniFi API reference §2). When neither answers, the first one's reason stands.
 * @throws SourceError
 */
export async function orOfficial<T>(first: () => Promise<T>, official: () => Promise<T>): Promise<Read<T>> {
  try {
    return { data: await first(), notes: [] };
  } catch (error) {
    if (!mayTryOfficial(error)) throw error;
    const data = await official().catch((failure: unknown) => {
      if (isSourceError(failure)) throw error;
      throw failure;
    });
    return { data, notes: officialNotes };
  }
}

const mayTryOfficial = (error: unknown): boolean =>
  isSourceError(error) && (error.code === 'unsupported' || (error.answer?.status ?? 0) >= 500);
