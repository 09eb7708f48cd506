/** Characters that stand side by side in the type size of a table, its padding taken off. */
export const lineLengths = {
  /** A window of 320 px. */
  narrow: 28,
  /** The mail at its full width of 640 px. */
  full: 72,
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

/** Characters of ordinary text across the whole table; `lineLengths` hold for the widest letters. */
const ordinaryLineLength = 86;

/** A short column gets what its longest text needs and a gap, but all of them together no more than `maxShare`. */
const shortColumns = { maxLength: 24, gap: 3, maxShare: 0.7 } as const;

/**
 * Per cent of a table's width for its columns. By itself a browser would squeeze a date into two lines beside a long
 * text; so short columns get what they need, and the long ones share the rest (`null`). A table without a long text
 * needs no such help.
 * @param longestTexts length of each column's longest text, in characters
 */
export const columnWidths = (longestTexts: readonly number[]): readonly (number | null)[] => {
  const isShort = (length: number): boolean => length <= shortColumns.maxLength;
  const shareOf = (length: number): number => (length + shortColumns.gap) / ordinaryLineLength;
  if (longestTexts.every(isShort)) return longestTexts.map(() => null);
  const wanted = longestTexts.filter(isShort).reduce((sum, length) => sum + shareOf(length), 0);
  const scale = wanted > shortColumns.maxShare ? shortColumns.maxShare / wanted : 1;
  return longestTexts.map((length) => (isShort(length) ? Math.round(shareOf(length) * scale * 100) : null));
};

const gap = /[\s-]/gu;

/**
 * Length of the longest stretch that a browser does not break by itself, in characters.
 * @param least no less than this, which a shorter text is not looked at for
 */
export const longestWord = (text: string, least = 0): number => {
  if (text.length <= least) return least;
  let longest = least;
  let from = 0;
  gap.lastIndex = 0;
  while (gap.test(text)) {
    longest = Math.max(longest, gap.lastIndex - 1 - from);
    from = gap.lastIndex;
  }
  return Math.max(longest, text.length - from);
};
