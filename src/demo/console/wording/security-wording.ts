import type { DemoDetection, Endpoint } from '../../world/detections.ts';
import type { DemoDevice } from '../../world/devices.ts';
import type { DemoInternet } from '../../world/internet.ts';
import { deviceParameter, type Parameter, valueParameter, type Wording } from './wording.ts';

const threatEnd = (role: 'SRC' | 'DST', end: Endpoint): readonly [string, Parameter] =>
  end.mac === undefined
    ? [`${role}_IP`, valueParameter(end.ip)]
    : [`${role}_CLIENT`, { id: end.mac, ip: end.ip, ...(end.name !== undefined && { name: end.name }) }];

export const threatSeen = ({ action, source, target, id }: DemoDetection): Wording => {
  const [from, fromParameter] = threatEnd('SRC', source);
  const [to, toParameter] = threatEnd('DST', target);
  const blocked = action === 'blocked';
  return {
    event: blocked ? 'THREAT_BLOCKED' : 'THREAT_DETECTED',
    suffix: source.mac === undefined ? '_KNOWN_DESTINATION_CLIENT' : '_KNOWN_SOURCE_CLIENT',
    topic: 'security',
    severity: blocked ? 'HIGH' : 'VERY_HIGH',
    title: blocked ? 'Threat Detected and Blocked' : 'Threat Detected',
    message: `A network intrusion attempt from {${from}} to {${to}} has been detected${blocked ? ' and blocked' : ''}.`,
    parameters: { [from]: fromParameter, [to]: toParameter, INITIATOR_ID: { id } },
  };
};

export const rogueAccessPoint = (device: DemoDevice, ssid: string, bssid: string): Wording => ({
  event: 'ROGUE_AP_DETECTED',
  suffix: '_V2',
  topic: 'wifi',
  severity: 'MEDIUM',
  title: 'Rogue AP Detected',
  message: '{DEVICE} sees an access point that spoofs {ESSID}: {BSSID}.',
  parameters: { DEVICE: deviceParameter(device), ESSID: valueParameter(ssid), BSSID: valueParameter(bssid) },
});

export const wanChanged = (internet: DemoInternet, restored: boolean): Wording => ({
  event: restored ? 'NETWORK_WAN_RESTORED' : 'NETWORK_WAN_FAILED',
  suffix: '_2',
  topic: 'internet',
  severity: restored ? 'MEDIUM' : 'HIGH',
  title: restored ? 'Internet Restored' : 'Internet Down',
  message: `Internet connection {WAN_ID} {ISP_NAME} on port {PORT} is ${restored ? 'back online' : 'down'}.`,
  parameters: {
    WAN_ID: { id: 'WAN', name: 'WAN1', not_actionable: true },
    ISP_NAME: { name: internet.isp, enclosed_with_brackets: true },
    PORT: valueParameter(internet.port),
  },
});
