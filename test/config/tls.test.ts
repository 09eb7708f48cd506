import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { load, problemsOf } from './loading.ts';

const certificate = readFileSync(new URL('../../demo/loopback-cert.pem', import.meta.url), 'utf8');
const key = readFileSync(new URL('../../demo/loopback-key.pem', import.meta.url), 'utf8');
const hex = '0123456789abcdef'.repeat(4);
const pairs =
  '01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF';

describe('how the certificate of the console is trusted', () => {
  test.each([
    ['upper-case pairs', pairs],
    ['what openssl prints', `sha256 Fingerprint=${pairs}`],
    ['what ssh-like tools print', `SHA256:${hex}`],
    ['bare digits', hex],
    ['spaces', pairs.replaceAll(':', ' ').toLowerCase()],
  ])('a fingerprint may be written as %s', (_, value) => {
    expect(load({ UNIFI_TLS_FINGERPRINT: value }).console.tls).toEqual({
      mode: 'fingerprint',
      sha256: pairs,
    });
  });

  test('a private CA is read from its file', () => {
    const tls = load({ UNIFI_TLS_CA_FILE: './ca.pem' }, { './ca.pem': certificate }).console.tls;

    expect(tls).toEqual({ mode: 'ca', caPem: certificate });
  });

  test.each([
    ['a key', key],
    ['text', 'hello'],
    ['a broken certificate', certificate.replace(/\n.{20}/, '\n')],
  ])('a file that holds %s instead of a certificate is refused without showing it', (_, content) => {
    const error = problemsOf({ UNIFI_TLS_CA_FILE: './ca.pem' }, { './ca.pem': content });

    expect(error.message).toMatch(/^UNIFI_TLS_CA_FILE: .*no certificate/);
    expect(error.message).not.toContain(content.split('\n')[1] ?? content);
  });

  test.each(['UNIFI', 'CYBERSECURE'])('%s_TLS_VERIFY=false works and is warned about', (prefix) => {
    const config = load({ [`${prefix}_TLS_VERIFY`]: 'no' });

    expect(config.warnings).toEqual([expect.stringContaining(`${prefix}_TLS_VERIFY=false: `)]);
    expect(config.console.tls.mode).toBe(prefix === 'UNIFI' ? 'insecure' : 'verify');
  });

  test.each([
    ['UNIFI', { UNIFI_TLS_VERIFY: 'false', UNIFI_TLS_FINGERPRINT: hex }],
    ['UNIFI', { UNIFI_TLS_VERIFY: 'false', UNIFI_TLS_CA_FILE: './ca.pem' }],
    ['UNIFI', { UNIFI_TLS_FINGERPRINT: hex, UNIFI_TLS_CA_FILE: './ca.pem' }],
    ['CYBERSECURE', { CYBERSECURE_TLS_FINGERPRINT: hex, CYBERSECURE_TLS_VERIFY: 'false' }],
  ])('two ways at once contradict each other (%s, %o)', (prefix, env) => {
    const { problems } = problemsOf(env, { './ca.pem': certificate });

    expect(problems).toHaveLength(1);
    expect(problems[0]?.variable).toMatch(new RegExp(`^${prefix}_TLS_`));
    expect(problems[0]?.message).toContain('keep one of them');
  });

  test('UNIFI_TLS_VERIFY=true beside a fingerprint is no contradiction', () => {
    expect(load({ UNIFI_TLS_VERIFY: 'true', UNIFI_TLS_FINGERPRINT: hex }).console.tls.mode).toBe(
      'fingerprint',
    );
  });
});
