import { andMore, counted, type Writer } from './writer.ts';

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

/** The source's own "and 12 more", which says nothing but a number. */
const plainMore = /^and (\d+) more$/u;

/**
 * What was left out here and by the source, as one phrase: "and 18 more" where both say nothing else, else "6 rows left
 * out here, and 30 with less traffic". Empty when nothing was.
 */
export const leftOutPhrase = (leftOut: LeftOut, write: Writer): string => {
  const { rows, columns = 0, well = '' } = leftOut;
  const source = write.text(leftOut.source);
  const bySource = source === '' ? 0 : Number(plainMore.exec(source)?.[1]);
  if (columns <= 0 && Number.isSafeInteger(bySource) && well === '') {
    const more = andMore(write, Math.max(0, rows) + bySource);
    return more !== '' && bySource === 0 && leftOut.rowsAreWell === true ? `${more}, all well` : more;
  }
  const cut = [
    ...(rows > 0 ? [counted(write, rows, 'row')] : []),
    ...(columns > 0 ? [counted(write, columns, 'column')] : []),
  ].join(' and ');
  const phrases = [cut === '' ? '' : `${cut} left out here`, well, source].filter((phrase) => phrase !== '');
  return phrases.reduce((said, phrase) => `${said}${phrase.startsWith('and ') ? ',' : ';'} ${phrase}`);
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
