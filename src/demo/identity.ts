import { createHash } from 'node:crypto';

/** A stable hexadecimal id for a name, as databases hand them out (24 digits on a console, 32 at Cloudflare). */
export const hexId = (name: string, length: number): string =>
  createHash('sha256').update(name).digest('hex').slice(0, length);

/** A stable UUID (version 4 in form) for a name. */
export const uuid = (name: string): string => {
  const hex = hexId(name, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};

/** A locally administered MAC address, which belongs to no maker. */
export const localMac = (number: number): string =>
  `02:00:5e:${[number >> 16, number >> 8, number].map((byte) => (byte & 0xff).toString(16).padStart(2, '0')).join(':')}`;
