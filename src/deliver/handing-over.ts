import { Readable } from 'node:stream';

/** Small, so that a connection that breaks on the way breaks before the end is reached. */
const chunkBytes = 16 * 1024;

/**
 * A message on its way to a mail server. `onEnd` is called after the last byte has been taken and before the end of the
 * stream, which is where the mailer writes the closing dot: without the dot a server must not deliver (RFC 5321
 * §4.1.1.4). So whoever dies before `onEnd` has certainly not delivered anything. An `onEnd` that throws ends the stream
 * with that error, without an end.
 */
export const handOver = (raw: Uint8Array, onEnd: () => void): Readable => {
  let from = 0;
  return new Readable({
    // Nothing is read ahead: each step waits until what was given before has been taken.
    highWaterMark: 1,
    read() {
      if (from < raw.byteLength) {
        this.push(raw.subarray(from, from + chunkBytes));
        from += chunkBytes;
        return;
      }
      try {
        onEnd();
        this.push(null);
      } catch (error) {
        this.destroy(error instanceof Error ? error : new Error('the hand-over was stopped'));
      }
    },
  });
};
