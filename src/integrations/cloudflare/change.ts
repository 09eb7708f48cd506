/** Above this a percentage says less than a factor. */
const factorsFrom = 10;

/**
 * How a number changed against the period before: "+12%", "−3%", "±0%", "×14"; `undefined` when nothing can be said. In
 * whole numbers, which are written alike in every locale.
 */
export function changeOf(now: number | undefined, before: number | undefined): string | undefined {
  if (now === undefined || before === undefined) return undefined;
  if (before === 0) return now === 0 ? '±0%' : 'from none';
  const factor = now / before;
  if (factor >= factorsFrom) return `×${Math.min(Math.round(factor), 1_000)}`;
  return signed(Math.round((factor - 1) * 100), '%');
}

/** How a share changed, in percentage points: "+2 points"; shares are 0–1. */
export const pointsOf = (now: number | undefined, before: number | undefined): string | undefined =>
  now === undefined || before === undefined ? undefined : signed(Math.round((now - before) * 100), ' points');

function signed(amount: number, unit: string): string {
  if (amount === 0) return `±0${unit}`;
  return `${amount > 0 ? '+' : '−'}${Math.abs(amount)}${amount === 1 || amount === -1 ? unit.replace(/s$/, '') : unit}`;
}

/** `part / whole`, 0–1; of nothing nothing is a share. */
export function shareOf(part: number | undefined, whole: number | undefined): number | undefined {
  if (part === undefined || whole === undefined || whole === 0) return undefined;
  return Math.min(1, part / whole);
}

/** "5%", "less than 1%"; shares are 0–1. */
export const percentWords = (share: number): string =>
  share > 0 && share < 0.01 ? 'less than 1%' : `${Math.round(share * 100)}%`;
