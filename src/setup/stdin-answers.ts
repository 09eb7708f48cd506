import { parseEnv } from 'node:util';

/** More is no list of variables. */
const mostBytes = 1024 * 1024;

/**
 * The lines `NAME=value` that come through a pipe, read as `node --env-file` reads a file: the way to hand over secrets
 * that stand in no variable and no file. @throws Error when they do not end
 */
export const readStdinAnswers = async (
  input: AsyncIterable<string | Uint8Array>,
): Promise<Readonly<Record<string, string | undefined>>> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of input) {
    pieces.push(Buffer.from(piece));
    bytes += piece.length;
    if (bytes > mostBytes)
      throw new Error('--stdin: more than 1 MiB came through; it takes lines of NAME=value');
  }
  return parseEnv(Buffer.concat(pieces).toString('utf8'));
};
