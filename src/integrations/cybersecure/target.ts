import { X509Certificate } from 'node:crypto';
import type { TlsSettings } from '../../net/tls.ts';
import type { ConsoleTarget, IntegrationDeps, IntegrationEnv } from '../integration.ts';

type ReadFile = IntegrationDeps['readFile'];

/**
 * The console to ask. Without a host of its own it is the report's console, with that one's TLS settings; with a host
 * of its own nothing is inherited, and certificates are verified unless its own settings say otherwise (DESIGN §5).
 * @throws Error with one sentence that names the variable to correct.
 */
export function consoleTarget(env: IntegrationEnv, readFile: ReadFile): ConsoleTarget {
  const { CYBERSECURE_API_KEY: apiKey, CYBERSECURE_HOST: host, CYBERSECURE_SITE: site } = env;
  if (apiKey === undefined) throw new Error('CYBERSECURE_API_KEY is not set');
  if (/[^\x21-\x7e]/.test(apiKey)) {
    throw new Error('CYBERSECURE_API_KEY holds a space or a character that no key has; copy it again');
  }
  const tls = tlsSettings(env, readFile) ?? (host === undefined ? undefined : { mode: 'verify' as const });
  return {
    apiKey,
    siteVariable: 'CYBERSECURE_SITE',
    ...(host !== undefined && { host }),
    ...(site !== undefined && { site }),
    ...(tls !== undefined && { tls }),
  };
}

/** Undefined when none of the three variables says anything. */
function tlsSettings(env: IntegrationEnv, readFile: ReadFile): TlsSettings | undefined {
  const {
    CYBERSECURE_TLS_VERIFY: verifyText,
    CYBERSECURE_TLS_CA_FILE: caFile,
    CYBERSECURE_TLS_FINGERPRINT: fingerprint,
  } = env;
  const verify = verifyText === undefined ? undefined : readSwitch(verifyText);
  const ways = [
    ...(caFile === undefined ? [] : ['CYBERSECURE_TLS_CA_FILE']),
    ...(fingerprint === undefined ? [] : ['CYBERSECURE_TLS_FINGERPRINT']),
    ...(verify === false ? ['CYBERSECURE_TLS_VERIFY=false'] : []),
  ];
  if (ways.length > 1) throw new Error(`${ways.join(' and ')} contradict each other; keep one of them`);

  if (caFile !== undefined) return { mode: 'ca', caPem: readCa(caFile, readFile) };
  if (fingerprint !== undefined) return { mode: 'fingerprint', sha256: readFingerprint(fingerprint) };
  if (verify === undefined) return undefined;
  return { mode: verify ? 'verify' : 'insecure' };
}

function readSwitch(text: string): boolean {
  const word = text.toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(word)) return true;
  if (['false', '0', 'no', 'off'].includes(word)) return false;
  throw new Error('CYBERSECURE_TLS_VERIFY must be true or false');
}

function readFingerprint(text: string): string {
  const digits = text.replaceAll(/[:\s]/g, '').toUpperCase();
  if (!/^[0-9A-F]{64}$/.test(digits)) {
    throw new Error('CYBERSECURE_TLS_FINGERPRINT must be the SHA-256 of the certificate, 64 hex digits');
  }
  return digits.replaceAll(/(..)(?=.)/g, '$1:');
}

function readCa(path: string, readFile: ReadFile): string {
  let pem: string;
  try {
    pem = readFile(path);
  } catch {
    throw new Error(`CYBERSECURE_TLS_CA_FILE: ${path} cannot be read`);
  }
  try {
    new X509Certificate(pem);
  } catch {
    throw new Error(`CYBERSECURE_TLS_CA_FILE: ${path} holds no certificate in PEM form`);
  }
  return pem;
}
