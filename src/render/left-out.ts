import { andMore, counted, type Writer } from './writer.ts';

/** What is missing below a table or a list of bars. */
export interface LeftOut {
  /** Cut off here. */
  readonly rows: number;
  readonly columns?: number;
  /** What the source says it left out itself: "and 30 with less traffic". */
  readonly source: string;
}

/** The source's own "and 12 more", which says nothing but a number. */
const plainMore = /^and (\d+) more$/u;

/**
 * What was left out here and by the source, as one phrase: "and 18 more" where both say nothing else, else "6 rows left
 * out here, and 30 with less traffic". Empty when nothing was.
 */
export const leftOutPhrase = ({ rows, columns = 0, source }: LeftOut, write: Writer): string => {
  const said = write.text(source);
  if (rows <= 0 && columns <= 0) return said;
  const bySource = said === '' ? 0 : Number(plainMore.exec(said)?.[1]);
  if (columns <= 0 && Number.isSafeInteger(bySource)) return andMore(write, rows + bySource);
  const cut = [
    ...(rows > 0 ? [counted(write, rows, 'row')] : []),
    ...(columns > 0 ? [counted(write, columns, 'column')] : []),
  ];
  const here = `${cut.join(' and ')} left out here`;
  if (said === '') return here;
  return said.startsWith('and ') ? `${here}, ${said}` : `${here}; ${said}`;
};
