import type { Happening } from '../../world/happening.ts';
import type { DemoInternet } from '../../world/internet.ts';
import { adminLogin, adminLoginFailed, clientCame, clientRoamed } from './client-wording.ts';
import {
  channelChanged,
  deviceReconnected,
  deviceUnreachable,
  firmwareUpdated,
  poeOverload,
  radarDetected,
} from './device-wording.ts';
import { rogueAccessPoint, threatSeen, wanChanged } from './security-wording.ts';
import type { Wording } from './wording.ts';

/** Puts a happening into the words of the system log. */
export const wordingOf = (happening: Happening, internet: DemoInternet): Wording => {
  switch (happening.kind) {
    case 'client connected':
      return clientCame(happening.client, happening.device, true);
    case 'client disconnected':
      return clientCame(happening.client, happening.device, false);
    case 'client roamed':
      return clientRoamed(happening.client, happening.from, happening.to);
    case 'device unreachable':
      return deviceUnreachable(happening.device);
    case 'device reconnected':
      return deviceReconnected(happening.device);
    case 'firmware updated':
      return firmwareUpdated(happening.device, happening.fromVersion);
    case 'admin login':
      return adminLogin(happening.admin, happening.ip);
    case 'admin login failed':
      return adminLoginFailed(happening.admin, happening.ip);
    case 'wan failed':
      return wanChanged(internet, false);
    case 'wan restored':
      return wanChanged(internet, true);
    case 'poe overload':
      return poeOverload(happening.device, happening.port);
    case 'channel changed':
      return channelChanged(happening.device, happening.from, happening.to);
    case 'radar detected':
      return radarDetected(happening.device, happening.channel);
    case 'rogue access point':
      return rogueAccessPoint(happening.device, happening.ssid, happening.bssid);
    case 'threat':
      return threatSeen(happening.detection);
  }
};
