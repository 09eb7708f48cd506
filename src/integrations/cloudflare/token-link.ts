import { type Permission, permissions } from './permissions.ts';

/**
 * Permissions by the keys of Cloudflare's token template links: documented under "API token template URLs", but for
 * `argotunnel` and `zone_waf`, which widely used projects have in theirs.
 */
const wanted = [
  ['zone', permissions.zones],
  ['analytics', permissions.analytics],
  ['argotunnel', permissions.tunnels],
  ['ssl_and_certificates', permissions.certificates],
  ['dns', permissions.dns],
  ['zone_settings', permissions.zoneSettings],
  ['zone_waf', permissions.rules],
] as const satisfies readonly (readonly [key: string, permission: Permission])[];

const keys = encodeURIComponent(JSON.stringify(wanted.map(([key]) => ({ key, type: 'read' }))));

/** Opens the dashboard's form for a user's token, filled in; its user still confirms (Cloudflare API reference §3). */
export const tokenLink = `https://dash.cloudflare.com/profile/api-tokens?permissionGroupKeys=${keys}&accountId=*&zoneId=all&name=unifi-report`;

/**
 * How to make the right token, one line each; nothing when the problems have another cause.
 * @param problems what is known to be wrong; none = there is no token yet
 */
export function adviseOnToken(problems: readonly string[]): readonly string[] {
  const isAboutToken = problems.length === 0 || problems.some((problem) => /\btoken\b/i.test(problem));
  if (!isAboutToken) return [];
  return [
    'This link fills in the form for a token that reads everything the report shows, and changes nothing:',
    tokenLink,
    `The form must show ${wanted.map(([, { name }]) => name).join(', ')}. The first two are enough to begin with.`,
  ];
}
