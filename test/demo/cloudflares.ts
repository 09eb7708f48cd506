import type { DemoZone } from '../../src/demo/cloudflare/account.ts';
import {
  type CloudflareOptions,
  type DemoCloudflare,
  startCloudflare,
} from '../../src/demo/cloudflare/cloudflare.ts';
import { type Answer, ask } from './ask.ts';
import { keep, nowMs } from './consoles.ts';

export const token = 'token-of-the-test';
export const bearer = { authorization: `Bearer ${token}` };

export const openCloudflare = async (options: Partial<CloudflareOptions> = {}): Promise<DemoCloudflare> =>
  keep(await startCloudflare({ nowMs, token, ...options }));

/** The zone of that plan and state. @throws when the demo has none */
export const zoneOf = (cloudflare: DemoCloudflare, kind: 'pro' | 'free' | 'pending'): DemoZone => {
  const zone = cloudflare.account.zones.find(({ plan, status }) =>
    kind === 'pending' ? status === 'pending' : plan === kind && status === 'active',
  );
  if (!zone) throw new Error(`No ${kind} zone.`);
  return zone;
};

export const get = (cloudflare: DemoCloudflare, path: string): Promise<Answer> =>
  ask(`${cloudflare.url}${path}`, { headers: bearer });

/** Asks for what stands inside `zones { … }`, over the last 24 hours less ten minutes unless told otherwise. */
export const analytics = (
  cloudflare: DemoCloudflare,
  zoneId: string,
  selections: string,
  window: { readonly fromMs?: number; readonly toMs?: number } = {},
): Promise<Answer> => {
  const query = `query Test($zone: string, $since: Time, $until: Time) {
    viewer { zones(filter: { zoneTag: $zone }) { ${selections} } }
  }`;
  const since = new Date(window.fromMs ?? nowMs - 24 * 3_600_000 + 600_000).toISOString();
  const until = new Date(window.toMs ?? nowMs - 600_000).toISOString();
  const body = { query, variables: { zone: zoneId, since, until } };
  return ask(`${cloudflare.url}/graphql`, { method: 'POST', headers: bearer, body });
};
