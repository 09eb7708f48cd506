/**
 * How single values are written: pure, by locale and time zone, and total. Whatever comes in, no reader ever meets
 * "NaN", "undefined" or "Invalid Date": what cannot be written is a dash.
 *
 * `locale` is a BCP 47 tag and `timeZone` an IANA name, both validated by the configuration.
 */

/** Written where nothing is known. Never 0. */
export const dash = '–';

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

/**
 * Plain letters and punctuation with single spaces between words, as nearly every name and sentence is: nothing is to be
 * taken from it. (Of Latin 1 all but control characters, the hard space and the soft hyphen; dashes, quotes and dots.)
 */
const isHarmless = (text: string): boolean =>
  /^[ -~\u00A1-\u00AC\u00AE-\u00FF\u2010-\u2027]*$/.test(text) &&
  !text.includes('  ') &&
  !text.startsWith(' ') &&
  !text.endsWith(' ');

const withoutHarm = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cf}/gu, '')
    .replace(/\s/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .replace(/ +/gu, ' ')
    .replace(stackedMarks, '$1')
    .trim();

/**
 * Making a format of the platform costs a hundred times as much as using it; a report needs a few, and some of them
 * thousands of times. Each is made once for a locale and a zone, and found again without its options being looked at.
 */
export const keptFormats = <Format>(make: (locale: string, timeZone: string) => Format) => {
  const formats = new Map<string, Format>();
  // A report is written in one locale and one zone.
  let last: { readonly locale: string; readonly timeZone: string; readonly format: Format } | undefined;
  return (locale: string, timeZone = ''): Format => {
    if (last?.locale === locale && last.timeZone === timeZone) return last.format;
    const key = `${locale} ${timeZone}`;
    const format = formats.get(key) ?? make(locale, timeZone);
    formats.set(key, format);
    last = { locale, timeZone, format };
    return format;
  };
};

/** Half of the numbers of a report are one of ten. */
const remembering = (write: (value: number) => string, most = 250): ((value: number) => string) => {
  const known = new Map<number, string>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const written = write(value);
    if (known.size >= most) known.clear();
    known.set(value, written);
    return written;
  };
};

/** One way of writing numbers, usual or scientific. */
const numberFormats = (options: Intl.NumberFormatOptions) => {
  const inNotation = (notation: 'standard' | 'scientific') =>
    keptFormats((locale) => {
      const format = new Intl.NumberFormat(locale, { signDisplay: 'negative', ...options, notation });
      return remembering((value) => format.format(value));
    });
  return { standard: inNotation('standard'), scientific: inNotation('scientific') } as const;
};

const ways = {
  whole: numberFormats({ maximumFractionDigits: 0 }),
  oneDecimal: numberFormats({ maximumFractionDigits: 1 }),
  twoDecimals: numberFormats({ maximumFractionDigits: 2 }),
  threeDigits: numberFormats({ maximumSignificantDigits: 3 }),
  percent: numberFormats({ style: 'percent', maximumFractionDigits: 1 }),
  nearlyAll: numberFormats({ style: 'percent', maximumFractionDigits: 2, roundingMode: 'trunc' }),
  change: numberFormats({ style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
} as const;

/** "1,234.5": at most two decimal places; scientific from 10^15 on, so that no number is a line long. */
export function formatNumber(value: number, locale: string): string {
  return writeNumber(value, locale, ways.twoDecimals);
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
  if (ratio > 0 && ratio < 0.001) return `<${writeNumber(0.001, locale, ways.percent)}`;
  if (ratio > 0.99 && ratio < 1) return writeNumber(ratio, locale, ways.nearlyAll);
  return writeNumber(ratio, locale, ways.percent);
}

/** "12 ms", below 10 ms with one decimal place: "3.4 ms". */
export function formatLatency(latencyMs: number, locale: string): string {
  if (!(latencyMs >= 0)) return dash;
  return withUnit(writeNumber(latencyMs, locale, latencyMs < 10 ? ways.oneDecimal : ways.whole), 'ms');
}

/** "84 °C". */
export function formatCelsius(celsius: number, locale: string): string {
  return withUnit(writeNumber(celsius, locale, ways.whole), '°C');
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
  const write = (amount: number, unit: string) => withUnit(writeNumber(amount, locale, ways.whole), unit);
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
  return writeNumber(ratio, locale, ways.change);
}

function writeNumber(value: number, locale: string, way: ReturnType<typeof numberFormats>): string {
  if (!Number.isFinite(value)) return dash;
  const format = Math.abs(value) >= 1e15 ? way.scientific : way.standard;
  return format(locale)(value);
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
  const digits = scaled < 1 ? ways.twoDecimals : ways.threeDigits;
  return withUnit(writeNumber(scaled, locale, digits), units[step] ?? '');
}

const withUnit = (written: string, unit: string): string => (written === dash ? dash : `${written} ${unit}`);
