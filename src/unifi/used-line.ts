import type { Outage, Wan } from './snapshot.ts';

/** Whether a line has ever carried traffic, as far as the console tells: a spare port that was never connected has not. */
export const isUsedLine = (wan: Wan, outages: readonly Outage[]): boolean =>
  wan.up === true ||
  wan.isp !== undefined ||
  wan.ip !== undefined ||
  (wan.availabilityRatio ?? 0) > 0 ||
  outages.some((outage) => outage.wan === wan.name);
