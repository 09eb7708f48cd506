import { dash, type WritingStyle } from './format.ts';

export interface RangeOptions {
  /** In a period longer than a day a clock alone would not say which day is meant. */
  readonly withDate: boolean;
}

/** "02:47–03:01", with the date "21 Nov, 02:47–03:01", over midnight "20 Nov, 23:50 – 21 Nov, 00:10": in the style's zone. */
export function formatTimeRange(
  fromMs: number,
  toMs: number,
  { locale, timeZone }: WritingStyle,
  { withDate }: RangeOptions,
): string {
  const [from, to] = [new Date(fromMs), new Date(toMs)];
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) || from > to) return dash;
  const date = { day: 'numeric', month: 'short' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', timeZone } as const;
  const parts = withDate || !isOneDay(from, to, timeZone) ? { ...date, ...clock } : clock;
  return new Intl.DateTimeFormat(locale, parts).formatRange(from, to);
}

const isOneDay = (from: Date, to: Date, timeZone: string): boolean => {
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'short', timeZone });
  return day.format(from) === day.format(to);
};
