import { dash, keptFormats } from './format.ts';

export interface WritingStyle {
  readonly locale: string;
  readonly timeZone: string;
  /** Of the report: dates near it go without their year where it is the same one. Absent: every date has its year. */
  readonly period?: { readonly fromMs: number; readonly toMs: number };
}

/** "21 Nov 2026, 07:00", near the style's period "21 Nov, 07:00": in its zone, 24-hour clock where the locale has it. */
export function formatDateTime(atMs: number, style: WritingStyle): string {
  return writeTime(atMs, style, isNearby(atMs, style) ? times.near : times.far);
}

/** Further away a date without its year makes people count. */
const nearbyMs = 31 * 24 * 60 * 60 * 1000;

function isNearby(atMs: number, { period, timeZone }: WritingStyle): boolean {
  if (period === undefined) return false;
  if (!(atMs >= period.fromMs - nearbyMs && atMs <= period.toMs + nearbyMs)) return false;
  return yearOf(atMs, timeZone) === yearOf(period.toMs, timeZone);
}

/** No zone is as far from UTC as this. */
const farthestZoneMs = 24 * 60 * 60 * 1000;

/** In a zone, whose clock must be asked only at the turn of a year. */
function yearOf(atMs: number, timeZone: string): string {
  const year = new Date(atMs - farthestZoneMs).getUTCFullYear();
  if (year > 0 && year === new Date(atMs + farthestZoneMs).getUTCFullYear()) return String(year);
  return writeTime(atMs, { locale: 'en', timeZone }, times.year);
}

/** One way of writing points in time: its format for a locale and an IANA zone, made once. */
export const dateFormats = (parts: Intl.DateTimeFormatOptions) =>
  keptFormats((locale, timeZone) => new Intl.DateTimeFormat(locale, { ...parts, timeZone }));

const dayAndTime = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;

const times = {
  near: dateFormats(dayAndTime),
  far: dateFormats({ ...dayAndTime, year: 'numeric' }),
  year: dateFormats({ year: 'numeric' }),
} as const;

function writeTime(
  atMs: number,
  { locale, timeZone }: WritingStyle,
  format: ReturnType<typeof dateFormats>,
): string {
  const date = new Date(atMs);
  return Number.isNaN(date.getTime()) ? dash : format(locale, timeZone).format(date);
}
