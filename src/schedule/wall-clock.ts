/** `Saturday 21 November 2026 at 07:00:00 CET`. */
export const wallClock = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long', timeZone }).format(atMs);
