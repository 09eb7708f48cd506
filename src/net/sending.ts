import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** What undici, the one in Node and the package alike, tells before it writes a request to a connection that stands. */
const sendHeaders = 'undici:client:sendHeaders';

/** One request on its way. */
export interface Sending {
  /** Whether it may have arrived: the connection stood, and the request was begun. */
  hasBegun(): boolean;
  /** Aborted when `onBegin` threw. */
  readonly signal: AbortSignal;
  /** Stops watching. */
  end(): void;
}

/**
 * Watches for the moment from which on a request may arrive. Before it (name not found, connection refused, certificate not
 * trusted) it certainly did not; without this nobody could tell the two apart by the error alone.
 *
 * @param mark a value of one of its headers that no other request has.
 * @param onBegin called then, before the first byte is written. When it throws, the request is not sent.
 */
export const watchSending = (mark: string, onBegin: () => void): Sending => {
  const stop = new AbortController();
  let hasBegun = false;
  const look = (message: unknown): void => {
    if (hasBegun || !headersOf(message).includes(mark)) return;
    try {
      onBegin();
      hasBegun = true;
    } catch (error) {
      stop.abort(error);
    }
  };
  subscribe(sendHeaders, look);
  return {
    hasBegun: () => hasBegun,
    signal: stop.signal,
    end: () => void unsubscribe(sendHeaders, look),
  };
};

const headersOf = (message: unknown): string => {
  if (typeof message !== 'object' || message === null) return '';
  const headers: unknown = Reflect.get(message, 'headers');
  return typeof headers === 'string' ? headers : '';
};
