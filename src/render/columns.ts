/** Characters that stand side by side in the type size of a table, its padding taken off. */
export const lineLengths = {
  /** A window of 320 px. */
  narrow: 30,
  /** The mail at its full width of 640 px. */
  full: 76,
} as const;

/** Every column keeps room for this many characters, however the others are filled. */
const reservedPerColumn = 3;

/**
 * Which columns of a table may keep their words whole. The others may break words anywhere, so that no name, however
 * long, makes the page wider than the window. Columns with short words come first.
 * @param longestWords length of each column's longest word, in characters
 */
export const columnsKeepingWords = (
  longestWords: readonly number[],
  lineLength: number,
): readonly boolean[] => {
  let room = lineLength - reservedPerColumn * longestWords.length;
  const keeps = longestWords.map(() => false);
  const shortestFirst = longestWords
    .map((length, index) => ({ length, index }))
    .sort((one, other) => one.length - other.length);
  for (const { length, index } of shortestFirst) {
    const needed = Math.max(0, length - reservedPerColumn);
    if (needed > room) break;
    room -= needed;
    keeps[index] = true;
  }
  return keeps;
};

/** Length of the longest stretch that a browser does not break by itself. */
export const longestWord = (texts: readonly string[]): number =>
  texts.flatMap((text) => text.split(/[\s-]+/u)).reduce((longest, word) => Math.max(longest, word.length), 0);
