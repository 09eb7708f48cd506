import * as v from 'valibot';
import { isRecord } from '../../console/fields.ts';
import { SourceError } from '../../net/errors.ts';
import type { Deadline } from '../../net/guard.ts';
import type { CloudflareClient } from './client.ts';
import { allFields, fieldsOf, type MayAsk } from './fields.ts';
import { permissions } from './permissions.ts';
import { limitsQuery } from './queries.ts';
import { datasetLimits } from './schema.ts';
import { dayMs, hourMs, secondMs, type WindowLimits } from './windows.ts';

export interface DatasetLimits extends WindowLimits {
  readonly enabled: boolean;
  /** Rows per request. */
  readonly maxPageSize: number;
  readonly may: MayAsk;
}

/** What one zone's plan and this token allow, by dataset. */
export interface ZoneLimits {
  readonly daily: DatasetLimits;
  readonly hourly: DatasetLimits;
  readonly eventCounts: DatasetLimits;
  readonly eventRows: DatasetLimits;
  readonly dns: DatasetLimits;
}

const allow = (maxDurationMs: number, notOlderThanMs: number, maxPageSize = 1_000): DatasetLimits => ({
  enabled: true,
  maxDurationMs,
  notOlderThanMs,
  maxPageSize,
  may: allFields,
});

/** What a Free zone was seen to have (Cloudflare API reference §2.3): every zone has at least this. */
export const freeLimits: ZoneLimits = {
  daily: allow(365 * dayMs, 365 * dayMs),
  hourly: allow(3 * dayMs, 3 * dayMs + hourMs),
  eventCounts: { ...allow(dayMs, dayMs), enabled: false },
  eventRows: allow(dayMs, dayMs),
  dns: allow(7 * dayMs, 7 * dayMs),
};

/** Asks the settings node, which alone knows (Cloudflare API reference §2.2); what it leaves open is as on Free. */
export async function readLimits(
  client: CloudflareClient,
  zone: string,
  deadline: Deadline,
): Promise<ZoneLimits> {
  const node = await client.zone(
    {
      operation: 'ask what the plan allows',
      permission: permissions.analytics,
      query: limitsQuery,
      variables: { zone },
    },
    deadline,
  );
  const { settings } = node;
  if (!isRecord(settings)) throw new SourceError('invalid_response', 'answered without the plan’s limits');
  return {
    daily: limitsOf(settings.d1, freeLimits.daily),
    hourly: limitsOf(settings.h1, freeLimits.hourly),
    eventCounts: limitsOf(settings.fwg, freeLimits.eventCounts),
    eventRows: limitsOf(settings.fw, freeLimits.eventRows),
    dns: limitsOf(settings.dns, freeLimits.dns),
  };
}

function limitsOf(answer: unknown, fallback: DatasetLimits): DatasetLimits {
  if (!isRecord(answer)) return fallback;
  const { enabled, maxDuration, notOlderThan, maxPageSize, availableFields } = v.parse(datasetLimits, answer);
  return {
    enabled: enabled ?? fallback.enabled,
    maxDurationMs: positive(maxDuration, secondMs) ?? fallback.maxDurationMs,
    notOlderThanMs: positive(notOlderThan, secondMs) ?? fallback.notOlderThanMs,
    maxPageSize: positive(maxPageSize, 1) ?? fallback.maxPageSize,
    may: fieldsOf(availableFields ?? []),
  };
}

/** Durations of -1 and 0 were seen; they say nothing. */
const positive = (value: number | undefined, factor: number): number | undefined =>
  value !== undefined && value > 0 ? value * factor : undefined;
