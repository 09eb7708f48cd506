import { dayMs, isoSeconds } from '../duration.ts';
import type { ReceivedRequest, Reply } from '../http/reply.ts';
import { uuid } from '../identity.ts';
import type { DemoAccount, DemoZone } from './account.ts';
import type { RestContext } from './context.ts';
import { failure, forbidden, noRoute, paged, success } from './envelope.ts';
import { entrypoint } from './rules.ts';

const plans = { free: 'Free Website', pro: 'Pro Website' } as const satisfies Record<
  DemoZone['plan'],
  string
>;

/** A row of `GET /zones` (Cloudflare API reference §3). */
export const zoneRow = (zone: DemoZone, account: DemoAccount): Record<string, unknown> => ({
  id: zone.id,
  name: zone.name,
  status: zone.status,
  paused: false,
  type: 'full',
  development_mode: 0,
  name_servers: ['ada.ns.example', 'bob.ns.example'],
  original_name_servers: ['ns1.registrar.example', 'ns2.registrar.example'],
  created_on: isoSeconds(zone.createdAtMs),
  modified_on: isoSeconds(zone.createdAtMs),
  activated_on: zone.status === 'active' ? isoSeconds(zone.createdAtMs) : null,
  account: { id: account.id, name: account.name },
  plan: { id: zone.plan, legacy_id: zone.plan, name: plans[zone.plan], is_subscribed: zone.plan !== 'free' },
});

const strict: Readonly<Record<string, unknown>> = {
  ssl: 'full',
  min_tls_version: '1.2',
  always_use_https: 'on',
  security_level: 'medium',
  tls_1_3: 'on',
  development_mode: 'off',
};

/** What a new zone starts with is left as it is on the Free one. */
const settings: Readonly<Record<DemoZone['plan'], Readonly<Record<string, unknown>>>> = {
  pro: strict,
  free: { ...strict, min_tls_version: '1.0', always_use_https: 'off' },
};

const certificatePack = (zone: DemoZone, nowMs: number): Record<string, unknown> => ({
  id: uuid(`pack:${zone.name}`),
  type: 'universal',
  status: 'active',
  hosts: [zone.name, `*.${zone.name}`],
  validity_days: 90,
  certificate_authority: 'google',
  validation_errors: [],
  certificates: [
    {
      id: uuid(`certificate:${zone.name}`),
      hosts: [zone.name],
      status: 'active',
      issuer: 'GoogleTrustServices',
      expires_on: isoSeconds(nowMs + 51 * dayMs),
    },
  ],
});

const certificatePacks = (request: ReceivedRequest, { account, may }: RestContext, zone: DemoZone): Reply => {
  // A refusal under HTTP 200, as seen live for this endpoint (Cloudflare API reference §1).
  if (!may('SSL and Certificates Read'))
    return failure(200, { code: 9109, message: 'Unauthorized to access requested resource' });
  return paged(request, zone.status === 'active' ? [certificatePack(zone, account.nowMs)] : [], [5, 50]);
};

const dnssec = (zone: DemoZone): Record<string, unknown> =>
  zone.plan === 'pro'
    ? { status: 'active', algorithm: '13', key_tag: 42 }
    : { status: 'pending', algorithm: '13', key_tag: 7 };

const setting = ({ plan }: DemoZone, id: string, path: string): Reply =>
  Object.hasOwn(settings[plan], id)
    ? success({ id, value: settings[plan][id], editable: true, modified_on: null })
    : failure(400, { code: 1007, message: `Undefined zone setting: ${id} in ${path}` });

/** Everything below `/zones/{id}`. */
export const zoneRoutes = (
  request: ReceivedRequest,
  context: RestContext,
  zone: DemoZone,
  rest: string,
): Reply => {
  const { account, may } = context;
  if (rest === '') return may('Zone Read') ? success(zoneRow(zone, account)) : forbidden();
  if (rest === '/dnssec') return may('DNS Read') ? success(dnssec(zone)) : forbidden();
  if (rest === '/ssl/certificate_packs') return certificatePacks(request, context, zone);
  if (rest === '/ssl/universal/settings')
    return may('SSL and Certificates Read') ? success({ enabled: true }) : forbidden();
  const phase = /^\/rulesets\/phases\/(\w+)\/entrypoint$/.exec(rest)?.[1];
  if (phase !== undefined) return may('Zone WAF Read') ? entrypoint(zone, phase) : forbidden();
  const id = /^\/settings\/(\w+)$/.exec(rest)?.[1];
  if (id === undefined) return noRoute(rest);
  return may('Zone Settings Read') ? setting(zone, id, rest) : forbidden();
};
