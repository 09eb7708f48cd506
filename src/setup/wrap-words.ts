import { displayWidth } from '../render/text-lines.ts';

/** Below this there is no room to set lines in. */
const narrowest = 60;

/**
 * The lines of a text for a terminal of `columns`, broken between words and set in as far as the column that the text
 * begins in. What is longer than a line (an address, a fingerprint) stays whole, so that it can be copied.
 */
export const wrapWords = (text: string, columns: number): string => {
  const setIn = columns < narrowest ? '' : ' '.repeat(firstColumn.exec(text)?.[0].length ?? 0);
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(' ')) {
    if (line === undefined) line = word;
    else if (line.trim() === '' || displayWidth(line) + 1 + displayWidth(word) <= columns)
      line = `${line} ${word}`;
    else {
      lines.push(line.trimEnd());
      line = setIn + word;
    }
  }
  return [...lines, line ?? ''].join('\n');
};

/** Blanks, or a word of a table and the blanks that fill it up. */
const firstColumn = /^(?:[A-Z]+(?= {2}))? +/;
