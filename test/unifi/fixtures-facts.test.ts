import { expect, test } from 'vitest';
import { collectFrom } from '../helpers/collected.ts';
import { json } from '../helpers/console-server.ts';
import { bugsIn } from '../helpers/log.ts';
import { answerOf, recordings } from '../helpers/recorded.ts';

/** The facts that a recording holds, as the snapshot has them. */
const facts: readonly (readonly [file: string, facts: object])[] = [
  ['aiounifi/self-sites.json', { site: { name: 'default', description: 'Default' } }],
  [
    'aiounifi/stat-device-ugw-usg3.json',
    {
      devices: {
        data: [
          {
            name: 'USG',
            kind: 'gateway',
            model: 'UGW3',
            state: 'online',
            updateVersion: '4.4.50.5272448',
            celsius: 66,
            ports: [{ name: 'wan', speedMbps: 1000, packetCount: 1_152_114_857, errorCount: 0 }, {}],
          },
        ],
      },
      internet: { data: { wans: [{ name: 'WAN', ip: '203.0.113.10', up: true }, { name: 'WAN2' }] } },
    },
  ],
  [
    'aiounifi/stat-device-usw-8.json',
    { devices: { data: [{ kind: 'switch', cpuRatio: 0.563, updateAvailable: true, clientCount: 4 }] } },
  ],
  [
    'aiounifi/stat-device-usw-flex-mini.json',
    {
      devices: {
        data: [{ kind: 'switch', uptimeMs: 9_273_422_000, uplink: { kind: 'wired', portIndex: 13 } }],
      },
    },
  ],
  ['aiounifi/stat-device-up1-plug.json', { devices: { data: [{ name: 'Plug', kind: 'other' }] } }],
  ['aiounifi/stat-device-up6-strip.json', { devices: { data: [{ name: 'UP6', kind: 'other' }] } }],
  [
    'aiounifi/stat-device-port-table-usw-lite.json',
    {
      devices: {
        data: [
          {
            ports: [
              { name: 'Port 1', speedMbps: 100, maxSpeedMbps: 100, packetCount: 4_614_291, dropCount: 2 },
            ],
          },
        ],
      },
    },
  ],
  [
    'aiounifi/stat-device-uptime-stats.json',
    {
      internet: {
        data: { wans: [{ name: 'WAN', latencyMs: 5, availabilityRatio: 1 }, { availabilityRatio: 0 }] },
      },
    },
  ],
  [
    'aiounifi/stat-event-samples.json',
    { events: { data: { source: 'legacy', counts: { length: 8 }, rows: { length: 4 } } } },
  ],
  ['aiounifi/stat-event-sw-lost.json', { events: { data: { rows: [{ kind: 'DEVICE_UNREACHABLE' }] } } }],
  ['aiounifi/stat-sta-wired.json', { clients: { data: [{ connection: 'wired', guest: false }] } }],
  ['aiounifi/stat-sta-wireless.json', { clients: { data: [{ connection: 'wireless', signalDbm: -61 }] } }],
  [
    'aiounifi/stat-sysinfo.json',
    { system: { data: { version: '7.4.162', osVersion: '3.1.15', timeZone: 'Europe/Stockholm' } } },
  ],
  [
    'aiounifi/v2-speedtest-history.json',
    {
      internet: {
        data: { speedTests: [{ failed: false }, { failed: false }, { failed: true }, { failed: false }] },
      },
    },
  ],
  [
    'chris2ao-unifi-mcp/stat-rogueap.json',
    {
      airspace: {
        data: [
          {
            ssid: 'Neighbor A',
            bssid: '02:00:5e:00:00:21',
            channel: 6,
            signalDbm: -80,
            heardBy: 'Office AP',
          },
          { ssid: 'Neighbor B' },
          { ssid: 'Neighbor C' },
          { ssid: 'Own Mesh', isUnifi: true },
          { ssid: 'Open Cafe', isRogue: false },
        ],
      },
    },
  ],
  [
    'chris2ao-unifi-mcp/v2-clients-history.json',
    {
      pastClients: {
        data: [
          { name: 'Old Tablet', maker: 'ExampleCo', firstSeenMs: 1_700_000_000_000 },
          { name: 'printer' },
          {},
        ],
      },
    },
  ],
  [
    'chris2ao-unifi-mcp/v2-speedtest.json',
    {
      internet: {
        data: {
          speedTests: [{ failed: true }, { downloadBitsPerSecond: 900e6 }, { wan: 'WAN2' }, { latencyMs: 6 }],
        },
      },
    },
  ],
  [
    'chris2ao-unifi-mcp/v2-system-log-all.json',
    {
      events: {
        data: {
          rows: [
            { kind: 'THREAT_BLOCKED' },
            { kind: 'NETWORK_FAILED_OVER_TO_BACKUP_WAN' },
            { kind: 'ADMIN_ACCESS', facts: { admin: 'Example Admin' } },
          ],
        },
      },
      detections: { data: { source: 'system-log', rows: [{ action: 'blocked' }] } },
    },
  ],
  [
    'go-unifi/stat-health.json',
    { health: { data: [{ subsystem: 'wan' }, { subsystem: 'wlan' }, { status: 'unknown' }] } },
  ],
  [
    'sirkirby-unifi-mcp/stat-device-udm-radio-table-stats.json',
    {
      devices: {
        data: [
          {
            radios: [
              { band: '2.4 GHz', channel: 11, busyRatio: 0.38 },
              { band: '5 GHz', channel: 132, busyRatio: 0.02 },
              { band: '6 GHz', channel: 37, busyRatio: 0.01 },
            ],
          },
        ],
      },
    },
  ],
  [
    'sirkirby-unifi-mcp/v2-system-log-all.json',
    {
      events: {
        data: {
          rows: [
            { kind: 'EVENT_WITH_UNKNOWN_PLACEHOLDER' },
            { kind: 'THREAT_DETECTED', severity: 'critical' },
            { kind: 'TRAFFIC_BLOCKED' },
          ],
        },
      },
    },
  ],
  [
    'sirkirby-unifi-mcp/v2-traffic-flows.json',
    { detections: { data: { source: 'traffic-flows', rows: [{ action: 'blocked', risk: 'high' }] } } },
  ],
  [
    'unpoller-unifi/stat-device-uap.json',
    {
      devices: {
        data: [
          {
            name: 'wap-lower',
            kind: 'access point',
            experienceRatio: 0.95,
            radios: [{ busyRatio: 0.2 }, { channel: 36 }],
          },
        ],
      },
    },
  ],
  [
    'unpoller-unifi/stat-device-ubb-radio-table-object.json',
    {
      devices: {
        data: [{ name: 'HARBOUR-UBB-XG', radios: [{ band: '5 GHz', channel: 149 }, { band: '60 GHz' }] }],
      },
    },
  ],
  [
    'unpoller-unifi/stat-device-usp-pdu-pro.json',
    { devices: { data: [{ name: 'USP-Pro-PDU', kind: 'other' }] } },
  ],
  [
    'unpoller-unifi/stat-health-udm.json',
    {
      health: {
        data: [{}, { subsystem: 'wan', status: 'ok' }, {}, {}, { subsystem: 'vpn', status: 'error' }],
      },
      internet: { data: { wans: [{ name: 'WAN', isp: 'Example Fibre', latencyMs: 9 }] } },
    },
  ],
  [
    'unpoller-unifi/stat-ips-event.json',
    {
      detections: {
        data: {
          source: 'ips-event',
          rows: [{ signatureId: 2_400_022, sourceIp: '192.0.2.12', sourceCountry: 'SE', targetPort: 36_881 }],
        },
      },
    },
  ],
  [
    'unpoller-unifi/v2-clients-history.json',
    { pastClients: { data: [{ id: '02:00:5e:00:00:61', name: 'Device 1', guest: false }] } },
  ],
  [
    'unpoller-unifi/v2-wan-load-balancing-status.json',
    {
      lineRoles: {
        data: [
          { line: 'WAN', name: 'Fibre Line', role: 'active' },
          { line: 'WAN2', role: 'standby' },
        ],
      },
    },
  ],
];

test.each(facts)('the facts of %s come out', async (file, expected) => {
  const recorded = recordings.find((one) => one.file === file);
  const { snapshot, lines } = await collectFrom(recorded ? { [recorded.at]: json(answerOf(recorded)) } : {});

  expect(bugsIn(lines)).toEqual([]);
  expect(snapshot).toMatchObject(expected);
});
