import { types } from 'node:util';
import { redacted } from './log-scrub.ts';
import { isSourceError } from './net/errors.ts';
import type { LogFields } from './net/log.ts';

export interface FieldCleaner {
  readonly fields: (fields: LogFields) => Record<string, unknown>;
  readonly text: (text: string) => string;
}

export interface CleanOptions {
  /** Makes any text fit for a log line. */
  readonly text: (text: string) => string;
  /** Whether errors that nobody expected show where they came from. */
  readonly stacks: boolean;
}

const deepest = 6;
const longestList = 50;
const longestCauseChain = 3;

/** Names whose value is never shown, wherever they stand. */
const secretName =
  /(^pass|pass(word|phrase|wd)|secret|token|authorization|cookie|api[-_]?key|credential|csrf)s?$/i;
/** What libraries hang on their errors: requests and answers with everything in them. */
const carrierName =
  /^(headers?|body|json|form|formData|searchParams|query|data|options|request|response|answer)$/i;

/**
 * Copies what a caller wants to log into plain data that is safe to print: secrets by name, bodies, headers and
 * queries are left out at every depth, errors shrink to type, message and code, and nothing in it can throw.
 */
export const createFieldCleaner = (options: CleanOptions): FieldCleaner => ({
  fields: (fields) => cleanEntries(fields, options, []),
  text: options.text,
});

const cleanValue = (value: unknown, options: CleanOptions, above: readonly object[]): unknown => {
  if (typeof value === 'string') return options.text(value);
  if (typeof value === 'number' || typeof value === 'bigint') return cleanNumber(value, options);
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (isError(value)) return describeError(value, options, longestCauseChain);
  if (above.includes(value)) return '[circular]';
  if (above.length >= deepest) return '[too deep]';
  return cleanObject(value, options, [...above, value]);
};

const cleanNumber = (value: number | bigint, options: CleanOptions): unknown => {
  const written = String(value);
  const clean = options.text(written);
  return clean !== written || typeof value === 'bigint' ? clean : value;
};

const cleanObject = (value: object, options: CleanOptions, above: readonly object[]): unknown => {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (value instanceof URL) return options.text(value.href);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Map) return cleanEntries(Object.fromEntries(value), options, above);
  const list = Array.isArray(value) || value instanceof Set ? [...value] : undefined;
  if (list === undefined) return cleanEntries(value, options, above);
  const shown = list.slice(0, longestList).map((item) => cleanValue(item, options, above));
  return list.length > longestList ? [...shown, `… ${list.length - longestList} more`] : shown;
};

const cleanEntries = (
  from: object,
  options: CleanOptions,
  above: readonly object[],
): Record<string, unknown> => {
  const clean: Record<string, unknown> = {};
  for (const key of Object.keys(from).slice(0, longestList)) {
    clean[options.text(key)] = cleanEntry(key, () => Reflect.get(from, key), options, above);
  }
  return clean;
};

const cleanEntry = (
  key: string,
  read: () => unknown,
  options: CleanOptions,
  above: readonly object[],
): unknown => {
  try {
    const value = read();
    if (secretName.test(key) && typeof value !== 'boolean' && value !== undefined) return redacted;
    if (carrierName.test(key) && value !== undefined) return '[omitted]';
    return cleanValue(value, options, above);
  } catch {
    return '[unreadable]';
  }
};

const isError = (value: object): value is Error => types.isNativeError(value) || value instanceof Error;

const describeError = (error: Error, options: CleanOptions, causes: number): Record<string, unknown> => {
  const code: unknown = Reflect.get(error, 'code');
  const known = isSourceError(error) && error.code !== 'unexpected';
  return {
    type: options.text(String(error.name)),
    message: options.text(String(error.message)),
    ...(typeof code === 'string' || typeof code === 'number' ? { code: options.text(String(code)) } : {}),
    ...(isErrorCause(error.cause) && causes > 0
      ? { cause: describeError(error.cause, options, causes - 1) }
      : {}),
    ...(options.stacks && !known ? { stack: framesOf(error).map(options.text) } : {}),
  };
};

const isErrorCause = (cause: unknown): cause is Error =>
  typeof cause === 'object' && cause !== null && isError(cause);

/** The places only: the first lines of a stack repeat the message. */
const framesOf = (error: Error): readonly string[] =>
  String(error.stack ?? '')
    .split('\n')
    .filter((frame) => /^\s+at /.test(frame))
    .map((frame) => frame.trim());
