import type { DemoClient } from '../../world/clients.ts';
import type { DemoDevice } from '../../world/devices.ts';
import type { Happening } from '../../world/happening.ts';
import type { DemoInternet } from '../../world/internet.ts';
import { clientWording, deviceWording, type LegacyWording } from './wording.ts';

const connected = (client: DemoClient, device: DemoDevice): LegacyWording =>
  client.ssid === undefined
    ? clientWording(client, 'Connected', `has connected to ${client.network}`, { network: client.network })
    : clientWording(client, 'Connected', `has connected to AP[${device.mac}] with SSID "${client.ssid}"`, {
        ap: device.mac,
        ssid: client.ssid,
        radio: 'na',
        channel: 44,
      });

const disconnected = (client: DemoClient): LegacyWording => {
  const place = client.ssid === undefined ? { network: client.network } : { ssid: client.ssid };
  const sentence = `disconnected from "${client.ssid ?? client.network}" (7m 47s connected, 448.28K bytes)`;
  return clientWording(client, 'Disconnected', sentence, { ...place, duration: 467, bytes: 459_039 });
};

const roamed = (client: DemoClient, from: DemoDevice, to: DemoDevice): LegacyWording =>
  clientWording(client, 'Roam', `roams from AP[${from.mac}] to AP[${to.mac}]`, {
    ap_from: from.mac,
    ap_to: to.mac,
  });

const upgraded = (device: DemoDevice, from: string): LegacyWording =>
  deviceWording(device, 'Upgraded', `was upgraded from "${from}" to "${device.firmware}"`, {
    version_from: from,
    version_to: device.firmware,
  });

const loggedIn = (admin: string, ip: string): LegacyWording => ({
  key: 'EVT_AD_Login',
  subsystem: 'lan',
  msg: `Admin[${admin}] log in from ${ip}`,
  fields: { admin, ip, is_admin: true },
});

const loginFailed = (admin: string, ip: string): LegacyWording => ({
  key: 'EVT_AD_LoginFailed',
  subsystem: 'lan',
  msg: `Admin[${admin}] failed to log in from ${ip}`,
  fields: { admin, ip, is_admin: true },
});

const wanTransition = (device: DemoDevice, iface: string, state: 'active' | 'inactive'): LegacyWording =>
  deviceWording(device, 'WANTransition', `WAN iface [${iface}] transition to state [${state}]`, {
    iface,
    state,
  });

const channelChanged = (device: DemoDevice, from: number, to: number): LegacyWording =>
  deviceWording(device, 'ChannelChanged', `was changed from channel ${from} to channel ${to}`, {
    channel_from: from,
    channel_to: to,
  });

const rogue = (device: DemoDevice, essid: string, bssid: string): LegacyWording =>
  deviceWording(device, 'DetectRogueAP', `detected rogue AP[${bssid}] with SSID "${essid}"`, {
    bssid,
    essid,
  });

/** Says the same as the system log in the words of `stat/event`; a threat has none, it is an alarm. */
export const legacyWordingOf = (happening: Happening, internet: DemoInternet): LegacyWording | undefined => {
  switch (happening.kind) {
    case 'client connected':
      return connected(happening.client, happening.device);
    case 'client disconnected':
      return disconnected(happening.client);
    case 'client roamed':
      return roamed(happening.client, happening.from, happening.to);
    case 'device unreachable':
      return deviceWording(happening.device, 'Lost_Contact', 'was disconnected');
    case 'device reconnected':
      return deviceWording(happening.device, 'Connected', 'was connected');
    case 'firmware updated':
      return upgraded(happening.device, happening.fromVersion);
    case 'admin login':
      return loggedIn(happening.admin, happening.ip);
    case 'admin login failed':
      return loginFailed(happening.admin, happening.ip);
    case 'wan failed':
      return wanTransition(happening.device, internet.gatewayInterface, 'inactive');
    case 'wan restored':
      return wanTransition(happening.device, internet.gatewayInterface, 'active');
    case 'poe overload':
      return deviceWording(happening.device, 'PoeOverload', `port ${happening.port} PoE overload`);
    case 'channel changed':
      return channelChanged(happening.device, happening.from, happening.to);
    case 'radar detected':
      return deviceWording(
        happening.device,
        'RadarDetected',
        `detected radar on channel ${happening.channel}`,
      );
    case 'rogue access point':
      return rogue(happening.device, happening.ssid, happening.bssid);
    case 'threat':
      return undefined;
  }
};
