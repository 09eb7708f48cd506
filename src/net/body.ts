import { SourceError } from './errors.ts';
import type { Room } from './room.ts';

/**
 * Reads a body as UTF-8, at most `maxBytes` of it, counted after decompression, and no more than there is room for.
 * What is longer is not received: the stream is cancelled, which tears the connection down.
 * @throws SourceError `too_large`, and what the connection throws
 */
export async function readText(response: Response, maxBytes: number, room: Room): Promise<string> {
  const occupant = room.enter();
  try {
    const { bytes, end } = await readBytes(response, maxBytes, (length) => occupant.take(length));
    if (end === 'too long')
      throw new SourceError('too_large', `answered with more than ${maxBytes / 1_048_576} MiB`);
    if (end === 'no room') throw new SourceError('too_large', 'answered with too much at the same time');
    return bytes.text();
  } finally {
    occupant.leave();
  }
}

/** At most `maxBytes` of a body whose end does not matter. @throws what the connection throws */
export async function readBeginning(response: Response, maxBytes: number): Promise<string> {
  return (await readBytes(response, maxBytes, () => true)).bytes.text();
}

/** Gives up a body that nobody wants to read. */
export function discard(response: Response): void {
  void response.body?.cancel().catch(ignore);
}

// The connection may be gone already, which is what was wanted.
const ignore = (): void => undefined;

interface BytesRead {
  readonly bytes: Bytes;
  readonly end: 'whole' | 'too long' | 'no room';
}

async function readBytes(
  response: Response,
  maxBytes: number,
  take: (length: number) => boolean,
): Promise<BytesRead> {
  const bytes = createBytes();
  if (response.body === null) return { bytes, end: 'whole' };
  const reader = response.body.getReader();
  const giveUp = () => void reader.cancel().catch(ignore);
  let leftBytes = maxBytes;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { bytes, end: 'whole' };
    const isTooLong = value.byteLength > leftBytes;
    const hasRoom = take(value.byteLength);
    bytes.add(value.subarray(0, leftBytes));
    if (isTooLong || !hasRoom) {
      giveUp();
      return { bytes, end: isTooLong ? 'too long' : 'no room' };
    }
    leftBytes -= value.byteLength;
  }
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
