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
    const { text, end } = await readPieces(reply, maxBytes, (length) => occupant.take(length));
    if (end === 'too long')
      throw new SourceError('too_large', `answered with more than ${maxBytes / 1_048_576} MiB`);
    if (end === 'no room') throw new SourceError('too_large', 'answered with too much at the same time');
    return text;
  } finally {
    occupant.leave();
  }
}

/** At most `maxBytes` of a body whose end does not matter. @throws what the connection throws */
export async function readBeginning(reply: Reply, maxBytes: number): Promise<string> {
  return (await readPieces(reply, maxBytes, () => true)).text;
}

/** Gives up a body that nobody wants to read. One that has arrived already leaves a connection that can be used again. */
export function discard({ body }: Reply): void {
  if (body instanceof IncomingMessage && body.complete) body.resume();
  else body.destroy();
}

interface TextRead {
  readonly text: string;
  readonly end: 'whole' | 'too long' | 'no room';
}

async function readPieces(
  { body }: Reply,
  maxBytes: number,
  take: (length: number) => boolean,
): Promise<TextRead> {
  const text = createText(maxBytes);
  let leftBytes = maxBytes;
  const pieces: AsyncIterable<Uint8Array> = body;
  // Leaving the loop destroys the stream.
  for await (const piece of pieces) {
    const isTooLong = piece.byteLength > leftBytes;
    const hasRoom = take(piece.byteLength);
    text.add(piece.subarray(0, leftBytes));
    if (isTooLong || !hasRoom) return { text: text.end(), end: isTooLong ? 'too long' : 'no room' };
    leftBytes -= piece.byteLength;
  }
  return { text: text.end(), end: 'whole' };
}

interface Text {
  add(piece: Uint8Array): void;
  end(): string;
}

/** So much more room is made at a time. */
const stepBytes = 64 * 1024;

/**
 * Gathers the bytes of a body outside the heap, in memory that is handed back at once when they have become a text: pieces
 * of text would stay in the heap, beside the text that they are put together to, until the next collection.
 */
function createText(maxBytes: number): Text {
  const memory = new ArrayBuffer(0, { maxByteLength: maxBytes });
  const bytes = new Uint8Array(memory);
  let length = 0;
  return {
    add(piece) {
      const end = length + piece.byteLength;
      if (end > memory.byteLength) {
        memory.resize(Math.min(maxBytes, Math.ceil(end / stepBytes) * stepBytes));
      }
      bytes.set(piece, length);
      length = end;
    },
    end() {
      const text = Buffer.from(memory, 0, length).toString('utf8');
      memory.resize(0);
      return text.startsWith(byteOrderMark) ? text.slice(1) : text;
    },
  };
}

const byteOrderMark = '\uFEFF';
