/** Columns of the text part: what a terminal and every mail client show without wrapping. */
export const textWidth = 78;

/** East Asian wide and full-width characters and emoji take two columns (Unicode Standard Annex 11). */
const twoColumns =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

/**
 * Almost all text is of letters that never join with their neighbours, a column each: Latin, punctuation, arrows and the
 * blocks of our bars.
 */
const plainLetters = /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2581-\u2588]*$/;

/** Columns a text takes in a fixed-width type. */
export const displayWidth = (text: string): number => {
  if (plainLetters.test(text)) return text.length;
  let width = 0;
  for (const grapheme of graphemesOf(text)) width += graphemeWidth(grapheme);
  return width;
};

/** Made when first needed, as in most reports it never is: its tables take longer to load than a text part to write. */
let segmenter: Intl.Segmenter | undefined;

const graphemesOf = (text: string): Iterable<string> => {
  if (plainLetters.test(text)) return text;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
};

const graphemeWidth = (grapheme: string): number => (twoColumns.test(grapheme) ? 2 : 1);

export const padText = (text: string, width: number, align: 'left' | 'right' = 'left'): string => {
  const padding = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? padding + text : text + padding;
};

export interface Indent {
  readonly first: string;
  /** Of the lines that follow; as wide as the first where nothing else is asked for. */
  readonly rest?: string;
}

/** Lines of at most 78 columns; a word longer than a line is broken, anything else is not. */
export const wrapText = (text: string, { first, rest }: Indent = { first: '' }): readonly string[] => {
  const hanging = rest ?? ' '.repeat(displayWidth(first));
  const room = textWidth - Math.max(displayWidth(first), displayWidth(hanging));
  const lines = plainLines(text, room) ?? brokenLines(text, room);
  return lines.map((written, index) => `${index === 0 ? first : hanging}${written}`.trimEnd());
};

/** Nearly all texts: words of plain letters with a blank between them, none longer than a line. */
const plainLines = (text: string, room: number): readonly string[] | undefined => {
  if (text.startsWith(' ') || text.includes('  ') || !plainLetters.test(text)) return undefined;
  const lines: string[] = [];
  let from = 0;
  while (text.length - from > room) {
    const blank = text.lastIndexOf(' ', from + room);
    if (blank <= from) return undefined;
    lines.push(text.slice(from, blank));
    from = blank + 1;
  }
  return [...lines, text.slice(from)];
};

const brokenLines = (text: string, room: number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const piece of text.split(' ').flatMap((word) => breakWord(word, room))) {
    const added = displayWidth(piece);
    if (line === '') {
      line = piece;
      width = added;
    } else if (width + 1 + added > room) {
      lines.push(line);
      line = piece;
      width = added;
    } else {
      line = `${line} ${piece}`;
      width += 1 + added;
    }
  }
  return [...lines, line];
};

const breakWord = (word: string, room: number): readonly string[] => {
  if (displayWidth(word) <= room) return [word];
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  for (const grapheme of graphemesOf(word)) {
    const added = graphemeWidth(grapheme);
    if (width + added > room) {
      pieces.push(piece);
      piece = '';
      width = 0;
    }
    piece += grapheme;
    width += added;
  }
  return [...pieces, piece];
};
