import { X509Certificate } from 'node:crypto';
import type { TlsSettings } from '../net/tls.ts';
import { type Parse, type Parsed, parsed, quote, wrong } from './parsed.ts';
import type { Reader } from './reader.ts';
import { boolean } from './values.ts';

/**
 * `<prefix>_TLS_VERIFY`, `_TLS_CA_FILE` and `_TLS_FINGERPRINT`: three ways to trust a certificate, of which one holds.
 * Two of them at once is a problem, because the reader would have to guess which one was meant.
 */
export const readTls = (read: Reader, prefix: string): TlsSettings => {
  const names = {
    verify: `${prefix}_TLS_VERIFY`,
    ca: `${prefix}_TLS_CA_FILE`,
    fingerprint: `${prefix}_TLS_FINGERPRINT`,
  };
  const verify = read.optional(names.verify, boolean);
  const sha256 = read.optional(names.fingerprint, fingerprint);
  const caText = read.file(names.ca);
  const caPem = caText === undefined ? undefined : acceptCa(read, names.ca, caText);

  const ways = [names.ca, names.fingerprint].filter((name) => read.isSet(name));
  if (verify === false) ways.push(`${names.verify}=false`);
  const [first, ...others] = ways;
  if (first !== undefined && others.length > 0) {
    read.problem(first, `contradicts ${others.join(' and ')}; keep one of them`);
  }
  if (verify === false) {
    read.warn(
      `${names.verify}=false: the certificate is not checked, so anybody on the way can read and change what is sent.`,
    );
  }
  if (sha256 !== undefined) return { mode: 'fingerprint', sha256 };
  if (caPem !== undefined) return { mode: 'ca', caPem };
  return verify === false ? { mode: 'insecure' } : { mode: 'verify' };
};

/** Upper-case hex pairs with colons; takes what openssl, browsers and this program print. */
export const fingerprint: Parse<string> = (text) => {
  const digits = text.replace(/^sha-?256(\s+fingerprint)?\s*[:=]/i, '').replaceAll(/[:\s]/g, '');
  if (!/^[0-9a-f]*$/i.test(digits) || digits.length !== 64) {
    const hint = digits.length === 40 ? ' (this looks like a SHA-1)' : '';
    return wrong(
      `${quote(text)} is not a SHA-256 fingerprint${hint}; write its 64 hex digits, AB:CD:… or ABCD…`,
    );
  }
  return parsed(digits.toUpperCase().replaceAll(/(..)(?=.)/g, '$1:'));
};

const acceptCa = (read: Reader, name: string, text: string): string | undefined => {
  const ca = parseCa(text);
  if (ca.ok) return ca.value;
  read.problem(name, ca.message);
  return undefined;
};

const parseCa = (text: string): Parsed<string> => {
  try {
    new X509Certificate(text);
    return parsed(text);
  } catch {
    return wrong(
      'names a file that holds no certificate; it should be PEM text with -----BEGIN CERTIFICATE-----',
    );
  }
};
