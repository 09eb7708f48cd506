import type { FailureCode } from '../../net/errors.ts';
import type { Deadline } from '../../net/guard.ts';
import { type MissingPart, type PartOutcome, readPart } from '../../net/parts.ts';
import type { FetchContext } from '../integration.ts';
import { type CertificatePack, readCertificates } from './certificates.ts';
import type { CloudflareClient } from './client.ts';
import type { Rows } from './pages.ts';
import { readDnssec, readSetting, type SettingId, settingIds } from './zone-settings.ts';

/** How one zone is set up; each part may be missing on its own. */
export interface ZonePosture {
  readonly certificates: PartOutcome<Rows<CertificatePack>>;
  /** Cloudflare's word in lower case; `undefined` when not told. */
  readonly dnssec: PartOutcome<string | undefined>;
  readonly settings: readonly ZoneSetting[];
}

export interface ZoneSetting {
  readonly id: SettingId;
  /** Cloudflare's word in lower case; `undefined` when not told. */
  readonly value: PartOutcome<string | undefined>;
}

export const postureNames = {
  certificates: 'Certificates',
  dnssec: 'DNSSEC',
  settings: 'TLS settings',
} as const satisfies Record<keyof ZonePosture, string>;

/** After these the other settings of the zone are not told either. */
const endsSettings: readonly FailureCode[] = [
  'unauthorized',
  'forbidden',
  'rate_limited',
  'timeout',
  'aborted',
];

/** Asks everything at the same time. Total, as `readPart`. */
export async function readPosture(
  client: CloudflareClient,
  zoneId: string,
  context: FetchContext,
  now: () => number,
): Promise<ZonePosture> {
  const part = <T>(name: string, read: (deadline: Deadline) => Promise<T>) =>
    readPart(name, read, context, now);
  const settingOf = async (id: SettingId): Promise<ZoneSetting> => ({
    id,
    value: await part(postureNames.settings, (deadline) => readSetting(client, zoneId, id, deadline)),
  });
  const [certificates, dnssec, settings] = await Promise.all([
    part(postureNames.certificates, (deadline) => readCertificates(client, zoneId, deadline)),
    part(postureNames.dnssec, (deadline) => readDnssec(client, zoneId, deadline)),
    readSettings(settingOf),
  ]);
  return { certificates, dnssec, settings };
}

/** The first one tells whether the others may be asked for: a token without the permission costs one request, not five. */
async function readSettings(
  settingOf: (id: SettingId) => Promise<ZoneSetting>,
): Promise<readonly ZoneSetting[]> {
  const [firstId, ...otherIds] = settingIds;
  const first = await settingOf(firstId);
  if (!first.value.ok && endsSettings.includes(first.value.code)) return [first];
  return [first, ...(await Promise.all(otherIds.map(settingOf)))];
}

/** What could not be read of a zone's set-up. */
export const missingPosture = ({ certificates, dnssec, settings }: ZonePosture): readonly MissingPart[] =>
  [certificates, dnssec, ...settings.map(({ value }) => value)].filter((part) => !part.ok);
