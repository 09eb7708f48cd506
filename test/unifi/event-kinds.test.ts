import { describe, expect, test } from 'vitest';
import { isRoutine, kindOfKey, kindOfLegacyKey } from '../../src/unifi/event-kinds.ts';
import { severityOf } from '../../src/unifi/event-severity.ts';

describe('a key of the system log', () => {
  test.each([
    ['CLIENT_CONNECTED_WIRELESS_2', 'CLIENT_CONNECTED_WIRELESS'],
    ['THREAT_BLOCKED_V3', 'THREAT_BLOCKED'],
    ['THREAT_DETECTED_KNOWN_SOURCE_AND_DESTINATION_CLIENTS', 'THREAT_DETECTED'],
    ['NETWORK_WAN_FAILED_MULTIPLE_TIMES_2', 'NETWORK_WAN_FAILED_MULTIPLE_TIMES'],
    ['TRAFFIC_BLOCKED_KNOWN_SOURCE_DEVICE', 'TRAFFIC_BLOCKED'],
    ['BLOCKED_BY_FIREWALL', 'TRAFFIC_BLOCKED'],
    ['MADE_CHANGES_ONE_GLOBAL_SETTING', 'MADE_CHANGES'],
    ['DEVICE_UNREACHABLE', 'DEVICE_UNREACHABLE'],
    ['SOMETHING_OF_TOMORROW', 'SOMETHING_OF_TOMORROW'],
    ['constructor', 'constructor'],
  ])('%s is %s', (key, kind) => {
    expect(kindOfKey(key)).toBe(kind);
  });
});

describe('a legacy key', () => {
  test.each([
    ['EVT_SW_Lost_Contact', 'DEVICE_UNREACHABLE'],
    ['EVT_AP_Lost_Contact', 'DEVICE_UNREACHABLE'],
    ['EVT_GW_Connected', 'DEVICE_RECONNECTED'],
    ['EVT_DM_Upgraded', 'FIRMWARE_UPDATED'],
    ['EVT_WU_Connected', 'CLIENT_CONNECTED_WIRELESS'],
    ['EVT_WG_Disconnected', 'CLIENT_DISCONNECTED_WIRELESS'],
    ['EVT_LU_Disconnected', 'CLIENT_DISCONNECTED_WIRED'],
    ['EVT_WU_RoamRadio', 'CLIENT_ROAMED'],
    ['EVT_AD_Login', 'ADMIN_ACCESS'],
    ['EVT_AP_DetectRogueAP', 'ROGUE_AP_DETECTED'],
    ['EVT_SW_RestartedUnknown', 'EVT_SW_RestartedUnknown'],
    ['EVT_AP_constructor', 'EVT_AP_constructor'],
    ['EVT_WU_toString', 'EVT_WU_toString'],
    ['nonsense', 'nonsense'],
  ])('%s is %s', (key, kind) => {
    expect(kindOfLegacyKey(key)).toBe(kind);
  });

  test.each([
    ['blocked', 'THREAT_BLOCKED'],
    ['allowed', 'THREAT_DETECTED'],
    [undefined, 'THREAT_DETECTED'],
  ])('of an alert that was %s is %s', (alertAction, kind) => {
    expect(kindOfLegacyKey('EVT_IPS_IpsAlert', { alertAction })).toBe(kind);
  });

  test.each([
    ['inactive', 'NETWORK_WAN_FAILED'],
    ['Gateway[aa] WAN state is active', 'NETWORK_WAN_RESTORED'],
    ['WAN went offline', 'NETWORK_WAN_FAILED'],
    ['something else', 'EVT_GW_WANTransition'],
  ])('of a line that is "%s" is %s', (state, kind) => {
    expect(kindOfLegacyKey('EVT_GW_WANTransition', { state })).toBe(kind);
  });
});

test.each([
  ['CLIENT_CONNECTED_WIRELESS', true],
  ['CLIENT_ROAMED', true],
  ['VPN_CLIENT_DISCONNECTED', true],
  ['CLIENT_IP_CONFLICT', false],
  ['DEVICE_RECONNECTED', false],
])('%s is routine: %s', (kind, expected) => {
  expect(isRoutine(kind)).toBe(expected);
});

test.each([
  ['NETWORK_WAN_FAILED', 'MEDIUM', 'critical'],
  ['ADMIN_ACCESS', 'MEDIUM', 'info'],
  ['CLIENT_ROAMED', 'HIGH', 'info'],
  ['DHCP_POOL_EXHAUSTED', 'VERY_HIGH', 'critical'],
  ['DHCP_POOL_EXHAUSTED', 'MEDIUM', 'warning'],
  ['DHCP_POOL_EXHAUSTED', 'LOW', 'info'],
  ['DHCP_POOL_EXHAUSTED', undefined, 'info'],
  ['constructor', undefined, 'info'],
])('%s said to be %s weighs %s', (kind, said, severity) => {
  expect(severityOf(kind, said)).toBe(severity);
});
