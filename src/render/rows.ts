import type { Block, Value } from '../report/section.ts';
import type { Limits } from './limits.ts';

type TableBlock = Extract<Block, { kind: 'table' }>;
type Row = readonly Value[];

interface Rows {
  readonly shown: readonly Row[];
  /** How many are left out for lack of room. */
  readonly cut: number;
  /** In all that are left out all is well. */
  readonly cutAreWell: boolean;
  /** How many are only counted, because all is well in them. */
  readonly well: number;
}

/** Which rows of a table are written. Where not all have room, those in which all is well go first, then the last ones. */
export const rowsWithin = (table: TableBlock, limits: Limits): Rows => {
  const { rows } = table;
  if (limits.form === 'mail' && table.well !== undefined) {
    const { troubled, well } = placesOf(table);
    const cut = Math.max(0, troubled.length - limits.rows);
    return {
      shown: rowsAt(troubled.slice(0, limits.rows), table),
      cut,
      cutAreWell: false,
      well: well.length,
    };
  }
  if (rows.length <= limits.rows) return { shown: rows, cut: 0, cutAreWell: false, well: 0 };
  const { troubled, well } = placesOf(table);
  const kept = [...troubled, ...well].slice(0, limits.rows).sort((one, other) => one - other);
  return {
    shown: rowsAt(kept, table),
    cut: rows.length - kept.length,
    cutAreWell: troubled.length <= limits.rows,
    well: 0,
  };
};

const rowsAt = (places: readonly number[], { rows }: TableBlock): readonly Row[] =>
  places.flatMap((place) => {
    const row = rows[place];
    return row === undefined ? [] : [row];
  });

interface Places {
  readonly troubled: readonly number[];
  readonly well: readonly number[];
}

/** Looked for once, however often a table is cut. */
const known = new WeakMap<TableBlock, Places>();

const placesOf = (table: TableBlock): Places => {
  const places = known.get(table);
  if (places !== undefined) return places;
  const troubled: number[] = [];
  const well: number[] = [];
  for (const [place, row] of table.rows.entries()) (isWell(row) ? well : troubled).push(place);
  known.set(table, { troubled, well });
  return { troubled, well };
};

/** At least one cell says that it is good, and none has another tone. */
export const isWell = (row: Row): boolean => {
  let isGood = false;
  for (const value of row) {
    const tone = value !== null && typeof value === 'object' && 'tone' in value ? value.tone : undefined;
    if (tone === undefined) continue;
    if (tone !== 'good') return false;
    isGood = true;
  }
  return isGood;
};
