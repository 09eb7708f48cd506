export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Consoles mix seconds and milliseconds (UniFi API reference §7.4). */
export const toSeconds = (ms: number): number => Math.floor(ms / secondMs);

/** `2026-11-21T07:00:00Z`, without the fraction. */
export const isoSeconds = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
