import { json, type Reply } from '../http/reply.ts';
import { type JsonObject, numberIn, parseObject, stringIn, stringsIn } from '../json.ts';
import type { DemoEvent } from '../world/happening.ts';
import type { World } from '../world/world.ts';
import { pageOf, post, type Route, type Routes, v2Error } from './answers.ts';
import type { Generation } from './generation.ts';
import { type Classification, classify, knownCategories } from './system-log-categories.ts';
import { wordingOf } from './wording/wording-of.ts';

/** However many rows are asked for, a page never holds more (UniFi API reference §5.2). */
const maxPageSize = 100;

interface LogEntry extends Classification {
  readonly id: string;
  readonly timestamp: number;
  readonly event: string;
  readonly key: string;
  readonly severity: string;
  readonly [field: string]: unknown;
}

const entryOf = (event: DemoEvent, world: World, generation: Generation): LogEntry => {
  const wording = wordingOf(event, world.internet);
  return {
    id: event.id,
    timestamp: event.atMs,
    ...classify(wording.topic, generation),
    event: wording.event,
    key: `${wording.event}${wording.suffix ?? ''}`,
    severity: wording.severity,
    status: 'NEW',
    show_on_dashboard: wording.severity !== 'LOW',
    title_raw: wording.title,
    message_raw: wording.message,
    parameters: { ...wording.parameters, CONSOLE_NAME: { id: world.siteName, name: world.siteName } },
  };
};

const matches = (entry: LogEntry, filter: JsonObject): boolean => {
  const allowed = (name: string, value: string): boolean => {
    const wanted = stringsIn(filter, name);
    return wanted.length === 0 || wanted.includes(value);
  };
  return (
    entry.timestamp >= (numberIn(filter, 'timestampFrom') ?? 0) &&
    entry.timestamp <= (numberIn(filter, 'timestampTo') ?? Number.POSITIVE_INFINITY) &&
    allowed('categories', entry.category) &&
    allowed('subcategories', entry.subcategory) &&
    allowed('severities', entry.severity) &&
    allowed('events', entry.event) &&
    allowed('keys', entry.key)
  );
};

const countBy = (entries: readonly LogEntry[], name: (entry: LogEntry) => string): unknown =>
  [...Map.groupBy(entries, name)].map(([key, rows]) => ({ name: key, count: rows.length }));

type Filter = { readonly refusal: Reply } | { readonly refusal?: undefined; readonly filter: JsonObject };

/** Reads the filter, or says no as the console does: an unknown category fails the whole request. */
const readFilter = (body: string, generation: Generation): Filter => {
  const filter = parseObject(body);
  if (!filter) return { refusal: v2Error(400, 'JSON parse error') };
  const known = knownCategories(generation);
  const unknown = stringsIn(filter, 'categories').find((name) => !known.includes(name));
  if (unknown === undefined) return { filter };
  const value = `value of type \`com.ubnt.service.alert.JdEI\` from String "${unknown}"`;
  const message = `JSON parse error: Cannot deserialize ${value}: not one of the values accepted`;
  return { refusal: v2Error(400, message) };
};

const answerPage = (rows: readonly LogEntry[], filter: JsonObject): Reply => {
  const size = numberIn(filter, 'pageSize') ?? maxPageSize;
  if (size < 1) return v2Error(400, 'pageSize must be greater than or equal to 1');
  const ordered = stringIn(filter, 'sortDirection') === 'ASCENDING' ? rows.toReversed() : rows;
  return json(200, pageOf(ordered, numberIn(filter, 'pageNumber') ?? 0, Math.min(size, maxPageSize)));
};

const answerCounts = (rows: readonly LogEntry[]): Reply =>
  json(200, {
    categories: countBy(rows, ({ category }) => category),
    events: countBy(rows, ({ event }) => event),
    type: [{ name: 'GENERAL', count: rows.length }],
  });

/** `system-log/all` and, on 10.x, `system-log/count`. */
export const systemLogRoutes = (world: World, generation: Generation): Routes => {
  if (generation.systemLog === 'none') return {};
  const newestFirst = world.events.map((event) => entryOf(event, world, generation)).reverse();
  const route = (answer: (rows: readonly LogEntry[], filter: JsonObject) => Reply): Route =>
    post(({ body }) => {
      const read = readFilter(body, generation);
      if (read.refusal) return read.refusal;
      const rows = newestFirst.filter((entry) => matches(entry, read.filter));
      return answer(rows, read.filter);
    });
  return {
    'system-log/all': route(answerPage),
    ...(generation.systemLog === 'rows and counts' && { 'system-log/count': route(answerCounts) }),
  };
};
