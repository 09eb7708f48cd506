import type { DemoClient } from '../../world/clients.ts';
import type { DemoDevice } from '../../world/devices.ts';
import { clientParameter, deviceParameter, valueParameter, type Wording } from './wording.ts';

export const clientCame = (client: DemoClient, at: DemoDevice, connected: boolean): Wording => {
  const wireless = client.connection === 'wireless';
  return {
    event: `CLIENT_${connected ? 'CONNECTED' : 'DISCONNECTED'}_${wireless ? 'WIRELESS' : 'WIRED'}`,
    suffix: '_2',
    topic: 'client',
    severity: 'LOW',
    title: `${wireless ? 'WiFi' : 'Wired'} Client ${connected ? 'Connected' : 'Disconnected'}`,
    message: connected
      ? '{CLIENT} connected to {NETWORK_OR_WLAN} on {DEVICE}. IP: {IP}'
      : '{CLIENT} disconnected from {NETWORK_OR_WLAN}.',
    parameters: {
      CLIENT: clientParameter(client),
      NETWORK_OR_WLAN: valueParameter(client.ssid ?? client.network),
      DEVICE: deviceParameter(at),
      IP: { name: client.ip },
    },
  };
};

export const clientRoamed = (client: DemoClient, from: DemoDevice, to: DemoDevice): Wording => ({
  event: 'CLIENT_ROAMED',
  suffix: '_2',
  topic: 'client',
  severity: 'LOW',
  title: 'WiFi Client Roamed',
  message: '{CLIENT} roamed from {DEVICE_FROM} to {DEVICE_TO}.',
  parameters: {
    CLIENT: clientParameter(client),
    DEVICE_FROM: deviceParameter(from),
    DEVICE_TO: deviceParameter(to),
  },
});

export const adminLogin = (admin: string, ip: string): Wording => ({
  event: 'ADMIN_ACCESS',
  topic: 'admin',
  severity: 'MEDIUM',
  title: 'Network Accessed',
  message: '{ADMIN} accessed the Network application from {REMOTE_IP}.',
  parameters: { ADMIN: { id: admin, name: admin }, REMOTE_IP: valueParameter(ip) },
});

/** The word is the demo's own: the published lists know of failed logins in the older log only (appendix A). */
export const adminLoginFailed = (admin: string, ip: string): Wording => ({
  event: 'ADMIN_LOGIN_FAILED',
  topic: 'admin',
  severity: 'MEDIUM',
  title: 'Login Failed',
  message: '{ADMIN} failed to log in from {REMOTE_IP}.',
  parameters: { ADMIN: { id: admin, name: admin }, REMOTE_IP: valueParameter(ip) },
});
