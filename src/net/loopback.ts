import { isIPv4 } from 'node:net';

/** Whether a host, as `URL.hostname` writes it, is this very machine: what is sent there crosses no network. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));
