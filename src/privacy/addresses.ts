import { isIP } from 'node:net';
import { isInsideAddress } from '../findings/inside.ts';

const mac = /(?<![\da-f:-])[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}(?![\da-f:-])/giu;
const ipv4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/gu;
const ipv6 = /(?<![\da-f:.])(?=[\da-f]*:)[\da-f:]+(?::[\d.]+)?(?![\da-f:])/giu;

/**
 * Every hardware address in a text, every address of the inside of a network, and of those outside the ones that
 * `isKnown` knows becomes what `replace` makes of it.
 */
export const replaceAddresses = (
  text: string,
  replace: (address: string) => string,
  isKnown: (address: string) => boolean = () => false,
): string => {
  const isHidden = (found: string): boolean => isInsideAddress(found) || isKnown(found);
  return text
    .replaceAll(mac, (found) => replace(found))
    .replaceAll(ipv6, (found) => (isIP(found) === 6 && isHidden(found) ? replace(found) : found))
    .replaceAll(ipv4, (found) => (isHidden(found) ? replace(found) : found));
};

/** Whether a text is nothing but a hardware address. */
export const isMac = (text: string): boolean =>
  /^[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}$/iu.test(text);
