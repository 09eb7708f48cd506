import type { Figure } from '../report/figures.ts';
import type { Report } from '../report/report.ts';
import type { Block, Value } from '../report/section.ts';
import type { Limits } from './limits.ts';
import { readView, type SectionView } from './sections.ts';
import type { Writer } from './writer.ts';

const hourMs = 60 * 60 * 1000;

/** Periods that differ by less are told as equally long. */
const sameLengthTolerance = 0.05;

/** The figures of this period beside those of the one before; nothing where there is none. */
export const figuresView = (report: Report, write: Writer, limits: Limits): readonly SectionView[] => {
  const blocks = write.kept.figures.get(report) ?? figuresBlocks(report, write);
  write.kept.figures.set(report, blocks);
  return blocks.length === 0 ? [] : [readView('Compared with the period before', blocks, write, limits)];
};

const figuresBlocks = (
  { figures: { items, previousPeriod }, period }: Report,
  write: Writer,
): readonly Block[] => {
  const compared = items.filter(({ previous }) => previous !== undefined);
  if (previousPeriod === undefined || compared.length === 0) return [];
  const lengthMs = period.toMs - period.fromMs;
  const previousMs = previousPeriod.toMs - previousPeriod.fromMs;
  const isScaled =
    Math.min(lengthMs, previousMs) >= hourMs && Math.abs(lengthMs / previousMs - 1) > sameLengthTolerance;
  const note: Block = {
    kind: 'note',
    tone: 'neutral',
    text: `This period is ${write.value({ durationMs: lengthMs })} long, the one before ${write.value({ durationMs: previousMs })}: what was counted then is scaled to the length of this one.`,
  };
  return [tableOf(compared, write), ...(isScaled ? [note] : [])];
};

const tableOf = (items: readonly Figure[], write: Writer): Block => ({
  kind: 'table',
  columns: [
    { title: 'Figure' },
    { title: 'Now', align: 'end' },
    { title: 'Before', align: 'end' },
    { title: 'Change', align: 'end' },
  ],
  rows: items.map(({ label, unit, current, previous }): Value[] => [
    label,
    amountOf(unit, current),
    previous === undefined ? null : amountOf(unit, previous),
    changeOf(unit, current, previous, write),
  ]),
});

/** A number of a figure with its unit. */
export function amountOf(unit: string, amount: number): Value {
  if (unit === 'ratio') return { ratio: amount };
  if (unit === 'ms') return { latencyMs: amount };
  if (unit === 'bytes') return { bytes: amount };
  if (unit === 'bits/s') return { bitsPerSecond: amount };
  return { number: Number.isInteger(amount) ? amount : Math.round(amount * 10) / 10 };
}

/** "+12%"; of shares, which are percents already, and from nothing there is none. */
function changeOf(unit: string, current: number, previous: number | undefined, write: Writer): Value {
  if (previous === undefined || unit === 'ratio' || previous === 0) return null;
  const ratio = current / previous - 1;
  return Math.round(ratio * 100) === 0 ? 'the same' : write.change(ratio);
}
