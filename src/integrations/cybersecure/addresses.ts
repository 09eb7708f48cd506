import { BlockList, isIP } from 'node:net';

/** Networks that are not on the internet: RFC 1918, 6598, 3927, 1122, 4193, 4291 and multicast. */
const internal = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  internal.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  internal.addSubnet(network, prefix, 'ipv6');
}

/** Whether an address is somebody on the internet, and not a host of one's own network or no address at all. */
export function isExternal(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && !internal.check(address, version === 4 ? 'ipv4' : 'ipv6');
}
