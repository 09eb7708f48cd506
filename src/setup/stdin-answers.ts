import { parseEnv } from 'node:util';
import { UsageError } from '../usage-error.ts';

/** More is no list of variables. */
const mostBytes = 1024 * 1024;

/**
 * The lines `NAME=value` that come through a pipe, read as `node --env-file` reads a file: the way to hand over secrets
 * that stand in no variable and no file.
 * @throws Error when they do not end; UsageError for a value of which a part would be lost
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
  const text = Buffer.concat(pieces).toString('utf8');
  for (const line of text.split(/\r?\n/u)) refuseCutValue(line);
  return parseEnv(text);
};

const assignment = /^\s*(?:export\s+)?(?<name>[A-Za-z_]\w*)\s*=\s*(?<value>.*)$/u;
/** Node ends a value at the next quote of its kind, or at # where there are none around it. */
const uncut = /^(?:'[^']*'?|"[^"]*"?|`[^`]*`?|[^'"`#][^#]*)?$/u;

/** A password that loses its end would only be known by a refused login. */
const refuseCutValue = (line: string): void => {
  const { name, value } = assignment.exec(line)?.groups ?? {};
  if (value === undefined || uncut.test(value.trimEnd())) return;
  throw new UsageError(
    `--stdin: the value of ${name} would be cut at a # or at a quote in it; put it into quotes of another kind`,
  );
};
