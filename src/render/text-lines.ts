/** Columns of the text part: what a terminal and every mail client show without wrapping. */
export const textWidth = 78;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** East Asian wide and full-width characters and emoji take two columns (Unicode Standard Annex 11). */
const twoColumns =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

/** Almost all text is, and then a column is a letter. */
const printableAscii = /^[\x20-\x7e]*$/;

/** Columns a text takes in a fixed-width type. */
export const displayWidth = (text: string): number => {
  if (printableAscii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
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
  lines.push(line);
  return lines.map((written, index) => `${index === 0 ? first : hanging}${written}`.trimEnd());
};

const breakWord = (word: string, room: number): readonly string[] => {
  if (displayWidth(word) <= room) return [word];
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  for (const { segment } of graphemes.segment(word)) {
    const added = graphemeWidth(segment);
    if (width + added > room) {
      pieces.push(piece);
      piece = '';
      width = 0;
    }
    piece += segment;
    width += added;
  }
  return [...pieces, piece];
};
