import type { Socket } from 'node:net';

/** For TCP and TLS together; a proxy has a time of its own. */
const connectTimeoutMs = 10_000;

/**
 * Waits until a connection stands. It is destroyed when it does not within 10 s or `stop` aborts.
 * @param event `connect` for TCP, `secureConnect` for TLS
 * @throws what the socket throws, `ETIMEDOUT` after 10 s, or the reason of `stop`
 */
export const untilConnected = (
  socket: Socket,
  event: 'connect' | 'secureConnect',
  stop: AbortSignal | undefined,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const giveUp = () => void socket.destroy(reasonOf(stop));
    const timer = setTimeout(() => socket.destroy(noAnswer()), connectTimeoutMs);
    const settle = () => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', giveUp);
    };
    socket.once(event, () => {
      settle();
      resolve();
    });
    socket.once('close', () => {
      settle();
      reject(socket.errored ?? hungUp());
    });
    if (stop?.aborted === true) giveUp();
    stop?.addEventListener('abort', giveUp, { once: true });
  });

/** Why a signal aborted; undefined for one that did not. */
export const reasonOf = (signal: AbortSignal | undefined): Error | undefined => {
  if (signal?.aborted !== true) return undefined;
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
};

const noAnswer = () => Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });
const hungUp = () => Object.assign(new Error('closed before it was connected'), { code: 'ECONNRESET' });

/** For streams whose end is known by other means: an error after it would otherwise end the process. */
export const ignoreLateErrors = (stream: NodeJS.EventEmitter): void =>
  void stream.on('error', () => undefined);
