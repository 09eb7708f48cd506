import { upperFirst } from './wording.ts';

/** What keeps a request away, in every spelling that was seen; log, skip, allow and a solved challenge do not (§2.6). */
export const mitigatingActions = [
  'block',
  'challenge',
  'managed_challenge',
  'js_challenge',
  'jschallenge',
  'connection_close',
  'connectionClose',
  'force_connection_close',
  'forceConnectionClose',
] as const;

const plainly = (action: string): string => action.toLowerCase().replaceAll(/[_\s-]/g, '');
const mitigating = new Set(mitigatingActions.map(plainly));

/** Whether an event's action counts as blocked, Cloudflare API reference §2.6. */
export const isMitigating = (action: string): boolean => mitigating.has(plainly(action));

const actionLabels = new Map([
  ['block', 'Blocked'],
  ['challenge', 'Challenged'],
  ['managed_challenge', 'Challenged (managed)'],
  ['js_challenge', 'Challenged (JavaScript)'],
  ['jschallenge', 'Challenged (JavaScript)'],
  ['connection_close', 'Connection closed'],
  ['force_connection_close', 'Connection closed'],
  ['managed_challenge_non_interactive_solved', 'Challenge passed'],
  ['managed_challenge_interactive_solved', 'Challenge passed'],
  ['managed_challenge_bypassed', 'Challenge bypassed'],
  ['log', 'Logged'],
  ['skip', 'Skipped'],
  ['allow', 'Allowed'],
]);

/** Cloudflare API reference §2.6, `source`. */
const sourceLabels = new Map([
  ['firewallmanaged', 'managed WAF rules'],
  ['firewallcustom', 'custom rules'],
  ['firewallrules', 'firewall rules'],
  ['ratelimit', 'rate limiting'],
  ['l7ddos', 'DDoS protection'],
  ['bic', 'browser integrity check'],
  ['securitylevel', 'security level'],
  ['uablock', 'user agent blocking'],
  ['zonelockdown', 'zone lockdown'],
  ['hot', 'hotlink protection'],
  ['botfight', 'bot fight mode'],
  ['botmanagement', 'bot management'],
  ['validation', 'request validation'],
  ['country', 'access rules by country'],
  ['ip', 'access rules by address'],
  ['asn', 'access rules by network'],
]);

/** "Blocked by managed WAF rules"; words that are not known stay as they are. */
export function eventLabel(action: string, source: string): string {
  const what = actionLabels.get(action.toLowerCase()) ?? (upperFirst(action) || 'Unknown action');
  const who = sourceLabels.get(source.toLowerCase()) ?? source;
  return who === '' ? what : `${what} by ${who}`;
}
