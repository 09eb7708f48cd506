/** The months a calendar version of cloudflared (`2026.10.0`) is old, by the month that it names. */
export function monthsOld(version: string, nowMs: number): number | undefined {
  const { year, month } = /^(?<year>20\d{2})\.(?<month>\d{1,2})\./.exec(version)?.groups ?? {};
  if (year === undefined || month === undefined || Number(month) < 1 || Number(month) > 12) return undefined;
  const now = new Date(nowMs);
  const months = (now.getUTCFullYear() - Number(year)) * 12 + now.getUTCMonth() + 1 - Number(month);
  return Math.max(0, months);
}

/** Cloudflare supports versions within one year of the newest one (its cloudflared download page). */
export const supportedMonths = 12;

export const isOutdated = (version: string | undefined, nowMs: number): boolean =>
  version !== undefined && (monthsOld(version, nowMs) ?? 0) > supportedMonths;

/** "2025.2.0 (21 months)"; a version of this month, and one that is no date, stay as they are. */
export function versionText(version: string, nowMs: number): string {
  const months = monthsOld(version, nowMs);
  if (months === undefined || months === 0) return version;
  return `${version} (${months} month${months === 1 ? '' : 's'})`;
}

/** The older of two: by year, month and patch, and never one that is no version. */
export function olderVersion(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.localeCompare(b, 'en', { numeric: true }) <= 0 ? a : b;
}
