import * as v from 'valibot';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import type { Console } from './console.ts';
import { entriesOf, flag, number, rowsOf, text, timeMs } from './fields.ts';
import { type PagedRows, pageSize, readPages } from './pages.ts';
import { isWithin } from './within.ts';

/** What a placeholder of a message stands for. */
const parameterSchema = v.object({
  id: text,
  name: text,
  hostname: text,
  ip: text,
  enclosed_with_brackets: flag,
});

/** One entry of `POST system-log/all`, as far as it is printed (UniFi API reference §5.2). */
const entrySchema = v.object({
  id: text,
  timestamp: timeMs,
  category: text,
  subcategory: text,
  event: text,
  key: text,
  severity: text,
  title: text,
  title_raw: text,
  message: text,
  message_raw: text,
  parameters: entriesOf(parameterSchema),
});

export type SystemLogEntry = v.InferOutput<typeof entrySchema>;

export interface SystemLogQuestion {
  readonly operation: string;
  readonly period: Period;
  readonly mostPages: number;
  /** As in `readPages`. */
  readonly stopWhenTooMany?: boolean;
  /** Sent as they are. Never `categories`: the words changed in 10.x and an unknown one is HTTP 400 (§5.2). */
  readonly filter?: { readonly events?: readonly string[]; readonly severities?: readonly string[] };
}

/**
 * The console's log of the period, newest first.
 * @throws SourceError `unsupported` on versions without it
 */
export async function readSystemLog(
  console: Console,
  { operation, period, filter, ...paging }: SystemLogQuestion,
  deadline: Deadline,
): Promise<PagedRows<SystemLogEntry>> {
  const log = await readPages({
    schema: entrySchema,
    ...paging,
    readPage: (pageNumber) =>
      console.read(
        {
          surface: 'v2',
          operation,
          path: 'system-log/all',
          body: {
            timestampFrom: period.fromMs,
            timestampTo: period.toMs,
            pageNumber,
            pageSize,
            ...filter,
          },
        },
        deadline,
      ),
  });
  const rows = log.rows.filter(({ timestamp }) => timestamp !== undefined && isWithin(period, timestamp));
  return { ...log, rows };
}

/** How many entries of each kind the period has; versions before 10 do not count (§5.2). @throws SourceError */
export async function countSystemLog(
  console: Console,
  period: Period,
  deadline: Deadline,
): Promise<readonly { readonly name: string; readonly count: number }[]> {
  const body = await console.read(
    {
      surface: 'v2',
      operation: 'count log entries',
      path: 'system-log/count',
      body: { timestampFrom: period.fromMs, timestampTo: period.toMs },
    },
    deadline,
  );
  const { events } = v.parse(v.object({ events: v.optional(v.unknown()) }), body);
  return rowsOf(v.object({ name: text, count: number }), events).flatMap(({ name, count }) =>
    name === undefined || count === undefined ? [] : [{ name, count }],
  );
}

/** The console's sentence with its placeholders filled; one that nobody explains stays as it is (§5.2). */
export function sentenceOf(entry: SystemLogEntry): string | undefined {
  const raw = entry.message ?? entry.message_raw ?? entry.title ?? entry.title_raw;
  return raw?.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const parameter = parameterOf(entry, name);
    if (parameter === undefined) return placeholder;
    const word = parameter.name ?? parameter.hostname ?? parameter.id ?? parameter.ip ?? placeholder;
    return parameter.enclosed_with_brackets ? `(${word})` : word;
  });
}

export const parameterOf = (entry: SystemLogEntry, name: string) =>
  entry.parameters?.find((parameter) => parameter.name === name)?.row;
