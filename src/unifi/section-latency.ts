import type { Period } from '../period.ts';
import type { Block, SeriesMark } from '../report/section.ts';
import { seriesBlocks } from './section-series.ts';
import type { Internet, Outage } from './snapshot.ts';

/** More points than this are drawn as means of equal stretches of time. A day by five minutes is drawn as it is. */
const maxPoints = 300;

type Samples = Internet['latency'];

/**
 * The latency of the period as a line, with its median and its peak. A stretch without a sample is a gap in it; outages
 * are marked to the second, so that the picture shows when the line was there and how fast it was.
 */
export function latencyBlocks({ latency: samples, outages }: Internet, period?: Period): Block[] {
  const [first] = samples;
  if (first === undefined) return [];
  const sorted = samples.map((sample) => sample.latencyMs).toSorted((a, b) => a - b);
  const medianMs = sorted[Math.floor(sorted.length / 2)] ?? first.latencyMs;
  const highestMs = sorted.at(-1) ?? first.latencyMs;
  const { points, stepMs } = drawn(samples);
  const topMs = Math.max(...points.map(({ amount }) => amount));
  return [
    {
      kind: 'facts',
      title: 'Latency',
      items: [
        { label: 'Typical', value: { latencyMs: medianMs } },
        { label: 'Highest', value: { latencyMs: highestMs } },
      ],
    },
    ...seriesBlocks(
      {
        title: 'Latency over the period, typically',
        points,
        stepMs,
        summary: { latencyMs: medianMs },
        shape: 'line',
        largest: { latencyMs: topMs },
        marks: outages.flatMap((outage) => markOf(outage, period)),
      },
      period,
    ),
  ];
}

/** The part of an outage that lies in the period. One without an end is marked to the end: nothing says that it ended. */
function markOf({ wan, fromMs, toMs }: Outage, period: Period | undefined): SeriesMark[] {
  const mark = {
    fromMs: Math.max(fromMs, period?.fromMs ?? fromMs),
    toMs: Math.min(toMs ?? period?.toMs ?? fromMs, period?.toMs ?? Number.POSITIVE_INFINITY),
    label: wan === undefined ? 'outage' : `${wan} outage`,
  };
  return mark.fromMs < mark.toMs ? [mark] : [];
}

interface Drawn {
  readonly points: readonly { readonly atMs: number; readonly amount: number }[];
  readonly stepMs: number;
}

/** The samples, or means of equal stretches each at its start; stretches without a sample have no point. */
function drawn(samples: Samples): Drawn {
  const firstMs = samples.at(0)?.atMs ?? 0;
  const lastMs = samples.at(-1)?.atMs ?? firstMs;
  if (samples.length <= maxPoints) {
    const points = samples.map(({ atMs, latencyMs }) => ({ atMs, amount: latencyMs }));
    return { points, stepMs: usualStepMs(samples) };
  }
  const stepMs = (lastMs - firstMs + 1) / maxPoints;
  const stretches = Map.groupBy(samples, ({ atMs }) => Math.floor((atMs - firstMs) / stepMs));
  const points = [...stretches].map(([index, rows]) => ({
    atMs: Math.round(firstMs + index * stepMs),
    amount: rows.reduce((sum, { latencyMs }) => sum + latencyMs, 0) / rows.length,
  }));
  return { points, stepMs };
}

/** The median of the times between samples, which a gap does not move. */
function usualStepMs(samples: Samples): number {
  const steps = samples
    .slice(1)
    .map(({ atMs }, index) => atMs - (samples[index]?.atMs ?? atMs))
    .toSorted((a, b) => a - b);
  return Math.max(1, steps[Math.floor(steps.length / 2)] ?? 1);
}
