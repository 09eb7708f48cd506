import { SourceError } from '../../net/errors.ts';
import type { Deadline } from '../../net/guard.ts';
import type { Period } from '../../period.ts';
import type { CloudflareClient } from './client.ts';
import type { DatasetLimits, ZoneLimits } from './limits.ts';
import { permissions } from './permissions.ts';
import { type Reading, readWithin } from './reading.ts';
import { graphqlTime } from './windows.ts';

/** What a part of one zone needs to be read. */
export interface ZoneContext {
  readonly client: CloudflareClient;
  readonly zoneId: string;
  readonly limits: ZoneLimits;
  readonly period: Period;
  readonly nowMs: number;
}

export interface DatasetQuestion<T> {
  readonly operation: string;
  readonly query: string;
  readonly limits: DatasetLimits;
  readonly stepMs: number;
  /** The bounds as GraphQL variables; `$since` and `$until` when absent. */
  readonly bounds?: (window: Period) => Readonly<Record<string, string>>;
  readonly parse: (zone: Readonly<Record<string, unknown>>) => T;
}

/** Reads one dataset of one zone. @throws SourceError `unsupported` without a request when the plan lacks it */
export async function readDataset<T>(
  { client, zoneId, period, nowMs }: ZoneContext,
  { operation, query, limits, stepMs, bounds = timeBounds, parse }: DatasetQuestion<T>,
  deadline: Deadline,
): Promise<Reading<T>> {
  if (!limits.enabled) throw new SourceError('unsupported', 'not on this zone’s plan');
  return readWithin({ period, stepMs, limits, nowMs }, async (window, retry) => {
    const variables = { zone: zoneId, ...bounds(window) };
    const question = { operation, permission: permissions.analytics, query, variables };
    return parse(await client.zone({ ...question, ...(retry && { retry }) }, deadline));
  });
}

const timeBounds = ({ fromMs, toMs }: Period) => ({ since: graphqlTime(fromMs), until: graphqlTime(toMs) });
