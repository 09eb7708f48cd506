import type { Answers } from './client.ts';
import type { PreventionMode, Subscription } from './schema.ts';

/** What is known of the protection itself, from whichever part told it. */
export interface ProtectionState {
  /** `unknown` whenever the console does not say: absence never means "not active" (UniFi API reference §6). */
  readonly subscription: 'active' | 'not active' | 'unknown';
  readonly enterprise: boolean;
  readonly activating: boolean;
  readonly signatures?: number;
  readonly signatureCapacity?: number;
  readonly signaturesUpdatedAtMs?: number;
  readonly prevention: PreventionMode;
  /** The console's own word for a mode we do not know. */
  readonly preventionWord?: string;
  readonly categoryCount?: number;
  /** The console's own counter, of its own window. */
  readonly threats?: number;
}

export function stateOf({
  subscription,
  prevention,
}: Pick<Answers, 'subscription' | 'prevention'>): ProtectionState {
  const told: Partial<Subscription> = (subscription.ok ? subscription.data : undefined) ?? {};
  const setting = prevention.ok ? prevention.data : undefined;
  return {
    subscription: subscriptionState(told.has_subscription),
    enterprise: told.enterprise === true,
    activating: told.is_activating === true,
    ...(told.signatures !== undefined && { signatures: told.signatures }),
    ...(told.signature_capacity !== undefined && { signatureCapacity: told.signature_capacity }),
    ...(told.updated_timestamp !== undefined && { signaturesUpdatedAtMs: told.updated_timestamp }),
    ...(told.threats !== undefined && { threats: told.threats }),
    prevention: preventionMode(setting?.mode, setting?.raw, told.ips_enabled),
    ...(setting?.raw !== undefined && { preventionWord: setting.raw }),
    ...(setting?.categoryCount !== undefined && { categoryCount: setting.categoryCount }),
  };
}

function subscriptionState(hasSubscription: boolean | undefined): ProtectionState['subscription'] {
  if (hasSubscription === undefined) return 'unknown';
  return hasSubscription ? 'active' : 'not active';
}

/** The setting says more than the dashboard's switch, which stands in where the setting could not be read. */
function preventionMode(
  mode: PreventionMode | undefined,
  word: string | undefined,
  isEnabled: boolean | undefined,
): PreventionMode {
  if ((mode !== undefined && mode !== 'unknown') || word !== undefined) return mode ?? 'unknown';
  if (isEnabled === undefined) return 'unknown';
  return isEnabled ? 'on' : 'off';
}
