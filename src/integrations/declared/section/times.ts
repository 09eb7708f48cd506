import type { Json } from '../json-path.ts';

/** The range of `Date`, ECMA-262 §21.4.1.1. */
const latestMs = 8.64e15;
/** A larger number of seconds would be past the year 5000: it is milliseconds. */
const mostSeconds = 1e11;

const isoTime =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * A point in time: an ISO 8601 text (without an offset it is UTC), or seconds or milliseconds since 1970, as a number or
 * as a text. `never`: 0 and the year 1, with which many APIs say that something has not happened yet.
 */
export function timeMsOf(json: Json): number | 'never' | undefined {
  const number = typeof json === 'string' && /^\d+(\.\d+)?$/.test(json) ? Number(json) : json;
  if (typeof number === 'number') return ofEpoch(number);
  return typeof json === 'string' ? ofIso(json.trim()) : undefined;
}

function ofEpoch(number: number): number | 'never' | undefined {
  if (number === 0) return 'never';
  const ms = Math.abs(number) < mostSeconds ? number * 1000 : number;
  return Math.abs(ms) <= latestMs ? ms : undefined;
}

function ofIso(text: string): number | 'never' | undefined {
  const [matched, day = '', clock = '00:00', offset = 'Z'] = isoTime.exec(text) ?? [];
  if (matched === undefined) return undefined;
  if (day.startsWith('0001-')) return 'never';
  const zone = /^[+-]\d{2}$/.test(offset) ? `${offset}:00` : offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  // `Date` reads no more than milliseconds, some APIs write nanoseconds.
  const time = clock.replace(/[.,](\d{1,3})\d*$/, '.$1');
  const atMs = Date.parse(`${day}T${time}${zone.toUpperCase()}`);
  return Number.isNaN(atMs) ? undefined : atMs;
}

const isoDuration =
  /^P(?=.)(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?=.)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;
const unitSeconds = [604_800, 86_400, 3_600, 60, 1];

/** `P1DT2H30M`, ISO 8601, in seconds. Months and years have no length that is always the same. */
export function durationSecondsOf(text: string): number | undefined {
  const found = isoDuration.exec(text.trim());
  if (found === null) return undefined;
  return unitSeconds.reduce((sum, seconds, index) => sum + seconds * Number(found[index + 1] ?? 0), 0);
}
