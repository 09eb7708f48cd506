import { describe, expect, test } from 'vitest';
import { variablePrefix } from '../../../src/config/integrations.ts';
import { load, problemsOf } from '../loading.ts';
import { least } from './documents.ts';

const ref = (inside: string) => `\${${inside}}`;
const bearer = (inside: string) => ({ type: 'bearer', token: ref(inside) });
const fileOf = (...integrations: readonly object[]) => ({
  './integrations.yaml': JSON.stringify({ integrations }, null, 2),
});
const env = { INTEGRATIONS_FILE: './integrations.yaml' };
const nas = { ...least, auth: bearer('NAS_TOKEN') };

describe('INTEGRATIONS_FILE', () => {
  test('is not needed', () => {
    expect(load({}).integrations.declared).toEqual([]);
  });

  test('brings the values of the variables that it refers to, and takes them for secrets', () => {
    const { integrations, secrets, warnings } = load({ ...env, NAS_TOKEN: 'token-canary' }, fileOf(nas));
    expect(integrations.declared.map(({ id }) => id)).toEqual(['nas']);
    expect(integrations.env).toMatchObject({ NAS_TOKEN: 'token-canary' });
    expect(secrets).toContain('token-canary');
    expect(warnings).toEqual([]);
  });

  test('takes a variable from the file that its twin names', () => {
    const { integrations, secrets } = load(
      { ...env, NAS_TOKEN_FILE: '/run/nas' },
      { ...fileOf(nas), '/run/nas': 'token-canary\n' },
    );
    expect(integrations.env).toMatchObject({ NAS_TOKEN: 'token-canary' });
    expect(secrets).toContain('token-canary');
  });

  test('does not mind that its variables are called like ours', () => {
    const other = { ...least, auth: bearer('UNIFI_PROTECT_KEY') };
    expect(load({ ...env, UNIFI_PROTECT_KEY: 'k3y' }, fileOf(other)).warnings).toEqual([]);
  });

  test('may refer to a variable of a built-in integration, which is told once when it is wrong', () => {
    const other = { ...least, auth: bearer('CLOUDFLARE_API_TOKEN') };
    const { problems } = problemsOf({ ...env, CLOUDFLARE_API_TOKEN: 'a b' }, fileOf(other));
    expect(problems.map(({ variable }) => variable)).toEqual(['CLOUDFLARE_API_TOKEN']);
  });

  test('a token that no header can carry is told with everything else', () => {
    const { problems } = problemsOf({ ...env, NAS_TOKEN: 'two words', REPORT_TIMEZONE: 'Moon' }, fileOf(nas));
    expect(problems.map(({ variable }) => variable)).toEqual(['REPORT_TIMEZONE', 'NAS_TOKEN']);
  });

  test('mistakes in it stand beside those of the variables', () => {
    const { problems } = problemsOf({ ...env, REPORT_TIMEZONE: 'Moon' }, fileOf({ ...nas, type: 'soap' }));
    expect(problems.map(({ variable, message }) => `${variable} ${message}`)).toEqual([
      expect.stringMatching(/^REPORT_TIMEZONE /),
      'INTEGRATIONS_FILE line 6: nas: type: "soap" is not one of rest, graphql',
    ]);
  });
});

describe('a secret in a file', () => {
  const fromFile = { ...least, auth: bearer('file:/run/secrets/nas') };

  test('is read, and taken for a secret', () => {
    expect(load(env, { ...fileOf(fromFile), '/run/secrets/nas': 'file-canary\n' }).secrets).toContain(
      'file-canary',
    );
  });

  test('that is not there is told with its line', () => {
    expect(problemsOf(env, fileOf(fromFile)).problems).toEqual([
      {
        variable: 'INTEGRATIONS_FILE',
        message: expect.stringMatching(
          /^line \d+: nas: cannot read \/run\/secrets\/nas: there is no such file$/,
        ),
      },
    ]);
  });

  test('is not looked for while the integration is off', () => {
    const auth = { type: 'basic', username: ref('NAS_USER'), password: ref('file:/run/secrets/nas') };
    expect(load(env, fileOf({ ...least, auth })).warnings).toEqual([]);
  });
});

describe('http', () => {
  const plain = { ...nas, baseUrl: 'http://192.168.1.5' };
  const sentence = /^INTEGRATIONS_FILE: nas is asked over http: .* not encrypted\.$/;

  test('is allowed with one warning', () => {
    expect(load({ ...env, NAS_TOKEN: 'abc' }, fileOf(plain)).warnings).toEqual([
      expect.stringMatching(sentence),
    ]);
  });

  test('also that of a token server', () => {
    const auth = {
      type: 'oauth2',
      tokenUrl: 'http://id.example/token',
      clientId: 'me',
      clientSecret: ref('NAS_TOKEN'),
    };
    expect(load({ ...env, NAS_TOKEN: 'abc' }, fileOf({ ...least, auth })).warnings).toEqual([
      expect.stringMatching(sentence),
    ]);
  });

  test('of an integration that is off is nobody’s business', () => {
    expect(load(env, fileOf(plain)).warnings).toEqual([]);
  });
});

describe('the guard of a declared integration', () => {
  test('has the numbers of the file, and the defaults of the design for what is left out', () => {
    const retry = { maxAttempts: 5, retryOn: [404], jitter: false, retryAfter: false };
    const { integrations } = load(
      { ...env, RETRY_ATTEMPTS: '9', RETRY_WAIT: '7s', INTEGRATION_TIMEOUT: '99s' },
      fileOf({ ...least, id: 'my-nas', timeout: '12s', retry, circuit: { window: '1m' } }),
    );
    expect({ ...integrations.guard, ...integrations.guardFor[variablePrefix('my-nas')] }).toEqual({
      timeoutMs: 12_000,
      attemptTimeoutMs: 10_000,
      retryAttempts: 5,
      retryWaitMs: 1_000,
      retryMaxWaitMs: 5_000,
      retryMultiplier: 2,
      retryOn: [404],
      retryJitter: false,
      retryAfter: false,
      circuitThreshold: 3,
      circuitResetAfterMs: 60_000,
      circuitWindowMs: 60_000,
    });
  });
});
