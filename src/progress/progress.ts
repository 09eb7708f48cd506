/** Told when a source begins to be read and how that ended, so that somebody who waits sees for what. */
export interface Progress {
  /** @param source what a reader calls it: `Console`, `Cloudflare`. */
  begin(source: string): EndOfReading;
}

/** Called once, when the source has been read; `failure` is why it could not be, in words for a reader. */
export type EndOfReading = (failure?: string) => void;

/** Where nobody watches. */
export const noProgress: Progress = { begin: () => () => undefined };

/** Reads one source under `progress`; `failureOf` tells a returned failure from a success. @throws what `read` throws */
export const readUnder = async <T>(
  progress: Progress,
  source: string,
  read: () => Promise<T>,
  failureOf: (value: T) => string | undefined,
): Promise<T> => {
  const end = progress.begin(source);
  try {
    const value = await read();
    end(failureOf(value));
    return value;
  } catch (error) {
    end('it ended unexpectedly');
    throw error;
  }
};
