import type { Internet } from './snapshot.ts';

/** The median of the period's samples, which a few spikes do not move; else the worst line's present value. */
export function typicalLatencyMs(internet: Internet | undefined): number | undefined {
  const samples = (internet?.latency ?? []).map((sample) => sample.latencyMs).toSorted((a, b) => a - b);
  const [worst] = (internet?.wans ?? []).flatMap((wan) => wan.latencyMs ?? []).toSorted((a, b) => b - a);
  return samples[Math.floor(samples.length / 2)] ?? worst;
}
