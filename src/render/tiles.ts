import type { Figure } from '../report/figures.ts';
import type { Report } from '../report/report.ts';
import type { Value } from '../report/section.ts';
import { labelMaxLength } from './cell.ts';
import { type ShadeView, shadeView } from './colours.ts';
import { amountOf } from './figures.ts';
import type { Writer } from './writer.ts';

/** A figure that tells at a glance how the network is. */
export interface TileView {
  readonly label: string;
  readonly amount: string;
  /** "+12%", "the same", "worse, was 100%"; empty where there is nothing to compare with. */
  readonly change: string;
  readonly shade: ShadeView;
}

export interface TilesView {
  readonly items: readonly TileView[];
  /** CSS pixels of one tile, so that they stand in one row at full width and two by two on a phone. */
  readonly width: number;
  /** What the changes are against; empty where there is nothing to compare with. */
  readonly against: string;
}

/** Which figures, in this order; what is not known has no tile. */
const tileKeys = [
  'internet.availability',
  'devices.online',
  'clients.connected',
  'traffic.total',
  'security.blocked',
] as const;

/** Inside of the card at full width, and what the longest label needs. */
const rowWidth = 584;
const leastWidth = 116;

export const tilesView = ({ figures }: Report, write: Writer): TilesView => {
  const known = new Map(figures.items.map((figure) => [figure.key, figure]));
  const items = tileKeys.flatMap((key) => {
    const figure = known.get(key);
    return figure === undefined ? [] : tileView(figure, known.get('devices.all'), write);
  });
  const isCompared = items.some(({ change }) => change !== '');
  return {
    items,
    width: Math.max(leastWidth, Math.floor(rowWidth / Math.max(3, items.length))),
    against: isCompared ? 'Changes are against the period before.' : '',
  };
};

const tileView = (figure: Figure, allDevices: Figure | undefined, write: Writer): TileView => {
  const of = figure.key === 'devices.online' ? allDevices : undefined;
  const { change, better } = changeOf(figure, of, write);
  return {
    label: write.text(figure.label, labelMaxLength),
    amount: amountWords(figure.unit, figure.current, of?.current, write),
    change,
    shade: shadeView(better === undefined ? 'neutral' : better ? 'good' : 'warning'),
  };
};

/** "13 of 15" where it is known of how many. */
const amountWords = (unit: string, amount: number, of: number | undefined, write: Writer): string => {
  const words = write.value(tileValue(unit, amount));
  return of === undefined ? words : `${words} of ${write.value({ number: of })}`;
};

const tileValue = (unit: string, amount: number): Value =>
  Number.isFinite(amount) ? amountOf(unit, amount) : null;

interface Change {
  readonly change: string;
  /** Absent where neither direction is the better one. */
  readonly better?: boolean;
}

const changeOf = (figure: Figure, of: Figure | undefined, write: Writer): Change => {
  const { unit, current, previous } = figure;
  if (previous === undefined || !Number.isFinite(previous)) return { change: '' };
  const was = `was ${amountWords(unit, previous, of?.previous, write)}`;
  if (isRated(figure)) {
    const rise = current - previous - ((of?.current ?? 0) - (of?.previous ?? of?.current ?? 0));
    if (rise === 0) return { change: current === previous ? 'the same' : was };
    return rise > 0 ? { change: `better, ${was}`, better: true } : { change: `worse, ${was}`, better: false };
  }
  if (current === previous) return { change: 'the same' };
  if (previous === 0) return { change: was };
  return { change: `${write.change(current / previous - 1)}, ${was}` };
};

/** More is better; of clients, traffic and blocked threats it is neither good nor bad. */
const isRated = ({ key }: Figure): boolean => key === 'internet.availability' || key === 'devices.online';
