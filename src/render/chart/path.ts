/** A coordinate in tenths of a pixel: finer than any screen shows. */
export const rounded = (pixels: number): string => String(Math.round(pixels * 10) / 10);

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A line through all spots, as the `d` of an SVG path. */
export const linePath = (spots: readonly Spot[]): string =>
  spots.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('');

export interface Rectangle extends Spot {
  readonly width: number;
  readonly height: number;
}

export const rectanglePath = ({ x, y, width, height }: Rectangle): string =>
  `M${rounded(x)} ${rounded(y)}h${rounded(width)}v${rounded(height)}h${rounded(-width)}z`;
