import { BlockList, isIP } from 'node:net';

/** Addresses that are used inside networks only: RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291. */
const insideAddresses = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
] as const) {
  insideAddresses.addSubnet(network, prefix, 'ipv4');
}
insideAddresses.addSubnet('fc00::', 7, 'ipv6');
insideAddresses.addSubnet('fe80::', 10, 'ipv6');

/** Whether an address belongs to the inside of a network; `false` for what is not an address. */
export function isInsideAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  const family = isIP(address);
  return family !== 0 && insideAddresses.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
