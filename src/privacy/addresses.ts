import { isIP } from 'node:net';
import { isInsideAddress } from '../findings/inside.ts';

const mac = /(?<![\da-f:-])[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}(?![\da-f:-])/giu;
const ipv4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/gu;
const ipv6 = /(?<![\da-f:.])(?=[\da-f]*:)[\da-f:]+(?::[\d.]+)?(?![\da-f:])/giu;

/** Every hardware address and every address of the inside of a network in a text becomes what `replace` makes of it. */
export const replaceAddresses = (text: string, replace: (address: string) => string): string =>
  text
    .replaceAll(mac, (found) => replace(found))
    .replaceAll(ipv6, (found) => (isIP(found) === 6 && isInsideAddress(found) ? replace(found) : found))
    .replaceAll(ipv4, (found) => (isInsideAddress(found) ? replace(found) : found));

/** Whether a text is nothing but a hardware address. */
export const isMac = (text: string): boolean =>
  /^[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}$/iu.test(text);
