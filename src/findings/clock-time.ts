import type { FindingContext } from './rule.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** "02:47", with the day where more than one such time has been since: "20 Nov, 02:47". In the report's time zone. */
export function clockTime(atMs: number, { nowMs, timeZone }: Pick<FindingContext, 'nowMs' | 'timeZone'>) {
  const date = new Date(atMs);
  if (Number.isNaN(date.getTime())) return 'an unknown time';
  const isOld = Math.abs(nowMs - atMs) >= dayMs;
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    ...(isOld ? { day: 'numeric', month: 'short' } : {}),
  }).format(date);
}
