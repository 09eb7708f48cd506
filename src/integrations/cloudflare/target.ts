import { isIPv4 } from 'node:net';
import { domainToASCII } from 'node:url';
import type { IntegrationEnv } from '../integration.ts';

/** What to ask, and as whom. */
export interface CloudflareTarget {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly token: string;
  /** 32 hex digits; absent = every account whose zones the token sees. */
  readonly accountId?: string;
  /** Names (ASCII) or ids in lower case; empty = every zone that the token sees. */
  readonly zones: readonly string[];
}

const defaultBaseUrl = 'https://api.cloudflare.com/client/v4';

/** @throws Error with one sentence that names the variable to correct, never its value where that is secret. */
export function cloudflareTarget(env: IntegrationEnv): CloudflareTarget {
  const account = env.CLOUDFLARE_ACCOUNT_ID;
  return {
    baseUrl: readBaseUrl(env.CLOUDFLARE_API_BASE_URL ?? defaultBaseUrl),
    token: readToken(env.CLOUDFLARE_API_TOKEN ?? ''),
    ...(account !== undefined && { accountId: readAccountId(account) }),
    zones: readZones(env.CLOUDFLARE_ZONES ?? ''),
  };
}

/** Cloudflare API reference §1: key formats; `cfk_` and 37 hex digits are keys that may do everything. */
function readToken(value: string): string {
  const token = value.trim();
  if (token === '') throw new Error('CLOUDFLARE_API_TOKEN is not set');
  if (/^cfk_|^[0-9a-f]{37}$/i.test(token)) {
    throw new Error(
      'CLOUDFLARE_API_TOKEN holds a Global API key, which may change everything; make an API token instead, under My Profile, API Tokens, with Zone · Zone · Read and Zone · Analytics · Read',
    );
  }
  if (/^bearer\s/i.test(token)) {
    throw new Error('CLOUDFLARE_API_TOKEN must hold the token alone, without "Bearer" in front');
  }
  // RFC 6750 §2.1: what a bearer token may consist of.
  if (!/^[\w.~+/=-]+$/.test(token)) {
    throw new Error(
      'CLOUDFLARE_API_TOKEN holds a space, a line break, a quote or another character that no token has; copy it again',
    );
  }
  return token;
}

function readBaseUrl(value: string): string {
  const url = URL.parse(value);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url === null || !isSafe) {
    throw new Error('CLOUDFLARE_API_BASE_URL must be an https URL (http is accepted for this machine only)');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new Error('CLOUDFLARE_API_BASE_URL must be scheme, host and path only');
  }
  return url.href.replace(/\/+$/, '');
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));

/** The id, or the dashboard's address with the id in it, which people paste (Cloudflare API reference §4, homepage). */
function readAccountId(value: string): string {
  const isAddress = /^(https:\/\/)?dash\.cloudflare\.com\//i.test(value);
  const id = isAddress ? /\/([0-9a-f]{32})(?![0-9a-f])/i.exec(value)?.[1] : value;
  if (id !== undefined && /^[0-9a-f]{32}$/i.test(id)) return id.toLowerCase();
  throw new Error(
    'CLOUDFLARE_ACCOUNT_ID must be the 32 hex digits that follow dash.cloudflare.com/ in the address of the account’s dashboard',
  );
}

const readZones = (value: string): readonly string[] => [
  ...new Set(
    value
      .split(/[\s,]+/)
      .map(zoneKey)
      .filter((key) => key !== ''),
  ),
];

/** How names are compared: as the DNS does, in its ASCII form. */
export function zoneKey(name: string): string {
  const bare = name.trim().toLowerCase().replace(/\.$/, '');
  return domainToASCII(bare) || bare;
}
