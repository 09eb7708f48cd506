/** One request on its way. */
export interface Sending {
  /** For the request's `onBegin`. */
  begin(): void;
  /**
   * `waiting`: it certainly did not arrive (name not found, connection refused, certificate not trusted). `begun`: it may
   * have. `prevented`: `mark` threw, and nothing was sent.
   */
  state(): 'waiting' | 'begun' | 'prevented';
}

/**
 * Remembers the moment from which on a request may arrive: the connection stands, and the first byte is about to be written.
 * Without it nobody could tell by an error alone whether there is something to undo.
 *
 * @param mark called then. When it throws, the request is not sent.
 */
export const watchSending = (mark: () => void): Sending => {
  let state: ReturnType<Sending['state']> = 'waiting';
  return {
    begin() {
      if (state === 'begun') return;
      state = 'prevented';
      mark();
      state = 'begun';
    },
    state: () => state,
  };
};
