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
    const { bytes, end } = await readPieces(reply, maxBytes, (length) => occupant.take(length));
    if (end === 'whole') return bytes.toText();
    bytes.handBack();
    if (end === 'too long')
      throw new SourceError('too_large', `answered with more than ${maxBytes / 1_048_576} MiB`);
    throw new SourceError('too_large', 'answered with too much at the same time');
  } finally {
    occupant.leave();
  }
}

/** At most `maxBytes` of a body whose end does not matter. @throws what the connection throws */
export async function readBeginning(reply: Reply, maxBytes: number): Promise<string> {
  return (await readPieces(reply, maxBytes, () => true)).bytes.toText();
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

async function readPieces(
  { body }: Reply,
  maxBytes: number,
  take: (length: number) => boolean,
): Promise<BytesRead> {
  const bytes = createBytes(maxBytes);
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
  /** Makes them a text, and hands their memory back. */
  toText(): string;
  handBack(): void;
}

/** Most bodies are no longer: for these no addresses are reserved. */
const shortBytes = 16 * 1024;
/** So much more room is made at a time. */
const stepBytes = 64 * 1024;

/**
 * Gathers the bytes of a body outside the heap, in memory that is handed back at once when they have become a text: pieces
 * of text would stay in the heap, beside the text that they are put together to, until the next collection.
 */
function createBytes(maxBytes: number): Bytes {
  let memory = new ArrayBuffer(0);
  let bytes = new Uint8Array(memory);
  let length = 0;
  const moveTo = (other: ArrayBuffer): void => {
    const moved = new Uint8Array(other);
    moved.set(bytes.subarray(0, length));
    [memory, bytes] = [other, moved];
  };
  const makeRoom = (end: number): void => {
    const needed = Math.min(maxBytes, Math.ceil(end / stepBytes) * stepBytes);
    if (memory.resizable) memory.resize(needed);
    else if (end <= shortBytes) moveTo(new ArrayBuffer(shortBytes));
    else moveTo(new ArrayBuffer(needed, { maxByteLength: maxBytes }));
  };
  const handBack = (): void => {
    if (memory.resizable) memory.resize(0);
  };
  return {
    add(piece) {
      const end = length + piece.byteLength;
      if (end > memory.byteLength) makeRoom(end);
      bytes.set(piece, length);
      length = end;
    },
    toText() {
      const text = Buffer.from(memory, 0, length).toString('utf8');
      handBack();
      return text.startsWith(byteOrderMark) ? text.slice(1) : text;
    },
    handBack,
  };
}

const byteOrderMark = '\uFEFF';
