import { dash } from './format.ts';
import { dateFormats, type WritingStyle } from './format-time.ts';

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
  const format = withDate || !isOneDay(from, to, timeZone) ? dayAndClock : clock;
  return format(locale, timeZone).formatRange(from, to);
}

const clock = dateFormats({ hour: '2-digit', minute: '2-digit' });
const dayAndClock = dateFormats({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const day = dateFormats({ dateStyle: 'short' });

const isOneDay = (from: Date, to: Date, timeZone: string): boolean => {
  const format = day('en', timeZone);
  return format.format(from) === format.format(to);
};
