import type { Block } from '../report/section.ts';
import type { Internet } from './snapshot.ts';

/** More points than this are drawn as means of equal stretches of time: no line of a mail shows more. */
const maxPoints = 96;

type Samples = Internet['latency'];

/** The latency of the period as a line, with its median and its peak. */
export function latencyBlocks(samples: Samples): Block[] {
  const [first] = samples;
  if (first === undefined) return [];
  const sorted = samples.map((sample) => sample.latencyMs).toSorted((a, b) => a - b);
  const medianMs = sorted[Math.floor(sorted.length / 2)] ?? first.latencyMs;
  const highestMs = sorted.at(-1) ?? first.latencyMs;
  const points = thinned(samples).map(({ atMs, latencyMs }) => ({ atMs, amount: latencyMs }));
  return [
    {
      kind: 'facts',
      title: 'Latency',
      items: [
        { label: 'Typical', value: { latencyMs: medianMs } },
        { label: 'Highest', value: { latencyMs: highestMs } },
      ],
    },
    { kind: 'series', title: 'Latency over the period', points, summary: { latencyMs: medianMs } },
  ];
}

/** Means of equal stretches, each at the time of its first sample; stretches without a sample have no point. */
function thinned(samples: Samples): Samples {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined || samples.length <= maxPoints) return samples;
  const stretchMs = (last.atMs - first.atMs + 1) / maxPoints;
  const stretches = Map.groupBy(samples, ({ atMs }) => Math.floor((atMs - first.atMs) / stretchMs));
  return [...stretches.values()].map((rows) => ({
    atMs: rows[0]?.atMs ?? first.atMs,
    latencyMs: rows.reduce((sum, { latencyMs }) => sum + latencyMs, 0) / rows.length,
  }));
}
