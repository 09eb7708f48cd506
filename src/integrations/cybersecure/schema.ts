import * as v from 'valibot';
import { isRecord, number, readFlag, readText, requiredRows, text, timeMs } from '../../console/fields.ts';
import { SourceError } from '../../net/errors.ts';

/** An empty value is no answer: absence must never read as "not active" (UniFi API reference §6). */
export const toldFlag = v.pipe(
  v.optional(v.unknown()),
  v.transform((value) => (value === '' ? undefined : readFlag(value))),
);

/** A number of things: one below 0 is none. */
const count = v.pipe(
  number,
  v.transform((value) => (value !== undefined && value >= 0 ? value : undefined)),
);

/** The dashboard's `cybersecure` block, UniFi API reference §6. It names no end of the subscription. */
const subscription = v.object({
  has_subscription: toldFlag,
  enterprise: toldFlag,
  is_activating: toldFlag,
  ips_enabled: toldFlag,
  signatures: count,
  signature_capacity: count,
  threats: count,
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

/** What the setting tells; every field but the mode is absent where it does not. */
export interface Prevention {
  readonly mode: PreventionMode;
  /** What the console said, where it is none of ours. */
  readonly raw?: string;
  /** The rule categories that are switched on, by the console's names (`emerging-malware`). */
  readonly categories?: readonly string[];
  readonly honeypot?: boolean;
  /** How many addresses the honeypot has. */
  readonly honeypotAddresses?: number;
  /** Older versions keep these two here. */
  readonly adBlocking?: boolean;
  readonly contentFiltering?: boolean;
}

/** Of the settings only these are read: the others may hold secrets. */
const ipsSetting = v.object({
  key: text,
  ips_mode: text,
  enabled_categories: v.optional(v.unknown()),
  honeypot_enabled: toldFlag,
  honeypot: v.optional(v.unknown()),
  ad_blocking_enabled: toldFlag,
  dns_filtering: toldFlag,
});

/** `ips_mode` in lower case, UniFi API reference §6. */
const modes: ReadonlyMap<string, PreventionMode> = new Map([
  ['disabled', 'off'],
  ['off', 'off'],
  ['ids', 'detect'],
  ['ips', 'block'],
  ['ipsinline', 'block'],
]);

/** The answer of `get/setting/ips`. @throws SourceError when it is not a list. */
export function parsePrevention(answer: unknown): Prevention {
  const row = requiredRows(ipsSetting, answer).find(({ key }) => key === 'ips');
  if (row === undefined) return { mode: 'unknown' };

  const word = row.ips_mode;
  const mode = modes.get(word?.toLowerCase() ?? '');
  const { enabled_categories: categories, honeypot } = row;
  return {
    mode: mode ?? 'unknown',
    ...(mode === undefined && word !== undefined && { raw: word }),
    ...(Array.isArray(categories) && { categories: categories.flatMap((name) => readText(name) ?? []) }),
    ...(row.honeypot_enabled !== undefined && { honeypot: row.honeypot_enabled }),
    ...(Array.isArray(honeypot) && { honeypotAddresses: honeypot.length }),
    ...(row.ad_blocking_enabled !== undefined && { adBlocking: row.ad_blocking_enabled }),
    ...(row.dns_filtering !== undefined && { contentFiltering: row.dns_filtering }),
  };
}

const systemInfo = v.object({ version: text });

/** The Network application's version of `stat/sysinfo`. @throws SourceError when the answer is not a list. */
export const parseVersion = (answer: unknown): string | undefined =>
  requiredRows(systemInfo, answer)[0]?.version;
