import { IncomingMessage } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
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
  const text = createText();
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

/** As long as a piece of TLS. */
const blockLength = 16 * 1024;

/**
 * Decodes what comes while it comes, so that bytes and text are never there at the same time. Short pieces are put
 * together first: a server that sends one byte at a time would otherwise cost a hundred times what it sends. (Not
 * `TextDecoder`: text that comes in pieces takes two bytes for each letter there.)
 */
function createText(): Text {
  const decoder = new StringDecoder('utf8');
  let text = '';
  let block = Buffer.alloc(0);
  let length = 0;
  const decodeBlock = () => {
    text += decoder.write(block.subarray(0, length));
    length = 0;
  };
  return {
    add(piece) {
      if (length + piece.length > blockLength) decodeBlock();
      if (piece.length > blockLength) {
        text += decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
        return;
      }
      if (block.length === 0) block = Buffer.allocUnsafe(blockLength);
      block.set(piece, length);
      length += piece.length;
    },
    end() {
      decodeBlock();
      text += decoder.end();
      return text.startsWith(byteOrderMark) ? text.slice(1) : text;
    },
  };
}

const byteOrderMark = '\uFEFF';
