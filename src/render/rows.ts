import type { Block, Value } from '../report/section.ts';
import type { Limits } from './limits.ts';

type TableBlock = Extract<Block, { kind: 'table' }>;
type Row = readonly Value[];

interface Rows {
  readonly shown: readonly Row[];
  /** Left out for lack of room. */
  readonly cut: readonly Row[];
  /** Only counted, because all is well in them. */
  readonly well: readonly Row[];
}

/** Which rows of a table are written. Where not all have room, those in which all is well go first, then the last ones. */
export const rowsWithin = ({ rows, well }: TableBlock, limits: Limits): Rows => {
  const isCounted = limits.form === 'mail' && well !== undefined;
  const candidates = isCounted ? rows.filter((row) => !isWell(row)) : rows;
  const counted = isCounted ? rows.filter(isWell) : [];
  if (candidates.length <= limits.rows) return { shown: candidates, cut: [], well: counted };
  const kept = new Set(placesWellLast(candidates).slice(0, limits.rows));
  return {
    shown: candidates.filter((_, place) => kept.has(place)),
    cut: candidates.filter((_, place) => !kept.has(place)),
    well: counted,
  };
};

const placesWellLast = (rows: readonly Row[]): readonly number[] => {
  const places = rows.map((row, place) => ({ place, isWell: isWell(row) }));
  return [...places.filter((one) => !one.isWell), ...places.filter((one) => one.isWell)].map(
    ({ place }) => place,
  );
};

/** At least one cell says that it is good, and none has another tone. */
export const isWell = (row: Row): boolean => {
  const tones = row.flatMap((value) =>
    value !== null && typeof value === 'object' && 'tone' in value && value.tone !== undefined
      ? [value.tone]
      : [],
  );
  return tones.length > 0 && tones.every((tone) => tone === 'good');
};
