/**
 * Names of one event under one word: without version suffix, without what is known about its ends, and with the legacy
 * key translated where the newer log has a word for it, so that the same facts come out on every version
 * (UniFi API reference §5.4, appendix A).
 */

/** By the part of `EVT_<device>_<this>` that says what happened to a device of whatever kind. */
const deviceEvents = new Map([
  ['Lost_Contact', 'DEVICE_UNREACHABLE'],
  ['Connected', 'DEVICE_RECONNECTED'],
  ['Discovered', 'DEVICE_DISCOVERED'],
  ['DiscoveredPending', 'DEVICE_DISCOVERED'],
  ['Adopted', 'DEVICE_ADOPTED'],
  ['AutoReadopted', 'DEVICE_ADOPTED'],
  ['Upgraded', 'FIRMWARE_UPDATED'],
  ['UpgradeFailed', 'FIRMWARE_UPDATE_FAILED'],
  ['CommitError', 'DEVICE_COMMIT_ERROR'],
]);

/** By the part of `EVT_{WU,WG,LU,LG}_<this>`: wireless or wired, users and guests. */
const clientEvents = new Map([
  ['Connected', 'CLIENT_CONNECTED'],
  ['Disconnected', 'CLIENT_DISCONNECTED'],
]);

const otherLegacyEvents = new Map([
  ['AP_DetectRogueAP', 'ROGUE_AP_DETECTED'],
  ['AP_RadarDetected', 'AP_DETECTED_RADAR'],
  ['AP_ChannelChanged', 'AP_CHANGED_CHANNELS'],
  ['SW_PoeOverload', 'POE_PORT_BUDGET_EXCEEDED'],
  ['SW_StpPortBlocking', 'NETWORK_LOOP_DETECTED_BY_STP'],
  ['AD_Login', 'ADMIN_ACCESS'],
  ['AD_LoginFailed', 'ADMIN_LOGIN_FAILED'],
]);

/** Words of the `event` list for what the `key` list calls otherwise. */
const eventAliases = new Map([['BLOCKED_BY_FIREWALL', 'TRAFFIC_BLOCKED']]);

/** One word for a key or event of the system log. */
export function kindOfKey(key: string): string {
  const kind = key
    .replace(/_KNOWN_.*$/, '')
    .replace(/_V?\d+$/, '')
    .replace(/^(MADE_CHANGES)_.*$/, '$1');
  return eventAliases.get(kind) ?? kind;
}

/** What else a legacy row says about what happened. */
export interface LegacyDetails {
  /** Of a threat: `blocked` or `allowed`. */
  readonly alertAction?: string | undefined;
  /** Of a change of the internet line: its new state, or the sentence that names it. */
  readonly state?: string | undefined;
}

/** One word for a legacy key; one without an equivalent keeps its own. */
export function kindOfLegacyKey(key: string, details: LegacyDetails = {}): string {
  const name = key.replace(/^EVT_/, '');
  const [, subject = '', what = ''] = /^([A-Z]+)_(.+)$/.exec(name) ?? [];
  if (name === 'IPS_IpsAlert') return isBlocked(details.alertAction) ? 'THREAT_BLOCKED' : 'THREAT_DETECTED';
  if (what === 'WANTransition') return kindOfLineState(details.state) ?? key;
  if (/^(WU|WG|LU|LG)$/.test(subject)) return kindOfClientEvent(subject, what) ?? key;
  if (otherLegacyEvents.has(name)) return otherLegacyEvents.get(name) ?? key;
  return /^(AP|SW|GW|XG|DM|BB)$/.test(subject) ? (deviceEvents.get(what) ?? key) : key;
}

const isBlocked = (action = ''): boolean => /^block/i.test(action);

function kindOfClientEvent(subject: string, what: string): string | undefined {
  if (what === 'Roam' || what === 'RoamRadio') return 'CLIENT_ROAMED';
  const kind = clientEvents.get(what);
  return kind && `${kind}_${subject.startsWith('W') ? 'WIRELESS' : 'WIRED'}`;
}

function kindOfLineState(state = ''): string | undefined {
  if (/\b(inactive|failed|failover|down|offline|disconnected|lost)\b/i.test(state))
    return 'NETWORK_WAN_FAILED';
  const isBack = /\b(active|restored|up|online|connected|recovered)\b/i.test(state);
  return isBack ? 'NETWORK_WAN_RESTORED' : undefined;
}

/** Comings and goings: they are counted, never shown one by one. */
export const isRoutine = (kind: string): boolean =>
  /^((HOTSPOT_|VPN_|TELEPORT_)?CLIENT_(CONNECTED|DISCONNECTED|ROAMED)|HOTSPOT_GUEST_AUTHORIZED)/.test(kind);

/** Detections of the intrusion prevention, which the log repeats one by one. */
export const isThreat = (kind: string): boolean => kind.startsWith('THREAT_');
