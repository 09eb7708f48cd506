export interface Cost {
  readonly size: number;
  readonly cost: number;
}

/** The exponent b of cost = a · size^b that fits best: a straight line through the logarithms (least squares). */
export const growthExponent = (costs: readonly Cost[]): number => {
  const points = costs.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const mean = (of: (point: { x: number; y: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const slope = (of: (point: { x: number; y: number }) => number): number =>
    points.reduce((sum, point) => sum + (point.x - meanX) * of(point), 0);
  return slope(({ y }) => y - meanY) / slope(({ x }) => x - meanX);
};
