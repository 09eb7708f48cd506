import type { Value } from '../../../report/section.ts';
import type { Json } from '../json-path.ts';
import type { ValueFormat, ValueSpec } from '../spec.ts';
import { durationSecondsOf, timeMsOf } from './times.ts';

/** One JSON value as the section writes it, or what it is that cannot be written so. */
export type ReadValue =
  | { readonly ok: true; readonly value: Value; readonly amount?: number }
  /** `is` and `wanted` complete "… is a list, not a number of bytes". */
  | { readonly ok: false; readonly is: string; readonly wanted: string };

/**
 * Tolerant of how APIs write the same thing: numbers and times may be texts, `null` and a time of zero are "nothing known".
 * `amount` is the number behind the value, in the unit of its format, for what is drawn.
 */
export function readValue(json: Json, { format, scale = 1 }: ValueShape, nowMs: number): ReadValue {
  if (json === null) return known(null);
  if (format === 'date' || format === 'since') return readTime(json, { format, scale }, nowMs);
  const amount = amountOf(json, format);
  if (amount !== undefined && (format !== undefined || scale !== 1 || typeof json === 'number'))
    return finite(amount * scale, format) ?? wrong(json, wantedBy(format));
  if (format === undefined && typeof json === 'string') return known(json);
  if (format === undefined && typeof json === 'boolean') return known(json ? 'yes' : 'no');
  return wrong(json, wantedBy(format));
}

export type ValueShape = Pick<ValueSpec, 'format' | 'scale'>;

/** A number in the unit of its format as what a reader sees. */
export function valueOfAmount(amount: number, format: ValueFormat | undefined): Value {
  switch (format) {
    case 'bytes':
      return { bytes: amount };
    case 'duration':
      return { durationMs: amount * 1000 };
    case 'percent':
      return { ratio: amount / 100 };
    default:
      return { number: amount };
  }
}

/** A name, whatever JSON it is written as; `undefined` for a list, an object and null. */
export function readLabel(json: Json): string | undefined {
  if (typeof json === 'string') return json;
  return Number.isFinite(json) || typeof json === 'boolean' ? String(json) : undefined;
}

const known = (value: Value): ReadValue => ({ ok: true, value });

const wrong = (json: Json, wanted: string): ReadValue => ({ ok: false, is: kindOf(json), wanted });

function finite(amount: number, format: ValueFormat | undefined): ReadValue | undefined {
  const isWritable = Number.isFinite(amount) && Number.isFinite(amount * 1000);
  return isWritable ? { ok: true, value: valueOfAmount(amount, format), amount } : undefined;
}

function readTime(json: Json, { format, scale = 1 }: ValueShape, nowMs: number): ReadValue {
  const time = timeMsOf(typeof json === 'number' ? json * scale : json);
  if (time === 'never') return known(null);
  if (time === undefined) return wrong(json, 'a time');
  // "Since" tomorrow makes no sense; a clock that is a little ahead does.
  const isPast = time <= nowMs + clockToleranceMs;
  return known(format === 'since' && isPast ? { durationMs: Math.max(0, nowMs - time) } : { atMs: time });
}

const clockToleranceMs = 5 * 60_000;

function amountOf(json: Json, format: ValueFormat | undefined): number | undefined {
  if (typeof json === 'number') return json;
  if (typeof json !== 'string') return undefined;
  const text = format === 'percent' ? json.replace(/\s*%\s*$/, '') : json;
  if (/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text)) return Number(text);
  return format === 'duration' ? durationSecondsOf(text) : undefined;
}

const wantedWords: Readonly<Record<ValueFormat, string>> = {
  number: 'a number',
  bytes: 'a number of bytes',
  duration: 'a number of seconds',
  percent: 'a number of percent',
  date: 'a time',
  since: 'a time',
};

const wantedBy = (format: ValueFormat | undefined): string =>
  format === undefined ? 'one value' : wantedWords[format];

/** Of a value that is of a wrong type: the only wrong numbers are those that cannot be written. */
export function kindOf(json: Json): string {
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'a list';
  switch (typeof json) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number out of range';
    case 'boolean':
      return 'true or false';
    default:
      return 'an object';
  }
}
