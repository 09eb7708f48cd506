/**
 * How single values are written: pure, by locale and time zone, and total. Whatever comes in, no reader ever meets
 * "NaN", "undefined" or "Invalid Date": what cannot be written is a dash.
 *
 * `locale` is a BCP 47 tag and `timeZone` an IANA name, both validated by the configuration.
 */

/** Written where nothing is known. Never 0. */
export const dash = '–';

export interface WritingStyle {
  readonly locale: string;
  readonly timeZone: string;
  /** Of the report: dates near it go without their year where it is the same one. Absent: every date has its year. */
  readonly period?: { readonly fromMs: number; readonly toMs: number };
}

/** Longest text that stays as it is when no length is given; longer than any sentence of ours. */
const defaultMaxLength = 1000;

/** More marks than any script stacks on one letter; what is above would paint over the neighbouring lines. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu;

/**
 * One line of harmless text from anything a network may send: control and format characters (bidirectional overrides
 * and isolates, zero-width characters) are removed, white space becomes single spaces, lone surrogates become U+FFFD.
 *
 * @param maxLength in code points; a longer text ends in "…" and has exactly so many at most.
 */
export function plainText(text: string, maxLength: number = defaultMaxLength): string {
  const line = isHarmless(text) ? text : withoutHarm(text);
  if (line.length <= maxLength) return line;
  const codePoints = Array.from(line);
  if (codePoints.length <= maxLength) return line;
  if (maxLength < 1) return '';
  return `${codePoints
    .slice(0, maxLength - 1)
    .join('')
    .trimEnd()}…`;
}

/** ASCII with single spaces between words, as nearly every name and sentence is: nothing is to be taken from it. */
const isHarmless = (text: string): boolean =>
  /^[ -~]*$/.test(text) && !text.includes('  ') && !text.startsWith(' ') && !text.endsWith(' ');

