import * as v from 'valibot';
import { isRecord, number, readFlag, requiredRows, text, timeMs } from '../../console/fields.ts';
import { SourceError } from '../../net/errors.ts';

/** An empty value is no answer: absence must never read as "not active" (UniFi API reference §6). */
const toldFlag = v.pipe(
  v.optional(v.unknown()),
  v.transform((value) => (value === '' ? undefined : readFlag(value))),
);

/** The dashboard's `cybersecure` block, UniFi API reference §6. */
const subscription = v.object({
  has_subscription: toldFlag,
  enterprise: toldFlag,
  is_activating: toldFlag,
  ips_enabled: toldFlag,
  signatures: number,
  signature_capacity: number,
  threats: number,
  updated_timestamp: timeMs,
});

export type Subscription = v.InferOutput<typeof subscription>;

/** `undefined` when the dashboard holds no such block. @throws SourceError when the answer is no dashboard. */
export function parseSubscription(dashboard: unknown): Subscription | undefined {
  if (!isRecord(dashboard)) {
    throw new SourceError('invalid_response', 'the console answered with something other than a dashboard');
  }
  return isRecord(dashboard.cybersecure) ? v.parse(subscription, dashboard.cybersecure) : undefined;
}

/** `on` is on in a mode that nobody told; `unknown` may still have a word of the console's in `raw`. */
export type PreventionMode = 'off' | 'detect' | 'block' | 'on' | 'unknown';

export interface Prevention {
  readonly mode: PreventionMode;
  /** What the console said, where it is none of ours. */
  readonly raw?: string;
  readonly categoryCount?: number;
}

/** Of the settings only these are read: the others may hold secrets. */
const ipsSetting = v.object({
  key: text,
  ips_mode: text,
  enabled_categories: v.optional(v.unknown()),
});

/** `ips_mode` in lower case, UniFi API reference §6. */
const modes: Readonly<Record<string, PreventionMode>> = {
  disabled: 'off',
  ids: 'detect',
  ips: 'block',
  ipsinline: 'block',
};

/** The answer of `get/setting/ips`. @throws SourceError when it is not a list. */
export function parsePrevention(answer: unknown): Prevention {
  const row = requiredRows(ipsSetting, answer).find(({ key }) => key === 'ips');
  if (row?.ips_mode === undefined) return { mode: 'unknown' };

  const mode = new Map(Object.entries(modes)).get(row.ips_mode.toLowerCase());
  const categories = row.enabled_categories;
  return {
    mode: mode ?? 'unknown',
    ...(mode === undefined && { raw: row.ips_mode }),
    ...(Array.isArray(categories) && { categoryCount: categories.length }),
  };
}

const systemInfo = v.object({ version: text });

/** The Network application's version of `stat/sysinfo`. @throws SourceError when the answer is not a list. */
export const parseVersion = (answer: unknown): string | undefined =>
  requiredRows(systemInfo, answer)[0]?.version;
