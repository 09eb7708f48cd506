import { plainText } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import { isThreat } from '../unifi/event-kinds.ts';
import { eventLabel } from '../unifi/section-event-labels.ts';
import type { NetworkEvent } from '../unifi/snapshot.ts';
import { type FindingContext, known } from './rule.ts';
import { counted, since } from './wording.ts';

const maxQuoteLength = 200;

/**
 * What the console itself calls critical, one warning per kind of event. Threats are left to the detections, and an
 * event that another finding explains is not told twice.
 *
 * @param others what every other rule found
 */
export function criticalEvents({ snapshot }: FindingContext, others: readonly Finding[]): Finding[] {
  const rows = (known(snapshot.events)?.rows ?? []).filter(
    (event) =>
      event.severity === 'critical' && !hasOwnRule(event.kind, others) && !isExplained(event, others),
  );
  const place = snapshot.site?.description || snapshot.host;
  return [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, events]) => ({
    id: `events.critical:${kind || 'unnamed'}`,
    severity: 'warning',
    title: `${counted(events.length, 'critical event', 'critical events')}: ${plainText(eventLabel(kind), 80)}`,
    meaning: meaningOf(events),
    advice: 'Look at it in the system log of the console, which says what it concerns and when it happened.',
    things: [place],
    ...since(events.reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY)),
  }));
}

/** Kinds of events that have a rule of their own, and the findings by which it tells of them. */
const ownRules: readonly (readonly [kind: RegExp, id: RegExp])[] = [
  [/^HONEYPOT_HIT/, /^security\.honeypot:/],
  [/^ROGUE_AP_/, /^wifi\.rogue-ap:/],
  [/^(ROGUE_CLIENT_|DHCP_POOL_|EVT_SW_DetectRogueDHCP)/, /^dhcp\./],
  [/^(CLIENT_IP_CONFLICT|BLOCKED_CLIENT_TRIED)/, /^clients\./],
  [/^SSL_CERTIFICATE_EXPIRY/, /^console\.certificate-expires:/],
  [/^(ADMIN_|MADE_CHANGES|(REMOVED|PAUSED|RESUMED)_ENTITY)/, /^admin\./],
  [/^VPN_SITE_TO_SITE_DISCONNECTED/, /^vpn\./],
  [/^FIRMWARE_UPDATE/, /^updates\./],
  [/^(DEVICES?_POWERED_BY|DEVICE_UPS|POE_(PORT_)?BUDGET)_/, /^power\./],
  [/^DEVICE_(FAN|POWER_SUPPLY)_/, /^hardware\./],
  [/^(NETWORK_LOOP|PORT_(DROPPED|TRANSMISSION))_/, /^ports\./],
  [/^AP_(CHANGED_CHANNELS|DETECTED_RADAR)/, /^wifi\.(radar|channel-changes):/],
  [/^ISP_(PACKET_LOSS|HIGH_LATENCY)/, /^internet\./],
];

const hasOwnRule = (kind: string, others: readonly Finding[]): boolean =>
  isThreat(kind) || ownRules.some(([of, by]) => of.test(kind) && others.some(({ id }) => by.test(id)));

/** The newest event in the words of the console. */
function meaningOf(events: readonly NetworkEvent[]): string {
  const [newest] = events.toSorted((a, b) => b.atMs - a.atMs);
  const said = plainText(newest?.text ?? '', maxQuoteLength);
  if (said === '') return 'The console calls this critical and says no more about it.';
  return `The console says: ${/[.!?…]$/.test(said) ? said : `${said}.`}`;
}

/** A failed line by a finding about an outage, anything else by a finding about the device that it names. */
function isExplained({ kind, text }: NetworkEvent, others: readonly Finding[]): boolean {
  if (isAboutLine(kind)) return others.some(({ id }) => /^internet\.(down|outage):/.test(id));
  return others
    .filter(({ id }) => isAboutDevice(kind) && /^devices\.(offline|isolated|overheating):/.test(id))
    .some(({ things }) => things.some((name) => name !== '' && text.includes(name)));
}

const isAboutLine = (kind: string): boolean => /^(NETWORK_(WAN|FAILED_OVER|RETURNED)|ISP_)/.test(kind);

/** A honeypot hit by a device that is also too hot is a matter of its own. */
const isAboutDevice = (kind: string): boolean =>
  /^(DEVICE|AP|SWITCH|GATEWAY|EVT_(AP|SW|GW|XG|DM|BB))_/.test(kind);
