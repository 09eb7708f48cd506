import * as v from 'valibot';
import { flag, isRecord, nested, number, readNumber, readText, rowsOf, text } from '../../console/fields.ts';
import { SourceError } from '../../net/errors.ts';

/** Cloudflare's answers, only what is shown. Every field is optional and one odd field never costs a row. */

export const optional = <T>(read: (value: unknown) => T) =>
  v.pipe(v.optional(v.unknown()), v.transform(read));

/** A number that is never negative: counts, bytes. Beyond what can be counted exactly it makes no sense. */
export const count = optional((value) => {
  const read = readNumber(value);
  return read !== undefined && read >= 0 && read <= Number.MAX_SAFE_INTEGER ? read : undefined;
});

/** `2021-01-25T18:22:34.317854Z` as milliseconds; absent, null and the year 1 (Go's zero time) are absent. */
export const isoMs = optional((value) => {
  const ms = Date.parse(readText(value) ?? '');
  return ms > 0 ? ms : undefined;
});

/** It becomes part of a path, so only what an id can be. */
const accountId = optional((value) => {
  const id = readText(value)?.toLowerCase() ?? '';
  return /^[0-9a-f]{32}$/.test(id) ? id : undefined;
});

export const id = v.pipe(v.unknown(), v.transform(readText), v.string());

/** A row of `GET /zones`, Cloudflare API reference §3. */
export const zoneRow = v.object({
  id,
  name: text,
  status: text,
  paused: flag,
  development_mode: number,
  account: nested(v.object({ id: accountId, name: text })),
});
export type ZoneRow = v.InferOutput<typeof zoneRow>;

/** A row of `GET /accounts/{id}/cfd_tunnel`, Cloudflare API reference §3. */
export const tunnelRow = v.object({
  id,
  name: text,
  status: text,
  conns_active_at: isoMs,
  conns_inactive_at: isoMs,
});
export type TunnelRow = v.InferOutput<typeof tunnelRow>;

/** Limits of one dataset in the settings node, Cloudflare API reference §2.2; lengths of time in seconds. */
export const datasetLimits = v.object({
  enabled: flag,
  maxDuration: number,
  notOlderThan: number,
  maxPageSize: number,
  availableFields: optional((value) =>
    Array.isArray(value) ? value.flatMap((name) => readText(name) ?? []) : [],
  ),
});

/** What stands beside every security event, counted or not. */
const event = {
  action: text,
  source: text,
  ruleId: text,
  description: text,
  clientIP: text,
  clientRequestHTTPHost: text,
  clientRequestPath: text,
};
export const eventGroup = v.object({ count, dimensions: nested(v.object(event)) });
export const eventHour = v.object({ count, dimensions: nested(v.object({ datetimeHour: isoMs })) });
export const eventRow = v.object({ ...event, datetime: isoMs });
export type EventRow = v.InferOutput<typeof eventRow>;

export const dnsGroup = v.object({
  count,
  dimensions: nested(v.object({ responseCode: text, queryName: text })),
});

/** What a REST answer says around its rows, Cloudflare API reference §1. */
const envelope = v.object({
  success: optional((value) => (typeof value === 'boolean' ? value : undefined)),
  result: v.optional(v.unknown()),
  result_info: nested(v.object({ per_page: count, total_pages: count })),
});
export type Envelope = v.InferOutput<typeof envelope>;

/** The REST envelope; `undefined` when the value is something else (GraphQL, an edge's problem report). */
export function parseEnvelope(body: unknown): Envelope | undefined {
  return isRecord(body) && 'success' in body ? v.parse(envelope, body) : undefined;
}

/** One complaint of Cloudflare's, its chain included. */
export interface ApiError {
  readonly message: string;
  readonly codes: readonly number[];
}

/** `errors` as a list of objects or strings, one object, one string, `{}` or null (Cloudflare API reference §1, §2.5). */
export function parseApiErrors(body: unknown): readonly ApiError[] {
  const errors = isRecord(body) ? (body.errors ?? []) : [];
  return (Array.isArray(errors) ? errors : [errors]).map(parseApiError).filter(saysSomething);
}

const apiError = v.object({
  message: text,
  code: number,
  extensions: nested(v.object({ code: text })),
  error_chain: optional((value) => rowsOf(v.object({ message: text, code: number }), value)),
});

function parseApiError(error: unknown): ApiError {
  if (!isRecord(error)) return { message: readText(error) ?? '', codes: [] };
  const { message, code, extensions, error_chain: chain = [] } = v.parse(apiError, error);
  return {
    message: [message, extensions?.code, ...chain.map((link) => link.message)].filter(isKnown).join(' · '),
    codes: [code, ...chain.map((link) => link.code)].filter(isKnown),
  };
}

const saysSomething = ({ message, codes }: ApiError): boolean => message !== '' || codes.length > 0;
const isKnown = <T>(value: T | undefined): value is T => value !== undefined;

/**
 * The rows of a list. What is no list, or a list of something else, is not the same as an empty one.
 * @throws SourceError `invalid_response`
 */
export function requiredList<T extends v.GenericSchema>(schema: T, value: unknown): v.InferOutput<T>[] {
  const rows = rowsOf(schema, value);
  if (rows.length > 0 || (Array.isArray(value) && value.length === 0)) return rows;
  throw new SourceError('invalid_response', 'answered without the list that was asked for');
}

export function parseJsonQuietly(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
