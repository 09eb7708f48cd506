import { expect, test } from 'vitest';
import { isLocalHost } from '../../src/net/local-host.ts';

const hostOf = (address: string): string => new URL(`https://${address}/`).hostname;

test.each([
  'localhost',
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.9',
  '172.31.255.1',
  '192.168.1.2',
  '169.254.3.4',
  '100.64.0.1',
  '[::1]',
  '[fd12:3456::1]',
  '[fe80::1]',
  'nas',
  'nas.local',
  'NAS.lan',
  'pi.hole.home.arpa',
  'grafana.internal',
])('%s is in one’s own network', (address) => {
  expect(isLocalHost(hostOf(address))).toBe(true);
});

test.each([
  'api.example.com',
  'local.example.com',
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '192.169.1.1',
  '[2001:db8::1]',
  'fd.example',
  '10.example.com',
])('%s may be anywhere', (address) => {
  expect(isLocalHost(hostOf(address))).toBe(false);
});
