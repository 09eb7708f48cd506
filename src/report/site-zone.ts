import type { Period } from '../period.ts';

/**
 * The site's own time zone (IANA name), where its days are not those of the report; nothing where both clocks show the
 * same, or where the console says nothing usable (`stat/sysinfo.timezone`, UniFi API reference §6).
 */
export function siteZoneUnlike(
  reportZone: string,
  siteZone: string | undefined,
  { fromMs, toMs }: Period,
): string | undefined {
  if (siteZone === undefined) return undefined;
  const differs = [fromMs, toMs].some((atMs) => {
    const site = clockIn(siteZone, atMs);
    return site !== undefined && site !== clockIn(reportZone, atMs);
  });
  return differs ? siteZone : undefined;
}

/** Day and time on a clock there; nothing where no such zone is known. */
function clockIn(timeZone: string, atMs: number): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'long' })
      .format(atMs)
      .replace(/ \S+$/, '');
  } catch {
    return undefined;
  }
}
