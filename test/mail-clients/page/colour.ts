/** Red, green and blue from 0 to 255, alpha from 0 to 1. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/**
 * A computed colour: browsers write `rgb(…)` and `rgba(…)`, whatever the style sheet said.
 * @throws Error for another notation, so that nothing is taken for readable that was not understood.
 */
export const readColour = (computed: string): Rgba => {
  const found = /^rgba?\((?<numbers>[^)]*)\)$/u.exec(computed)?.groups?.numbers;
  const [red, green, blue, alpha = 1] = (found ?? '').split(/[ ,/]+/u).map(Number);
  if (
    red === undefined ||
    green === undefined ||
    blue === undefined ||
    ![red, green, blue, alpha].every(Number.isFinite)
  )
    throw new Error(`not a colour that this check can read: ${computed}`);
  return [red, green, blue, alpha];
};

/** `upper` drawn on `lower`. */
export const over = (upper: Rgba, lower: Rgba): Rgba => {
  const [, , , alpha] = upper;
  const mix = (at: 0 | 1 | 2): number => upper[at] * alpha + lower[at] * (1 - alpha);
  return [mix(0), mix(1), mix(2), alpha + lower[3] * (1 - alpha)];
};

/** WCAG 2.2, relative luminance. */
const luminance = ([red, green, blue]: Rgba): number => {
  const linear = (channel: number): number => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
};

/** WCAG 2.2, contrast ratio: 1 for the same colour, 21 for black on white. */
export const contrastRatio = (one: Rgba, other: Rgba): number => {
  const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
};
