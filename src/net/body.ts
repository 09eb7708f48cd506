import { IncomingMessage } from 'node:http';
import { SourceError } from './errors.ts';
import type { Reply } from './reply.ts';
import type { Room } from './room.ts';

/**
 * Reads a body as UTF-8, at most `maxBytes` of it, counted after decompression, and no more than there is room for.
 * What is longer is not received: the connection is torn down.
 * @throws SourceError `too_large`, and what the connection throws
 */
export async function readText(reply: Reply, maxBytes: number, room: Room): Promise<string> {
  const occupant = room.enter();
  try {
    const { bytes, end } = await readBytes(reply, maxBytes, (length) => occupant.take(length));
    if (end === 'too long')
      throw new SourceError('too_large', `answered with more than ${maxBytes / 1_048_576} MiB`);
    if (end === 'no room') throw new SourceError('too_large', 'answered with too much at the same time');
    return bytes.text();
  } finally {
    occupant.leave();
  }
}

/** At most `maxBytes` of a body whose end does not matter. @throws what the connection throws */
export async function readBeginning(reply: Reply, maxBytes: number): Promise<string> {
  return (await readBytes(reply, maxBytes, () => true)).bytes.text();
}

/** Gives up a body that nobody wants to read. One that has arrived already leaves a connection that can be used again. */
export function discard({ body }: Reply): void {
  if (body instanceof IncomingMessage && body.complete) body.resume();
  else body.destroy();
}

interface BytesRead {
  readonly bytes: Bytes;
  readonly end: 'whole' | 'too long' | 'no room';
}

async function readBytes(
  { body }: Reply,
  maxBytes: number,
  take: (length: number) => boolean,
): Promise<BytesRead> {
  const bytes = createBytes();
  let leftBytes = maxBytes;
  const pieces: AsyncIterable<Uint8Array> = body;
  // Leaving the loop destroys the stream.
  for await (const piece of pieces) {
    const isTooLong = piece.byteLength > leftBytes;
    const hasRoom = take(piece.byteLength);
    bytes.add(piece.subarray(0, leftBytes));
    if (isTooLong || !hasRoom) return { bytes, end: isTooLong ? 'too long' : 'no room' };
    leftBytes -= piece.byteLength;
  }
  return { bytes, end: 'whole' };
}

interface Bytes {
  add(piece: Uint8Array): void;
  text(): string;
}

const blockLength = 64 * 1024;

/**
 * Copies what comes into blocks: a server that sends one byte at a time would otherwise cost a hundred times what it
 * sends.
 */
function createBytes(): Bytes {
  const full: Uint8Array[] = [];
  let block = new Uint8Array(blockLength);
  let length = 0;
  return {
    add(piece) {
      for (let rest = piece; rest.length > 0; ) {
        const fitting = rest.subarray(0, blockLength - length);
        block.set(fitting, length);
        length += fitting.length;
        rest = rest.subarray(fitting.length);
        if (length < blockLength) return;
        full.push(block);
        block = new Uint8Array(blockLength);
        length = 0;
      }
    },
    text() {
      const decoder = new TextDecoder();
      const beginning = full.map((each) => decoder.decode(each, { stream: true }));
      return beginning.join('') + decoder.decode(block.subarray(0, length));
    },
  };
}
