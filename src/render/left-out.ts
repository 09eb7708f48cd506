import { counted, type Writer } from './writer.ts';

/** What is missing below a table or a list of bars. */
export interface LeftOut {
  /** Cut off here. */
  readonly rows: number;
  /** In all of them all is well. */
  readonly rowsAreWell?: boolean;
  readonly columns?: number;
  /** "12 more devices, online and well", where rows are only counted. */
  readonly well?: string;
  /** What the source says it left out itself: "and 30 with less traffic". */
  readonly source: string;
}

/**
 * The source's own "and 12 more kinds" or "and 30 with less traffic": as true of the rows before, which are of the same
 * list and its order. What claims more ("and 12 more, all healthy") is not.
 */
const moreOfTheSame = /^and (\d+) ((?:more|with less|with fewer)(?: [^,;]+)?)$/u;

/**
 * What was left out here and by the source, as one phrase and, where it can be, one number: "and 18 more", "and 37 with
 * less traffic", else "6 rows left out here, and 12 more, all healthy". Empty when nothing was.
 */
export const leftOutPhrase = (leftOut: LeftOut, write: Writer): string => {
  const { rows, columns = 0, well = '', rowsAreWell = false } = leftOut;
  const source = write.text(leftOut.source);
  const told = source === '' ? { count: 0, ofWhat: 'more' } : moreOfTheSameIn(source);
  if (columns <= 0 && told !== undefined && well === '') {
    const count = Math.max(0, rows) + told.count;
    if (count === 0) return '';
    const more = `and ${write.value({ number: count })} ${told.ofWhat}`;
    return told.count === 0 && rowsAreWell ? `${more}, all well` : more;
  }
  const cut = [
    ...(rows > 0 ? [counted(write, rows, 'row')] : []),
    ...(columns > 0 ? [counted(write, columns, 'column')] : []),
  ].join(' and ');
  const phrases = [cut === '' ? '' : `${cut} left out here`, well, source].filter((phrase) => phrase !== '');
  return phrases.reduce((said, phrase) => `${said}${phrase.startsWith('and ') ? ',' : ';'} ${phrase}`);
};

const moreOfTheSameIn = (source: string): { readonly count: number; readonly ofWhat: string } | undefined => {
  const [, count, ofWhat] = moreOfTheSame.exec(source) ?? [];
  return ofWhat !== undefined && Number.isSafeInteger(Number(count))
    ? { count: Number(count), ofWhat }
    : undefined;
};

/** "and 12 more devices, online and well"; empty for none. */
export const wellWords = (
  count: number,
  words: { readonly one: string; readonly many: string } | undefined,
  isAll: boolean,
  write: Writer,
): string => {
  if (count === 0 || words === undefined) return '';
  const named = write.text(count === 1 ? words.one : words.many);
  const number = write.value({ number: count });
  return isAll ? `${number} ${named}` : `and ${number} more ${named}`;
};
