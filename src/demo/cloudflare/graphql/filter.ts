import type { JsonObject } from '../../json.ts';
import type { DemoZone } from '../account.ts';
import { type Limits, shortDuration } from './datasets.ts';
import { AnalyticsError } from './error.ts';
import type { AnalyticsRow } from './row.ts';

export interface Window {
  readonly fromMs: number;
  /** Not included. */
  readonly toMs: number;
}

const dayLengthMs = 86_400_000;
const timeOf = (value: unknown): number | undefined => {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
};

/** The window of a filter: `datetime_geq`/`datetime_lt` and their kin, or whole days with `date_geq`/`date_leq`. */
export const windowOf = (filter: JsonObject, nowMs: number): Window => {
  const lastDayMs = timeOf(filter.date_leq);
  const lastMs = timeOf(filter.datetime_leq);
  return {
    fromMs: timeOf(filter.datetime_geq) ?? timeOf(filter.datetime_gt) ?? timeOf(filter.date_geq) ?? 0,
    toMs:
      timeOf(filter.datetime_lt) ??
      (lastMs === undefined ? undefined : lastMs + 1) ??
      (lastDayMs === undefined ? undefined : lastDayMs + dayLengthMs) ??
      timeOf(filter.date_lt) ??
      nowMs,
  };
};

/** @throws AnalyticsError for a window that the plan does not give. */
export const checkWindow = (
  window: Window,
  limits: Limits,
  zone: DemoZone,
  nowMs: number,
  path: readonly string[],
): void => {
  if (window.toMs - window.fromMs > limits.maxDurationMs) {
    const width = shortDuration(limits.maxDurationMs);
    throw new AnalyticsError(`zone "${zone.id}" cannot request a time range wider than ${width}`, path);
  }
  if (nowMs - window.fromMs > limits.reachMs) {
    const reach = shortDuration(limits.reachMs);
    throw new AnalyticsError(`zone "${zone.id}" cannot request data older than ${reach}`, path);
  }
};

const operators: Readonly<Record<string, (actual: string | number, wanted: unknown) => boolean>> = {
  '': (actual, wanted) => actual === wanted,
  in: (actual, wanted) => Array.isArray(wanted) && wanted.includes(actual),
  notin: (actual, wanted) => Array.isArray(wanted) && !wanted.includes(actual),
  neq: (actual, wanted) => actual !== wanted,
  geq: (actual, wanted) => Number(actual) >= Number(wanted),
  gt: (actual, wanted) => Number(actual) > Number(wanted),
  leq: (actual, wanted) => Number(actual) <= Number(wanted),
  lt: (actual, wanted) => Number(actual) < Number(wanted),
};

/** The rows that a filter lets through; a condition on something no row has is an unknown argument. */
export const filterRows = (
  rows: readonly AnalyticsRow[],
  filter: JsonObject,
  window: Window,
  path: readonly string[],
): readonly AnalyticsRow[] => {
  const conditions = Object.entries(filter).filter(([name]) => !/^date(time)?_/.test(name));
  const inWindow = rows.filter(({ atMs }) => atMs >= window.fromMs && atMs < window.toMs);
  return conditions.reduce((kept, [name, wanted]) => {
    const [, dimension = name, operator = ''] = /^(\w+?)(?:_(in|notin|neq|geq|gt|leq|lt))?$/.exec(name) ?? [];
    const holds = operators[operator];
    return kept.filter((row) => {
      const actual = row.dimensions[dimension];
      if (actual === undefined || !holds) throw new AnalyticsError(`unknown arg ${name}`, path);
      return holds(actual, wanted);
    });
  }, inWindow);
};
