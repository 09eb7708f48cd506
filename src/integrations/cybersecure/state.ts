import type { Answers } from './client.ts';
import { type Feature, featureOf } from './feature.ts';
import type { Prevention, PreventionMode, Subscription } from './schema.ts';

/** What is known of the protection itself, from whichever part told it. */
export interface ProtectionState {
  /** `unknown` whenever the console does not say: absence never means "not active" (UniFi API reference §6). */
  readonly subscription: 'active' | 'not active' | 'unknown';
  readonly tier: 'CyberSecure' | 'CyberSecure Enterprise' | 'unknown';
  readonly activating: boolean;
  readonly signatures?: number;
  readonly signatureCapacity?: number;
  readonly signaturesUpdatedAtMs?: number;
  readonly prevention: PreventionMode;
  /** The console's own word for a mode we do not know. */
  readonly preventionWord?: string;
  readonly categories?: readonly string[];
  readonly honeypot: Feature;
  readonly honeypotAddresses?: number;
  readonly contentFiltering: Feature;
  /** How many content filters are switched on. */
  readonly switchedOnFilters?: number;
  readonly adBlocking: Feature;
  /** The console's own counter, of its own window. */
  readonly threats?: number;
}

export function stateOf(answers: Answers): ProtectionState {
  const { subscription, prevention } = answers;
  const told: Partial<Subscription> = (subscription.ok ? subscription.data : undefined) ?? {};
  const setting: Partial<Prevention> = prevention.ok ? prevention.data : {};
  return {
    subscription: subscriptionState(told.has_subscription),
    tier: tierOf(told.enterprise),
    activating: told.is_activating === true,
    ...(told.signatures !== undefined && { signatures: told.signatures }),
    ...(told.signature_capacity !== undefined && { signatureCapacity: told.signature_capacity }),
    ...(told.updated_timestamp !== undefined && { signaturesUpdatedAtMs: told.updated_timestamp }),
    ...(told.threats !== undefined && { threats: told.threats }),
    prevention: preventionMode(setting, told.ips_enabled),
    ...(setting.raw !== undefined && { preventionWord: setting.raw }),
    ...(setting.categories !== undefined && { categories: setting.categories }),
    ...(setting.honeypotAddresses !== undefined && { honeypotAddresses: setting.honeypotAddresses }),
    ...features(answers, setting),
  };
}

function features(
  { prevention, contentFilters, gatewayFeatures }: Answers,
  setting: Partial<Prevention>,
): Pick<ProtectionState, 'honeypot' | 'contentFiltering' | 'switchedOnFilters' | 'adBlocking'> {
  const filters = contentFilters.ok ? contentFilters.data : undefined;
  const gateway = gatewayFeatures.ok ? gatewayFeatures.data : {};
  const surfaces = [contentFilters, gatewayFeatures, prevention];
  const adFilter = filters?.blocksAds === true ? true : undefined;
  return {
    honeypot: featureOf([setting.honeypot], [prevention]),
    contentFiltering: featureOf(
      [filters?.isOn, gateway.contentFiltering, setting.contentFiltering],
      surfaces,
    ),
    ...(filters !== undefined && { switchedOnFilters: filters.switchedOn }),
    adBlocking: featureOf([adFilter, gateway.adBlocking, setting.adBlocking], surfaces),
  };
}

function subscriptionState(hasSubscription: boolean | undefined): ProtectionState['subscription'] {
  if (hasSubscription === undefined) return 'unknown';
  return hasSubscription ? 'active' : 'not active';
}

function tierOf(isEnterprise: boolean | undefined): ProtectionState['tier'] {
  if (isEnterprise === undefined) return 'unknown';
  return isEnterprise ? 'CyberSecure Enterprise' : 'CyberSecure';
}

/** The setting says more than the dashboard's switch, which stands in where the setting could not be read. */
function preventionMode({ mode = 'unknown', raw }: Partial<Prevention>, isEnabled?: boolean): PreventionMode {
  if (mode !== 'unknown' || raw !== undefined || isEnabled === undefined) return mode;
  return isEnabled ? 'on' : 'off';
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How old the signatures are, in whole hours (below one: minutes); undefined where the console does not say. */
export function signatureAgeMs(
  { signaturesUpdatedAtMs }: ProtectionState,
  nowMs: number,
): number | undefined {
  if (signaturesUpdatedAtMs === undefined) return undefined;
  const ageMs = Math.max(0, nowMs - signaturesUpdatedAtMs);
  const unitMs = ageMs < hourMs ? minuteMs : hourMs;
  return Math.round(ageMs / unitMs) * unitMs;
}
