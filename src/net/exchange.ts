import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { reasonOf } from './connect.ts';

/** One request and its answer, whose errors are told where somebody still waits for them, and nowhere else. */
export interface Exchange {
  answered(response: IncomingMessage, body: Readable): void;
  /** Ends it here and now. */
  end(error: Error): void;
  /** Ends it unless the whole answer has arrived: what comes behind it does not matter. */
  fail(error: Error): void;
}

/** @param reject told of the end as long as there is no answer */
export function watchExchange(
  request: ClientRequest,
  signal: AbortSignal | undefined,
  reject: (error: Error) => void,
): Exchange {
  let response: IncomingMessage | undefined;
  let body: Readable | undefined;
  const end = (error: Error): void => {
    leave();
    reject(error);
    body?.destroy(error);
    request.destroy(error);
  };
  const stop = () => {
    // There is nothing left to end then but a connection that can be used again.
    if (response?.complete !== true || body !== response) end(reasonOf(signal) ?? new Error('aborted'));
  };
  const leave = () => signal?.removeEventListener('abort', stop);
  signal?.addEventListener('abort', stop, { once: true });
  return {
    answered(theResponse, theBody) {
      response = theResponse;
      body = theBody.once('end', leave).once('close', leave);
    },
    end,
    fail: (error) => {
      if (response?.complete !== true) end(error);
    },
  };
}
