import { BlockList, isIP } from 'node:net';

interface Address {
  /** A name or an address without brackets. */
  readonly hostname: string;
  readonly port: number;
}

/**
 * Whether `NO_PROXY` lists a host, as curl and Go read it: entries are separated by commas or blanks; a name means itself
 * and everything below it, with or without a leading dot; `*.name` only what is below it; `*` everything; addresses may
 * have a prefix length (`10.0.0.0/8`); any entry may end in a port.
 */
export function isBypassed(noProxy: string, { hostname, port }: Address): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return noProxy
    .split(/[\s,]+/)
    .map(parseEntry)
    .some((entry) => (entry.port === undefined || entry.port === port) && isMeant(entry.pattern, host));
}

interface Entry {
  readonly pattern: string;
  readonly port?: number;
}

function parseEntry(text: string): Entry {
  // A bare IPv6 address is full of colons, so that its port needs brackets.
  const parts = /^\[(?<address>.+)\](:(?<port>\d+))?$|^(?<name>[^:]*):(?<namePort>\d+)$/.exec(text)?.groups;
  const pattern = (parts?.address ?? parts?.name ?? text).toLowerCase();
  const port = parts?.port ?? parts?.namePort;
  return port === undefined ? { pattern } : { pattern, port: Number(port) };
}

function isMeant(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  if (isIP(host) !== 0) return holdsAddress(pattern, host);
  const name = pattern.replace(/^\*?\./, '').replace(/\.$/, '');
  if (name === '') return false;
  return host.endsWith(`.${name}`) || (host === name && !pattern.startsWith('*'));
}

function holdsAddress(pattern: string, host: string): boolean {
  const [network = '', prefix] = pattern.split('/');
  const longest = { 0: undefined, 4: 32, 6: 128 }[isIP(network)];
  const length = prefix === undefined ? longest : Number(prefix);
  if (longest === undefined || length === undefined || !(length >= 0 && length <= longest)) return false;
  const list = new BlockList();
  list.addSubnet(network, length, familyOf(network));
  return list.check(host, familyOf(host));
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
