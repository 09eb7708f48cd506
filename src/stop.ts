import type { StopSignals } from './run.ts';

/** How long a mail that is being handed over may still take after the process was asked to end. */
export const sendingGraceMs = 5_000;

/**
 * How long what nobody waits for any more may hold the process then: the system goes on looking up a name after the request
 * was aborted, and Docker kills after 10 s.
 */
export const leavingGraceMs = 1_000;

const signalNumbers = { SIGINT: 2, SIGTERM: 15 } as const;

export interface StopWatch extends StopSignals {
  /** Stops listening, so that nothing keeps the process alive; after a signal, sees to it that nothing else does. */
  dispose(): void;
}

/**
 * SIGTERM and SIGINT as abort signals: what is being asked is cancelled at once, what is being sent gets a few seconds,
 * and a second signal ends the process there and then. `onStop` is told of the first one.
 */
export const watchStopSignals = (
  target: NodeJS.Process,
  onStop: (signal: NodeJS.Signals) => void = () => undefined,
): StopWatch => {
  const asking = new AbortController();
  const sending = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    if (asking.signal.aborted)
      target.exit(128 + (signal === 'SIGINT' ? signalNumbers.SIGINT : signalNumbers.SIGTERM));
    onStop(signal);
    asking.abort(new Error(`stopped by ${signal}`));
    setTimeout(() => sending.abort(new Error(`stopped by ${signal}`)), sendingGraceMs).unref();
  };
  target.on('SIGINT', stop).on('SIGTERM', stop);
  return {
    asking: asking.signal,
    sending: sending.signal,
    dispose: () => {
      target.off('SIGINT', stop).off('SIGTERM', stop);
      if (asking.signal.aborted) setTimeout(() => target.exit(), leavingGraceMs).unref();
    },
  };
};
