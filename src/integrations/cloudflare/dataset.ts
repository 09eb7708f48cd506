import { SourceError } from '../../net/errors.ts';
import type { Deadline, RequestOptions } from '../../net/guard.ts';
import type { Period } from '../../period.ts';
import type { CloudflareClient } from './client.ts';
import { FieldError } from './errors.ts';
import { type MayAsk, without } from './fields.ts';
import type { DatasetLimits, ZoneLimits } from './limits.ts';
import { permissions } from './permissions.ts';
import { type Pieces, type Reading, readWithin } from './reading.ts';
import { graphqlTime, type WindowLimits } from './windows.ts';

/** What a part of one zone needs to be read. */
export interface ZoneContext {
  readonly client: CloudflareClient;
  readonly zoneId: string;
  readonly limits: ZoneLimits;
  readonly period: Period;
  readonly nowMs: number;
}

/** One piece of the window as a query and its variables. */
export interface Selection {
  readonly query: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface DatasetQuestion<T> extends Pick<Pieces<T>, 'join' | 'pageEnd'> {
  readonly operation: string;
  readonly limits: DatasetLimits;
  readonly stepMs: number;
  /** Fields that it can do without: a plan that lacks one refuses the whole question (Cloudflare API reference §2.4). */
  readonly optionalFields: readonly string[];
  readonly select: (window: Period, may: MayAsk, limits: WindowLimits) => Selection;
  readonly parse: (zone: Readonly<Record<string, unknown>>, may: MayAsk) => T;
}

/** The field that is named goes first; when another one is refused then, all that can be done without go. */
const mostRefusals = 2;

/** Reads one dataset of one zone. @throws SourceError `unsupported` without a request when the plan lacks it */
export async function readDataset<T>(
  { client, zoneId, period, nowMs }: ZoneContext,
  { operation, limits, stepMs, optionalFields, select, parse, ...pieces }: DatasetQuestion<T>,
  deadline: Deadline,
): Promise<Reading<T>> {
  if (!limits.enabled) throw new SourceError('unsupported', 'not on this zone’s plan');
  let may = limits.may;
  const askOnce = async (window: Period, reach: WindowLimits, retry?: RequestOptions['retry']) => {
    const { query, variables } = select(window, may, reach);
    const question = { operation, permission: permissions.analytics, query };
    const zone = { ...variables, zone: zoneId };
    return parse(await client.zone({ ...question, variables: zone, ...(retry && { retry }) }, deadline), may);
  };
  const ask: typeof askOnce = async (window, reach, retry) => {
    for (let refusals = 0; ; refusals += 1) {
      try {
        return await askOnce(window, reach, refusals === 0 ? retry : { retryAttempts: 1 });
      } catch (error) {
        if (!(error instanceof FieldError) || refusals === mostRefusals) throw error;
        may = without(may, refusals === 0 ? error.field : undefined, optionalFields);
      }
    }
  };
  return readWithin({ period, stepMs, limits, nowMs }, { ask, ...pieces });
}

/** The bounds of what is asked by time. */
export const timeBounds = ({ fromMs, toMs }: Period): Selection['variables'] => ({
  since: graphqlTime(fromMs),
  until: graphqlTime(toMs),
});
