import { hexId } from '../identity.ts';
import { get, legacyData, type Routes } from './answers.ts';
import { demoSecrets } from './secrets.ts';

/** `get/setting/ips` (UniFi API reference §6). */
const ips = {
  _id: hexId('setting:ips', 24),
  key: 'ips',
  ips_mode: 'ips',
  enabled_categories: [
    'botcc',
    'ciarmy',
    'dshield',
    'emerging-dns',
    'emerging-exploit',
    'emerging-info',
    'emerging-malware',
    'emerging-scan',
    'emerging-web_server',
    'spamhaus',
    'tor',
    'malicious-hosts',
  ],
  enabled_networks: [hexId('network:Office', 24), hexId('network:Guests', 24)],
  honeypot_enabled: true,
  honeypot: [{ ip_address: '10.20.1.2', network_id: hexId('network:Office', 24), version: 'v4' }],
  restrict_torrents: false,
  memory_optimized: false,
  advanced_filtering_preference: 'manual',
  suppression: { alerts: [], whitelist: [] },
} as const;

/** Settings hold secrets; a reader of reports asks for the one key it needs and for no other. */
const mgmt = {
  _id: hexId('setting:mgmt', 24),
  key: 'mgmt',
  x_ssh_username: 'admin',
  x_ssh_password: demoSecrets.sshPassword,
  api_token: demoSecrets.apiToken,
  auto_upgrade: false,
} as const;

export const settingRoutes: Routes = {
  'get/setting/ips': get(() => legacyData([ips])),
  'get/setting/mgmt': get(() => legacyData([mgmt])),
  'get/setting': get(() => legacyData([ips, mgmt])),
  'rest/setting': get(() => legacyData([ips, mgmt])),
  'rest/wlanconf': get(() =>
    legacyData([{ _id: hexId('wlan', 24), name: 'Harbour', x_passphrase: demoSecrets.wifiPassphrase }]),
  ),
};
