export interface Point {
  readonly atMs: number;
  readonly amount: number;
}

const maxBars = 36;

/**
 * A series of samples as at most 36 equally long stretches of time, each with its largest sample as a share of the
 * largest of all (0–1). `null` is a stretch without a sample: a gap, never a zero.
 */
export const seriesShares = (points: readonly Point[]): readonly (number | null)[] => {
  const samples = points.filter(({ atMs, amount }) => Number.isFinite(atMs) && Number.isFinite(amount));
  if (samples.length === 0) return [];
  const firstMs = samples.reduce((least, { atMs }) => Math.min(least, atMs), Number.POSITIVE_INFINITY);
  const lastMs = samples.reduce((most, { atMs }) => Math.max(most, atMs), Number.NEGATIVE_INFINITY);
  const count = lastMs === firstMs ? 1 : Math.min(maxBars, samples.length);
  const stretchMs = Math.max(1, lastMs - firstMs) / count;

  const largest: (number | null)[] = Array.from({ length: count }, () => null);
  for (const { atMs, amount } of samples) {
    const stretch = Math.min(count - 1, Math.floor((atMs - firstMs) / stretchMs));
    largest[stretch] = Math.max(largest[stretch] ?? 0, amount);
  }
  return asShares(largest);
};

/** Amounts as shares of the largest, 0–1; negative amounts count as 0. */
export const asShares = (amounts: readonly (number | null)[]): readonly (number | null)[] => {
  const top = amounts.reduce<number>((most, amount) => Math.max(most, finiteOrZero(amount)), 0);
  return amounts.map((amount) => (amount === null ? null : shareOf(finiteOrZero(amount), top)));
};

const finiteOrZero = (amount: number | null): number =>
  amount !== null && Number.isFinite(amount) ? Math.max(0, amount) : 0;

const shareOf = (amount: number, top: number): number => (top > 0 ? amount / top : 0);
