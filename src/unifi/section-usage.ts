import type { Block, FactItem } from '../report/section.ts';
import { seriesBlocks } from './section-series.ts';
import type { Usage } from './side-parts.ts';
import type { Snapshot } from './snapshot.ts';
import { stretchOfLength } from './stretch.ts';
import { bytesOf, mostClients, trafficTotals } from './usage-totals.ts';

/** What went over the internet lines, in all and over the period. Nothing where no gateway counts it. */
export function trafficBlocks({ usage, period }: Snapshot): readonly Block[] {
  if (usage.status === 'missing') return [];
  const { samples, stepMs } = usage.data;
  if (samples.length === 0) return period === undefined ? [] : [noRecord];
  const { totalBytes } = trafficTotals(usage.data);
  if (totalBytes === undefined) return [];
  const points = pointsOf(usage.data, bytesOf);
  const title = `Traffic ${stretchOfLength(stepMs).per}, in all`;
  const largest = { bytes: largestOf(points) };
  return [
    { kind: 'facts', title: 'Traffic', items: trafficFacts(usage.data) },
    ...seriesBlocks(
      { title, points, summary: { bytes: totalBytes }, shape: 'columns', stepMs, largest },
      period,
    ),
  ];
}

/** How many clients there were over the period. */
export function clientCountBlocks({ usage, period }: Snapshot): readonly Block[] {
  if (usage.status === 'missing') return [];
  const { stepMs } = usage.data;
  const most = mostClients(usage.data);
  if (most === undefined) return [];
  const points = pointsOf(usage.data, ({ clientCount }) => clientCount);
  const title = 'Clients over the period, at most';
  const summary = { number: most };
  return seriesBlocks({ title, points, summary, shape: 'line', stepMs, largest: summary }, period);
}

const noRecord: Block = {
  kind: 'note',
  tone: 'neutral',
  text: 'The console has no record of the traffic and the clients of this period.',
};

function trafficFacts(usage: Usage): FactItem[] {
  const { downloadBytes, uploadBytes } = trafficTotals(usage);
  const { word } = stretchOfLength(usage.stepMs);
  const busiestBytes = largestOf(pointsOf(usage, bytesOf));
  const seconds = usage.stepMs / 1000;
  return [
    ...(downloadBytes === undefined ? [] : [{ label: 'Downloaded', value: { bytes: downloadBytes } }]),
    ...(uploadBytes === undefined ? [] : [{ label: 'Uploaded', value: { bytes: uploadBytes } }]),
    {
      label: `Busiest ${word}`,
      value: { bitsPerSecond: Math.round((busiestBytes * 8) / seconds) },
      hint: 'on average, both ways together',
    },
  ];
}

type Point = { readonly atMs: number; readonly amount: number };

const pointsOf = (
  { samples }: Usage,
  amountOf: (sample: Usage['samples'][number]) => number | undefined,
): readonly Point[] =>
  samples.flatMap((sample) => {
    const amount = amountOf(sample);
    return amount === undefined ? [] : [{ atMs: sample.fromMs, amount }];
  });

const largestOf = (points: readonly Point[]): number => Math.max(0, ...points.map(({ amount }) => amount));
