import { isRoutine } from './event-kinds.ts';
import type { EventSeverity } from './snapshot.ts';

/**
 * Kinds that older versions report without a severity, and those whose severity says more about the console than about
 * the network. One table for both, so that an event weighs the same on every version.
 */
const severities: ReadonlyMap<string, EventSeverity> = new Map([
  ['NETWORK_WAN_FAILED', 'critical'],
  ['NETWORK_WAN_RESTORED', 'info'],
  ['DEVICE_UNREACHABLE', 'warning'],
  ['DEVICE_RECONNECTED', 'info'],
  ['DEVICE_DISCOVERED', 'info'],
  ['DEVICE_ADOPTED', 'info'],
  ['DEVICE_COMMIT_ERROR', 'warning'],
  ['FIRMWARE_UPDATED', 'info'],
  ['FIRMWARE_UPDATE_FAILED', 'warning'],
  ['ROGUE_AP_DETECTED', 'warning'],
  ['EVT_SW_DetectRogueDHCP', 'warning'],
  ['AP_DETECTED_RADAR', 'warning'],
  ['AP_CHANGED_CHANNELS', 'info'],
  ['POE_PORT_BUDGET_EXCEEDED', 'warning'],
  ['NETWORK_LOOP_DETECTED_BY_STP', 'warning'],
  ['ADMIN_ACCESS', 'info'],
  ['ADMIN_LOGIN_FAILED', 'warning'],
  ['MADE_CHANGES', 'info'],
  ['TRAFFIC_BLOCKED', 'info'],
  ['THREAT_BLOCKED', 'warning'],
  ['THREAT_DETECTED', 'critical'],
]);

/** @param said the console's word: VERY_HIGH, HIGH, MEDIUM, LOW, INFO or WARNING (UniFi API reference §5.2) */
export function severityOf(kind: string, said: string | undefined): EventSeverity {
  if (isRoutine(kind)) return 'info';
  const known = severities.get(kind);
  if (known) return known;
  if (/^(VERY_HIGH|CRITICAL)$/i.test(said ?? '')) return 'critical';
  return /^(HIGH|MEDIUM|WARNING)$/i.test(said ?? '') ? 'warning' : 'info';
}
