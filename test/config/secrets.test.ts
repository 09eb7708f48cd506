import { describe, expect, test } from 'vitest';
import { load, problemsOf } from './loading.ts';

const canary = 'canary-7f3a9c1e5b';
const secretVariables = [
  'UNIFI_API_KEY',
  'UNIFI_PASSWORD',
  'SMTP_PASSWORD',
  'CLOUDFLARE_API_TOKEN',
  'CYBERSECURE_API_KEY',
] as const;
const around = { UNIFI_USERNAME: 'reader', SMTP_USERNAME: 'reporter' };
const withoutKey = {
  ...around,
  UNIFI_API_KEY: undefined,
  UNIFI_PASSWORD: 'other-password',
  SMTP_PASSWORD: 'third',
};

describe('a secret in a file', () => {
  test.each(secretVariables)('%s_FILE is read, and one newline at its end goes', (variable) => {
    const base = { ...withoutKey, [variable]: undefined, [`${variable}_FILE`]: '/run/secrets/it' };

    for (const ending of ['', '\n', '\r\n']) {
      const config = load(base, { '/run/secrets/it': `${canary}${ending}` });
      expect(config.secrets).toContain(canary);
      expect(config.secrets.filter((secret) => /\s/.test(secret))).toEqual([]);
    }
  });

  test('reaches what needs it under the plain name', () => {
    const config = load(
      { CLOUDFLARE_API_TOKEN_FILE: '/t', UNIFI_API_KEY: undefined, UNIFI_API_KEY_FILE: '/k' },
      { '/t': 'token-from-file\n', '/k': '\ufeffkey-from-file' },
    );

    expect(config.integrations.env).toEqual({ CLOUDFLARE_API_TOKEN: 'token-from-file' });
    expect(config.console.credentials).toEqual({ kind: 'key', apiKey: 'key-from-file' });
  });

  test.each(secretVariables)('%s beside its _FILE twin is a problem that names both', (variable) => {
    const env = { ...withoutKey, [variable]: canary, [`${variable}_FILE`]: '/run/secrets/it' };
    const { problems } = problemsOf(env, { '/run/secrets/it': canary });

    expect(problems).toEqual([{ variable, message: expect.stringContaining(`${variable}_FILE`) }]);
  });

  test.each([
    ['/run/secrets/missing', /\/run\/secrets\/missing: there is no such file/],
    ['/run/secrets/empty', /\/run\/secrets\/empty is empty/],
    ['/run/secrets/two-lines', /more than one line|copy it again/],
  ])('%s is told by the name of the variable and of the file', (path, expected) => {
    const files = { '/run/secrets/empty': '\n', '/run/secrets/two-lines': 'a\nb\n' };
    const { problems } = problemsOf({ UNIFI_API_KEY: undefined, UNIFI_API_KEY_FILE: path }, files);

    expect(problems).toEqual([{ variable: 'UNIFI_API_KEY_FILE', message: expect.stringMatching(expected) }]);
  });

  test('exists for secrets only', () => {
    expect(load({ SMTP_HOST_FILE: '/run/secrets/host' }).warnings).toEqual([
      expect.stringContaining('only secrets are read from files, set SMTP_HOST itself'),
    ]);
  });
});

describe('no secret stands in what is said about a configuration', () => {
  test.each(secretVariables)('%s, refused for its letters or put beside its twin', (variable) => {
    for (const value of [`${canary} `.repeat(2), `${canary}\n${canary}`]) {
      const env = { ...withoutKey, [variable]: value, UNIFI_TIMEOUT: 'x', [`${variable}_FILE`]: '/none' };
      const error = problemsOf(env);
      expect(error.message).not.toContain(canary);
      expect(JSON.stringify(error.problems)).not.toContain(canary);
    }
  });

  test('a secret that also stands in another variable', () => {
    const error = problemsOf({ UNIFI_API_KEY: canary, LOG_LEVEL: canary, REPORT_SCHEDULE: canary });

    expect(error.problems).toHaveLength(2);
    expect(error.message).not.toContain(canary);
  });

  test('a secret put where the path of its file belongs', () => {
    const error = problemsOf({ UNIFI_API_KEY: undefined, UNIFI_API_KEY_FILE: canary });

    expect(error.problems).toHaveLength(1);
    expect(error.message).not.toContain(canary);
  });

  test('an account in an address', () => {
    const host = `https://admin:${canary}@192.168.1.1`;
    const error = problemsOf({ UNIFI_HOST: host, CLOUDFLARE_API_BASE_URL: host, SMTP_HOST: host });

    expect(error.problems.length).toBeGreaterThanOrEqual(3);
    expect(error.message).not.toContain(canary);
  });

  test('one in the address of a webhook', () => {
    const config = load({ WEBHOOK_URL: `http://hc.example.com/${canary}` });

    expect(config.warnings.join()).toMatch(/WEBHOOK_URL is used without encryption/);
    expect(config.warnings.join()).not.toContain(canary);
    expect(config.secrets).toContain(`http://hc.example.com/${canary}`);
  });
});

test('secrets too short to be told from ordinary words are not in the list that is scrubbed', () => {
  expect(load({ ...around, SMTP_PASSWORD: 'abc' }).secrets).toEqual(['key-0123456789']);
});
