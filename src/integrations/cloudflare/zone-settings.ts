import * as v from 'valibot';
import type { Deadline } from '../../net/guard.ts';
import { type CloudflareClient, smallAnswerBytes } from './client.ts';
import { pathSegment } from './path-segment.ts';
import { permissions } from './permissions.ts';
import { dnssecResult, settingResult } from './rest-schema.ts';

/** Settings whose value can be a risk. Each has a request of its own: the list of all settings is an ended endpoint. */
export const settingIds = [
  'ssl',
  'min_tls_version',
  'always_use_https',
  'tls_1_3',
  'security_level',
] as const;
export type SettingId = (typeof settingIds)[number];

/** `GET /zones/{id}/settings/{setting}` (Cloudflare API reference §3): Cloudflare's word in lower case. */
export async function readSetting(
  client: CloudflareClient,
  zoneId: string,
  setting: SettingId,
  deadline: Deadline,
): Promise<string | undefined> {
  const { result } = await client.rest(
    {
      operation: 'read a setting of a zone',
      permission: permissions.zoneSettings,
      path: `/zones/${pathSegment(zoneId)}/settings/${setting}`,
      query: {},
      maxBytes: smallAnswerBytes,
    },
    deadline,
  );
  return v.parse(settingResult, result)?.value?.toLowerCase();
}

/** `GET /zones/{id}/dnssec` (Cloudflare API reference §3): active, pending, disabled, pending-disabled, error. */
export async function readDnssec(
  client: CloudflareClient,
  zoneId: string,
  deadline: Deadline,
): Promise<string | undefined> {
  const { result } = await client.rest(
    {
      operation: 'read DNSSEC',
      permission: permissions.dns,
      path: `/zones/${pathSegment(zoneId)}/dnssec`,
      query: {},
      maxBytes: smallAnswerBytes,
    },
    deadline,
  );
  return v.parse(dnssecResult, result)?.status?.toLowerCase();
}
