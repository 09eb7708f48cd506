import { isIP } from 'node:net';

/** One spelling of each address: IPv6 has many, and IPv4 may come as a mapped one. Nothing for what is no address. */
export function canonicalAddress(address: string): string | undefined {
  const unmapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const family = isIP(unmapped);
  if (family === 0) return undefined;
  if (family === 4) return unmapped;
  // A zone (`%eth0`) means something inside one host alone, and is none of a URL.
  return URL.parse(`http://[${unmapped}]/`)?.hostname.slice(1, -1);
}
