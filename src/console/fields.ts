import * as v from 'valibot';
import { SourceError } from '../net/errors.ts';

/**
 * Tolerant readers for what consoles send (UniFi API reference §7.2): every field is optional, numbers come as strings
 * and flags as words. A value that makes no sense reads as absent, so one odd field never costs a row.
 */

/** Longer texts are cut: nothing that is printed needs more, and hostile names have no limit. */
const longestText = 500;

/** The latest time that `Date` can hold. */
const latestMs = 8.64e15;

/** Above this a time is in milliseconds, below it in seconds (§7.4). */
const secondsEndAt = 1e11;

const trueWords = new Set(['true', '1', 'yes', 'on', 'up', 'ok', 'ready', 'active', 'online']);
const falseWords = new Set(['false', '0', 'no', 'off', 'down', 'inactive', 'offline', 'disabled', '']);

/** A finite number, also at the start of a string (`"5.6"`, `"72 C"`). */
export function readNumber(value: unknown): number | undefined {
  const number =
    typeof value === 'string' ? Number(/^\s*-?\d+(\.\d+)?/.exec(value)?.[0] ?? Number.NaN) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** What a program writes where it has no value: consoles and clients send it as if it were a name. */
const noWords: ReadonlySet<string> = new Set(['', 'NaN', 'undefined', 'null', 'Invalid Date']);

/** A text that is not empty; numbers are written out. */
export function readText(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const words = text.trim().slice(0, longestText);
  return noWords.has(words) ? undefined : words;
}

/** A flag: `true`, 1, `"true"`, `"ready"`, `"ok"` … */
export function readFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const word = String(value).trim().toLowerCase();
  if (trueWords.has(word)) return true;
  return falseWords.has(word) ? false : undefined;
}

/** A point in time, sent in seconds or milliseconds, as milliseconds; 0 and what no date can hold are absent. */
export function readTimeMs(value: unknown): number | undefined {
  const number = readNumber(value);
  if (number === undefined || number <= 0) return undefined;
  const ms = Math.round(number > secondsEndAt ? number : number * 1000);
  return ms <= latestMs ? ms : undefined;
}

/** A length of time sent in seconds, as milliseconds. */
export function readSecondsAsMs(value: unknown): number | undefined {
  const ms = Math.round((readNumber(value) ?? -1) * 1000);
  return ms >= 0 && ms <= latestMs ? ms : undefined;
}

const optional = <T>(read: (value: unknown) => T) => v.pipe(v.optional(v.unknown()), v.transform(read));

export const number = optional(readNumber);
export const text = optional(readText);
export const flag = optional(readFlag);
export const timeMs = optional(readTimeMs);
export const secondsAsMs = optional(readSecondsAsMs);

/** A nested object, absent when it is anything else (`false`, `[]`, a word). */
export const nested = <T extends v.GenericSchema>(schema: T) => optional((value) => readRow(schema, value));

/** A nested list; an object stands for the list of its values, anything else for an empty one. */
export const listOf = <T extends v.GenericSchema>(schema: T) =>
  optional((value) => rowsOf(schema, isRecord(value) ? Object.values(value) : value));

/** A nested object whose keys are names (`uptime_stats.WAN`), as pairs. */
export const entriesOf = <T extends v.GenericSchema>(schema: T) =>
  optional((value) =>
    Object.entries(isRecord(value) ? value : {}).flatMap(([name, raw]) => {
      const row = readRow(schema, raw);
      return row === undefined ? [] : [{ name, row }];
    }),
  );

/** The rows of an answer; what is not an object is skipped, what is not a list is an empty one. */
export function rowsOf<T extends v.GenericSchema>(schema: T, value: unknown): v.InferOutput<T>[] {
  return Array.isArray(value) ? value.flatMap((item) => readRow(schema, item) ?? []) : [];
}

/**
 * The rows of an answer that must be a list: an answer that is something else, or a list of something else, is no empty
 * list but a failed part.
 * @throws SourceError `invalid_response`
 */
export function requiredRows<T extends v.GenericSchema>(schema: T, value: unknown): v.InferOutput<T>[] {
  const rows = rowsOf(schema, value);
  if (rows.length > 0 || (Array.isArray(value) && value.length === 0)) return rows;
  throw new SourceError('invalid_response', 'the console answered with something other than a list');
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readRow<T extends v.GenericSchema>(schema: T, value: unknown): v.InferOutput<T> | undefined {
  if (!isRecord(value)) return undefined;
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : undefined;
}

type UndefinedKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

/** `T` whose properties that may be undefined are optional instead. */
export type Known<T> = { [K in Exclude<keyof T, UndefinedKeys<T>>]: T[K] } & {
  [K in UndefinedKeys<T>]?: Exclude<T[K], undefined>;
};

/** Leaves out what is not known, so that a missing value is a missing key. */
export function known<T extends object>(value: T): Known<T>;
export function known(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}
