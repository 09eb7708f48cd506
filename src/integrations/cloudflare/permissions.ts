/** A permission as the dashboard spells it: scope · group · level. */
export interface Permission {
  readonly name: string;
  /** What it has to be given for besides, for the sentence about a missing one. */
  readonly scope?: 'zone' | 'account';
}

/** What is read with which permission, Cloudflare API reference §3. All of them only read. */
export const permissions = {
  zones: { name: 'Zone · Zone · Read' },
  analytics: { name: 'Zone · Analytics · Read', scope: 'zone' },
  tunnels: { name: 'Account · Cloudflare Tunnel · Read', scope: 'account' },
  certificates: { name: 'Zone · SSL and Certificates · Read', scope: 'zone' },
  dns: { name: 'Zone · DNS · Read', scope: 'zone' },
  zoneSettings: { name: 'Zone · Zone Settings · Read', scope: 'zone' },
  /** Names of firewall rules; the events themselves need `analytics` alone. */
  rules: { name: 'Zone · Zone WAF · Read', scope: 'zone' },
} as const satisfies Record<string, Permission>;
