import type { Part } from '../console/part.ts';
import type { Snapshot } from '../unifi/snapshot.ts';

/** The parts of a snapshot that may be missing on their own. */
export type PartName = {
  [Name in keyof Snapshot]-?: Snapshot[Name] extends Part<unknown> ? Name : never;
}[keyof Snapshot];

/**
 * What each rule reads, by the first part of its ids that is listed: a finding that is absent although one of these could
 * not be read may still be there. A test holds the table and the rules together.
 */
const partsBySubject: Readonly<Record<string, readonly PartName[]>> = {
  'across.attackers': ['detections'],
  'across.internet-down': ['internet'],
  'across.line-outage': ['internet'],
  'across.uplink-offline': ['devices'],
  'across.uplink-port': ['devices', 'events'],
  admin: ['events'],
  'clients.new': ['clients', 'pastClients'],
  clients: ['events'],
  'console.backup-missing': ['backups'],
  'console.backup-old': ['backups'],
  'console.certificate-expires': ['events'],
  console: ['system'],
  'devices.restarted': ['devices', 'events'],
  'devices.restarted-together': ['devices', 'events'],
  devices: ['devices'],
  'dhcp.rogue-server': ['rogueDhcpServers', 'events'],
  dhcp: ['events'],
  events: ['events'],
  hardware: ['events'],
  health: ['health'],
  'internet.failover': ['events', 'lineRoles'],
  'internet.line-trouble': ['events'],
  'internet.more-than-usual': ['usage'],
  'internet.no-gateway': ['devices', 'health'],
  internet: ['internet'],
  mesh: ['devices'],
  'ports.loop': ['events'],
  ports: ['devices', 'events'],
  'power.poe-budget-near': ['devices'],
  power: ['devices', 'events'],
  'security.honeypot': ['events'],
  'security.prevention-off': ['protection', 'devices'],
  'security.detect-only': ['protection', 'devices'],
  security: ['detections'],
  updates: ['events'],
  'vpn.site-to-site-down': ['health', 'events'],
  vpn: ['clients', 'events'],
  'wifi.rogue-ap': ['airspace', 'events'],
  'wifi.radar': ['events'],
  'wifi.channel-changes': ['events'],
  'wifi.roaming': ['events'],
  'wifi.weak-clients': ['clients'],
  wifi: ['devices'],
};

/** Everything, for a rule of another version that is not known here. */
const allParts: readonly PartName[] = ['devices', 'clients', 'internet', 'events', 'detections', 'health'];

/** The parts that the rule of this finding reads. */
export const partsReadBy = (findingId: string): readonly PartName[] => {
  const rule = ruleOf(findingId);
  return partsBySubject[rule] ?? partsBySubject[subjectOf(rule)] ?? allParts;
};

/** Told by what happened in the period and by no event, though they are no lasting state either. */
const happenings: readonly string[] = [
  'clients.new',
  'devices.restarted',
  'devices.restarted-together',
  'internet.address-changed',
  'internet.more-than-usual',
  'internet.outage',
  'internet.speed-test-failed',
];

/** Whether a finding tells what happened in a period: that it is not found later does not mean that it was put right. */
export const isHappening = (findingId: string): boolean =>
  happenings.includes(ruleOf(findingId)) ||
  partsReadBy(findingId).every((part) => part === 'events' || part === 'detections');

/** Whether the table says what the rule of this finding reads. */
export const isListed = (findingId: string): boolean =>
  Object.hasOwn(partsBySubject, ruleOf(findingId)) ||
  Object.hasOwn(partsBySubject, subjectOf(ruleOf(findingId)));

const ruleOf = (findingId: string): string => findingId.split(':', 1)[0] ?? findingId;
const subjectOf = (rule: string): string => rule.split('.', 1)[0] ?? rule;
