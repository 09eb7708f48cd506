import { describe, expect, test } from 'vitest';
import { editDistance } from '../../src/config/edit-distance.ts';
import { predecessorNames } from '../../src/config/predecessor.ts';
import { variables } from '../../src/config/variables.ts';
import { load, problemsOf } from './loading.ts';

const warningsOf = (name: string) => load({ [name]: 'canary-value' }).warnings;

describe('a variable that is set and unknown gets one warning', () => {
  test.each([
    ['UNIFI_SITES', 'UNIFI_SITE'],
    ['UNIFI_TLS_FINGERPINT', 'UNIFI_TLS_FINGERPRINT'],
    ['REPORT_TIME_ZONE', 'REPORT_TIMEZONE'],
    ['SMTP_PASWORD_FILE', 'SMTP_PASSWORD_FILE'],
    ['EMAIL_FORM', 'EMAIL_FROM'],
    ['CLOUDFLARE_TIMEOUTS', 'CLOUDFLARE_TIMEOUT'],
    ['CYBERSECURE_RETRY_ATEMPTS', 'CYBERSECURE_RETRY_ATTEMPTS'],
    ['CLOUDFARE_API_TOKEN', 'CLOUDFLARE_API_TOKEN'],
    ['SMPT_HOST', 'SMTP_HOST'],
    ['unifi_host', 'UNIFI_HOST'],
    ['LOG_LEVLE', 'LOG_LEVEL'],
  ])('%s: did you mean %s?', (name, meant) => {
    expect(warningsOf(name)).toEqual([`${name} is not a variable of unifi-report; did you mean ${meant}?`]);
  });

  test.each(['UNIFI_COLOUR_SCHEME', 'CLOUDFLARE_FAVOURITE', 'REPORT_BACKGROUND_MUSIC'])(
    '%s is like nothing we know, but begins like ours',
    (name) => {
      expect(warningsOf(name)).toEqual([`${name} is not a variable of unifi-report and has no effect.`]);
    },
  );

  test.each(['CLOUDFLARE_API_KEY', 'CLOUDFLARE_EMAIL'])('%s says what to make instead', (name) => {
    expect(warningsOf(name)).toEqual([
      `${name} is not a variable of unifi-report; a Global API key may change everything, so only API tokens are taken: make one and set CLOUDFLARE_API_TOKEN.`,
    ]);
  });

  test.each(['UNIFI_SMTP_HOST', 'UNIFI_VERIFY_SSL', 'UNIFI_SSH_PASSWORD', 'UNIFI_CLOUDFLARE_API_TOKEN'])(
    '%s comes from the predecessor',
    (name) => {
      const warnings = warningsOf(name);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain(predecessorNames.get(name));
    },
  );

  test.each([
    'PATH',
    'MAILTO',
    'LOG_DIR',
    'DATA_SOURCE',
    'HOSTNAME',
    'NODE_EXTRA_CA_CERTS',
    'HTTPS_PROXY',
    'TZ',
  ])('%s belongs to somebody else and is left alone', (name) => {
    expect(load({ [name]: name === 'TZ' ? 'UTC' : 'x' }).warnings).toEqual([]);
  });

  test('an empty one is not set', () => {
    expect(load({ UNIFI_SITES: '', WEBHOOK_URL: ' ' }).warnings).toEqual([]);
  });

  test('it stands beside the problems too, because it is often the missing one misspelt', () => {
    const error = problemsOf({ UNIFI_HOST: undefined, UNIFI_HOTS: '192.168.1.1' });

    expect(error.message).toContain('UNIFI_HOST: is required');
    expect(error.message).toContain('did you mean UNIFI_HOST?');
  });
});

test('no name of the predecessor means something else here', () => {
  const ours: readonly string[] = variables.map(({ name }) => name);

  expect([...predecessorNames.keys()].filter((name) => ours.includes(name))).toEqual([]);
});

test.each([
  ['', 'abc', 3],
  ['same', 'same', 0],
  ['smpt', 'smtp', 1],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3],
])('the distance from "%s" to "%s" is %d', (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
  expect(editDistance(to, from)).toBe(distance);
});
