import { isIPv4 } from 'node:net';
import { domainToASCII } from 'node:url';
import type { EnvProblem, IntegrationEnv } from '../integration.ts';

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

/** Everything that is wrong with the variables, one problem each. */
export function cloudflareProblems(env: IntegrationEnv): readonly EnvProblem[] {
  const account = env.CLOUDFLARE_ACCOUNT_ID;
  const messages = {
    CLOUDFLARE_API_BASE_URL: baseUrlProblem(env.CLOUDFLARE_API_BASE_URL ?? defaultBaseUrl),
    CLOUDFLARE_API_TOKEN: tokenProblem(env.CLOUDFLARE_API_TOKEN?.trim() ?? ''),
    CLOUDFLARE_ACCOUNT_ID: account === undefined ? undefined : accountProblem(account),
  };
  return Object.entries(messages).flatMap(([variable, message]) =>
    message === undefined ? [] : [{ variable, message }],
  );
}

/** @throws Error with one sentence that names the variable to correct, never its value where that is secret. */
export function cloudflareTarget(env: IntegrationEnv): CloudflareTarget {
  const [problem] = cloudflareProblems(env);
  if (problem !== undefined) throw new Error(`${problem.variable} ${problem.message}`);
  const accountId = accountIdIn(env.CLOUDFLARE_ACCOUNT_ID ?? '');
  return {
    baseUrl: new URL(env.CLOUDFLARE_API_BASE_URL ?? defaultBaseUrl).href.replace(/\/+$/, ''),
    token: env.CLOUDFLARE_API_TOKEN?.trim() ?? '',
    ...(accountId !== undefined && { accountId }),
    zones: readZones(env.CLOUDFLARE_ZONES ?? ''),
  };
}

/** Cloudflare API reference §1: key formats; `cfk_` and 37 hex digits are keys that may do everything. */
function tokenProblem(token: string): string | undefined {
  if (token === '') return 'is not set';
  if (/^cfk_|^[0-9a-f]{37}$/i.test(token)) {
    return 'holds a Global API key, which may change everything; make an API token instead, under My Profile, API Tokens, with Zone · Zone · Read and Zone · Analytics · Read';
  }
  if (/^bearer\s/i.test(token)) return 'must hold the token alone, without "Bearer" in front';
  // RFC 6750 §2.1: what a bearer token may consist of.
  if (!/^[\w.~+/=-]+$/.test(token)) {
    return 'holds a space, a line break, a quote or another character that no token has; copy it again';
  }
  return undefined;
}

function baseUrlProblem(value: string): string | undefined {
  const url = URL.parse(value);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url === null || !isSafe) return 'must be an https URL (http is accepted for this machine only)';
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return 'must be scheme, host and path only';
  }
  return undefined;
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));

const accountProblem = (value: string): string | undefined =>
  accountIdIn(value) === undefined
    ? 'must be the 32 hex digits that follow dash.cloudflare.com/ in the address of the account’s dashboard'
    : undefined;

/** The id, or the dashboard's address with the id in it, which people paste (Cloudflare API reference §4, homepage). */
function accountIdIn(value: string): string | undefined {
  const isAddress = /^(https:\/\/)?dash\.cloudflare\.com\//i.test(value);
  const id = isAddress ? /\/([0-9a-f]{32})(?![0-9a-f])/i.exec(value)?.[1] : value;
  return id !== undefined && /^[0-9a-f]{32}$/i.test(id) ? id.toLowerCase() : undefined;
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
