import { X509Certificate } from 'node:crypto';
import type { TlsSettings } from '../../net/tls.ts';
import type { ConsoleTarget, EnvProblem, IntegrationDeps, IntegrationEnv } from '../integration.ts';

type ReadFile = IntegrationDeps['readFile'];

/** Everything that is wrong with the variables, except for what a file holds: that is known when it is read. */
export function consoleProblems(env: IntegrationEnv): readonly EnvProblem[] {
  const { CYBERSECURE_TLS_VERIFY: verify, CYBERSECURE_TLS_FINGERPRINT: fingerprint } = env;
  const [firstWay, ...otherWays] = waysOfTrust(env);
  return [
    ...problem('CYBERSECURE_API_KEY', keyProblem(env.CYBERSECURE_API_KEY)),
    ...problem(
      'CYBERSECURE_TLS_VERIFY',
      verify !== undefined && switchOf(verify) === undefined ? 'must be true or false' : undefined,
    ),
    ...problem(
      'CYBERSECURE_TLS_FINGERPRINT',
      fingerprint !== undefined && fingerprintOf(fingerprint) === undefined
        ? 'must be the SHA-256 of the certificate, 64 hex digits'
        : undefined,
    ),
    ...(firstWay === undefined || otherWays.length === 0
      ? []
      : problem(firstWay, `contradicts ${otherWays.join(' and ')}; keep one of them`)),
  ];
}

/**
 * The console to ask. Without a host of its own it is the report's console, with that one's TLS settings; with a host
 * of its own nothing is inherited, and certificates are verified unless its own settings say otherwise (DESIGN §5).
 * @throws Error with one sentence that names the variable to correct.
 */
export function consoleTarget(env: IntegrationEnv, readFile: ReadFile): ConsoleTarget {
  const { CYBERSECURE_API_KEY: apiKey = '', CYBERSECURE_HOST: host, CYBERSECURE_SITE: site } = env;
  const [first] = consoleProblems(env);
  if (first !== undefined) throw new Error(`${first.variable} ${first.message}`);
  const tls = tlsSettings(env, readFile) ?? (host === undefined ? undefined : { mode: 'verify' as const });
  return {
    apiKey,
    siteVariable: 'CYBERSECURE_SITE',
    ...(host !== undefined && { host }),
    ...(site !== undefined && { site }),
    ...(tls !== undefined && { tls }),
  };
}

const problem = (variable: string, message: string | undefined): readonly EnvProblem[] =>
  message === undefined ? [] : [{ variable, message }];

function keyProblem(apiKey: string | undefined): string | undefined {
  if (apiKey === undefined) return 'is not set';
  return /[^\x21-\x7e]/.test(apiKey)
    ? 'holds a space or a character that no key has; copy it again'
    : undefined;
}

/** Of which one may be set. */
function waysOfTrust(env: IntegrationEnv): readonly string[] {
  const isOff = switchOf(env.CYBERSECURE_TLS_VERIFY ?? '') === false;
  return [
    ...['CYBERSECURE_TLS_CA_FILE', 'CYBERSECURE_TLS_FINGERPRINT'].filter((name) => env[name] !== undefined),
    ...(isOff ? ['CYBERSECURE_TLS_VERIFY=false'] : []),
  ];
}

/** Undefined when none of the three variables says anything. */
function tlsSettings(env: IntegrationEnv, readFile: ReadFile): TlsSettings | undefined {
  const caFile = env.CYBERSECURE_TLS_CA_FILE;
  const sha256 = fingerprintOf(env.CYBERSECURE_TLS_FINGERPRINT ?? '');
  const verify = switchOf(env.CYBERSECURE_TLS_VERIFY ?? '');
  if (caFile !== undefined) return { mode: 'ca', caPem: readCa(caFile, readFile) };
  if (sha256 !== undefined) return { mode: 'fingerprint', sha256 };
  if (verify === undefined) return undefined;
  return { mode: verify ? 'verify' : 'insecure' };
}

function switchOf(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(word)) return true;
  return ['false', '0', 'no', 'off'].includes(word) ? false : undefined;
}

/** Takes what the configuration takes: openssl's line, with or without colons. */
function fingerprintOf(text: string): string | undefined {
  const digits = text
    .replace(/^sha-?256(\s+fingerprint)?\s*[:=]/i, '')
    .replaceAll(/[:\s]/g, '')
    .toUpperCase();
  return /^[0-9A-F]{64}$/.test(digits) ? digits.replaceAll(/(..)(?=.)/g, '$1:') : undefined;
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
