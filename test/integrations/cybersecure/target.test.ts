import { describe, expect, test } from 'vitest';
import { consoleTarget } from '../../../src/integrations/cybersecure/target.ts';
import { loopbackCert, loopbackFingerprint } from '../../helpers/https-server.ts';

const files: Readonly<Record<string, string>> = { '/ca.pem': loopbackCert, '/not.pem': 'hello' };
const readFile = (path: string) => {
  const text = files[path];
  if (text === undefined) throw new Error(`ENOENT: ${path}`);
  return text;
};
const target = (env: Record<string, string>) => consoleTarget({ CYBERSECURE_API_KEY: 'k', ...env }, readFile);
const ownHost = { CYBERSECURE_HOST: 'gateway.example' };

describe('which console is asked', () => {
  test('the report’s own, with its TLS settings, when nothing but the key is set', () => {
    expect(target({})).toEqual({ apiKey: 'k', siteVariable: 'CYBERSECURE_SITE' });
  });

  test('another site of it', () => {
    expect(target({ CYBERSECURE_SITE: 'office' })).toMatchObject({ apiKey: 'k', site: 'office' });
  });

  test('with a host of its own no TLS setting is inherited: certificates are verified', () => {
    expect(target(ownHost)).toMatchObject({ apiKey: 'k', host: 'gateway.example', tls: { mode: 'verify' } });
  });
});

describe('how its certificate is checked', () => {
  test.each([
    [{ CYBERSECURE_TLS_VERIFY: 'false' }, { mode: 'insecure' }],
    [{ CYBERSECURE_TLS_VERIFY: 'TRUE' }, { mode: 'verify' }],
    [{ CYBERSECURE_TLS_CA_FILE: '/ca.pem' }, { mode: 'ca', caPem: loopbackCert }],
    [
      { CYBERSECURE_TLS_CA_FILE: '/ca.pem', CYBERSECURE_TLS_VERIFY: 'true' },
      { mode: 'ca', caPem: loopbackCert },
    ],
    [
      { CYBERSECURE_TLS_FINGERPRINT: loopbackFingerprint.replaceAll(':', '').toLowerCase() },
      { mode: 'fingerprint', sha256: loopbackFingerprint },
    ],
  ])('%j with and without a host of its own', (env, tls) => {
    expect(target({ ...ownHost, ...env }).tls).toEqual(tls);
    expect(target(env).tls).toEqual(tls);
  });

  test.each([
    [{ CYBERSECURE_TLS_VERIFY: 'maybe' }, /CYBERSECURE_TLS_VERIFY must be true or false/],
    [{ CYBERSECURE_TLS_FINGERPRINT: 'AB:CD' }, /CYBERSECURE_TLS_FINGERPRINT .*64 hex digits/],
    [{ CYBERSECURE_TLS_CA_FILE: '/none.pem' }, /CYBERSECURE_TLS_CA_FILE: \/none\.pem cannot be read/],
    [{ CYBERSECURE_TLS_CA_FILE: '/not.pem' }, /CYBERSECURE_TLS_CA_FILE: \/not\.pem holds no certificate/],
    [
      { CYBERSECURE_TLS_VERIFY: 'no', CYBERSECURE_TLS_FINGERPRINT: loopbackFingerprint },
      /CYBERSECURE_TLS_FINGERPRINT contradicts CYBERSECURE_TLS_VERIFY=false; keep one/,
    ],
    [
      { CYBERSECURE_TLS_CA_FILE: '/ca.pem', CYBERSECURE_TLS_FINGERPRINT: loopbackFingerprint },
      /CYBERSECURE_TLS_CA_FILE contradicts CYBERSECURE_TLS_FINGERPRINT; keep one/,
    ],
    [{ CYBERSECURE_API_KEY: 'two words' }, /CYBERSECURE_API_KEY holds a space/],
    [{ CYBERSECURE_API_KEY: 'line\nbreak' }, /CYBERSECURE_API_KEY holds a space/],
  ])('%j is refused with a sentence that names the variable', (env, sentence) => {
    expect(() => target(env)).toThrow(sentence);
  });

  test('a refusal holds no key', () => {
    expect(() => target({ CYBERSECURE_API_KEY: 'canary key' })).toThrow(
      expect.not.objectContaining({ message: /canary/ }),
    );
  });
});