const withoutHarm = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cf}/gu, '')
    .replace(/\s/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .replace(/ +/gu, ' ')
    .replace(stackedMarks, '$1')
    .trim();

/** "1,234.5": at most two decimal places; scientific from 10^15 on, so that no number is a line long. */
export function formatNumber(value: number, locale: string): string {
  return writeNumber(value, locale, { maximumFractionDigits: 2 });
}

/** "1.53 MB": decimal units (kB = 1000 B), three significant digits. */
export function formatBytes(bytes: number, locale: string): string {
  return formatScaled(bytes, ['B', 'kB', 'MB', 'GB', 'TB', 'PB'], locale);
}

/** "94.2 Mbps": decimal units, three significant digits. */
export function formatBitsPerSecond(bitsPerSecond: number, locale: string): string {
  return formatScaled(bitsPerSecond, ['bps', 'kbps', 'Mbps', 'Gbps', 'Tbps'], locale);
}

/**
 * "25.4%" for 0.254. What is not quite everything is never rounded up to 100 % (an availability of 0.99996 is
 * "99.99%"), and what is not quite nothing never down to 0 %.
 */
export function formatRatio(ratio: number, locale: string): string {
  if (ratio > 0 && ratio < 0.001) return `<${writeNumber(0.001, locale, percent(1))}`;
  if (ratio > 0.99 && ratio < 1) return writeNumber(ratio, locale, { ...percent(2), roundingMode: 'trunc' });
  return writeNumber(ratio, locale, percent(1));
}

/** "12 ms", below 10 ms with one decimal place: "3.4 ms". */
export function formatLatency(latencyMs: number, locale: string): string {
  if (!(latencyMs >= 0)) return dash;
  return withUnit(writeNumber(latencyMs, locale, { maximumFractionDigits: latencyMs < 10 ? 1 : 0 }), 'ms');
}

/** "84 °C". */
export function formatCelsius(celsius: number, locale: string): string {
  return withUnit(writeNumber(celsius, locale, { maximumFractionDigits: 0 }), '°C');
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** The time span of JavaScript's dates; what is longer is no length of time but a wrong number. */
const longestMs = 8.64e15;

/**
 * "340 ms" · "45 s" · "14 min" · "3 h 5 min" · "2 d 4 h" · "45 d": rounded to the smaller unit that is shown. The digits
 * are the locale's, the symbols those of the SI: `Intl.DurationFormat` writes "3h 5m" in English, where "m" may be metres.
 * @param locale absent in our own English sentences
 */
export function formatDuration(durationMs: number, locale = 'en'): string {
  if (!(durationMs >= 0 && durationMs <= longestMs)) return dash;
  const write = (amount: number, unit: string) => withUnit(writeNumber(amount, locale, {}), unit);
  if (durationMs < secondMs) return write(Math.floor(durationMs), 'ms');
  const seconds = Math.round(durationMs / secondMs);
  if (seconds < 60) return write(seconds, 's');
  const minutes = Math.round(durationMs / minuteMs);
  if (minutes < 60) return write(minutes, 'min');
  const twoUnits = (amount: number, size: number, large: string, small: string): string => {
    const rest = amount % size;
    const whole = write(Math.floor(amount / size), large);
    return rest === 0 ? whole : `${whole} ${write(rest, small)}`;
  };
  if (minutes < 24 * 60) return twoUnits(minutes, 60, 'h', 'min');
  const hours = Math.round(durationMs / hourMs);
  if (hours < 10 * 24) return twoUnits(hours, 24, 'd', 'h');
  return write(Math.round(durationMs / dayMs), 'd');
}

/** "+12%", "-3%": whole per cent with their sign, "0%" without one. */
export function formatChange(ratio: number, locale: string): string {
  return writeNumber(ratio, locale, { ...percent(0), signDisplay: 'exceptZero' });
}

/** "21 Nov 2026, 07:00", near the style's period "21 Nov, 07:00": in its zone, 24-hour clock where the locale has it. */
export function formatDateTime(atMs: number, style: WritingStyle): string {
  return writeTime(atMs, style, { ...(isNearby(atMs, style) ? dayParts : dateParts), ...timeParts });
}

/** Further away a date without its year makes people count. */
const nearbyMs = 31 * dayMs;

function isNearby(atMs: number, { period, timeZone }: WritingStyle): boolean {
  if (period === undefined) return false;
  if (!(atMs >= period.fromMs - nearbyMs && atMs <= period.toMs + nearbyMs)) return false;
  const yearOf = (ms: number): string => writeTime(ms, { locale: 'en', timeZone }, { year: 'numeric' });
  return yearOf(atMs) === yearOf(period.toMs);
}

const dayParts = { day: 'numeric', month: 'short' } as const;
const dateParts = { ...dayParts, year: 'numeric' } as const;
const timeParts = { hour: '2-digit', minute: '2-digit' } as const;

function writeTime(
  atMs: number,
  { locale, timeZone }: WritingStyle,
  parts: Intl.DateTimeFormatOptions,
): string {
  const date = new Date(atMs);
  if (Number.isNaN(date.getTime())) return dash;
  return dateFormat(locale, { ...parts, timeZone }).format(date);
}

/** Making a format costs a hundred times as much as using it; a report needs a few, and some of them thousands of times. */
const keptFormats = <Options extends object, Format>(make: (locale: string, options: Options) => Format) => {
  const kept = new Map<string, Format>();
  return (locale: string, options: Options): Format => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const format = kept.get(key) ?? make(locale, options);
    kept.set(key, format);
    return format;
  };
};

const numberFormat = keptFormats(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
const dateFormat = keptFormats(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);

const percent = (maximumFractionDigits: number) => ({ style: 'percent', maximumFractionDigits }) as const;

function writeNumber(value: number, locale: string, options: Intl.NumberFormatOptions): string {
  if (!Number.isFinite(value)) return dash;
  const notation = Math.abs(value) >= 1e15 ? 'scientific' : 'standard';
  return numberFormat(locale, { signDisplay: 'negative', ...options, notation }).format(value);
}

function formatScaled(value: number, units: readonly string[], locale: string): string {
  if (!(value >= 0)) return dash;
  let scaled = value;
  let step = 0;
  // Compared as it will be written: 999,950 B is 1 MB, not 1,000 kB.
  while (step < units.length - 1 && Number(scaled.toPrecision(3)) >= 1000) {
    scaled /= 1000;
    step += 1;
  }
  // Significant digits of a number next to nothing would be hundreds of zeros.
  const digits = scaled < 1 ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 3 };
  return withUnit(writeNumber(scaled, locale, digits), units[step] ?? '');
}

const withUnit = (written: string, unit: string): string => (written === dash ? dash : `${written} ${unit}`);
