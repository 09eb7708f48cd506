import type { Period } from '../period.ts';

/** Consoles are asked for a period, but older ones answer with whole hours or everything they have. */
export const isWithin = ({ fromMs, toMs }: Period, atMs: number): boolean => atMs >= fromMs && atMs < toMs;
