import { describe, expect, test } from 'vitest';
import { ConfigError, type ConfigProblem } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { integrations } from '../../src/integrations/index.ts';
import { complete } from './loading.ts';

type Env = Readonly<Record<string, string>>;

const readFile = (path: string): string => {
  if (path === '/token') return 'cfk_in-a-file';
  throw new Error('there are no other files');
};

/** What is wrong according to the integrations that ship. */
const problemsOf = (env: Env): readonly ConfigProblem[] => {
  try {
    loadConfig({ env: { ...complete, ...env }, readFile }, integrations);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

const token = { CLOUDFLARE_API_TOKEN: 'a-token-0123456789' };
const globalKey = 'cfk_0123456789012345678901234567890123456789abcd';

describe('what an integration would refuse when a report is made is a problem of the configuration', () => {
  test.each<[Env, string, RegExp]>([
    [{ CLOUDFLARE_API_TOKEN: globalKey }, 'CLOUDFLARE_API_TOKEN', /^holds a Global API key/],
    [{ CLOUDFLARE_API_TOKEN_FILE: '/token' }, 'CLOUDFLARE_API_TOKEN', /^holds a Global API key/],
    [{ CLOUDFLARE_API_TOKEN: 'a"quote' }, 'CLOUDFLARE_API_TOKEN', /copy it again$/],
    [{ ...token, CLOUDFLARE_ACCOUNT_ID: 'Harbour Office' }, 'CLOUDFLARE_ACCOUNT_ID', /^must be the 32 hex/],
    [{ ...token, CLOUDFLARE_API_BASE_URL: 'http://api.example.com' }, 'CLOUDFLARE_API_BASE_URL', /https URL/],
    [{ CYBERSECURE_API_KEY: 'k', CYBERSECURE_TLS_VERIFY: 'maybe' }, 'CYBERSECURE_TLS_VERIFY', /maybe/],
    [
      { CYBERSECURE_API_KEY: 'k', CYBERSECURE_TLS_FINGERPRINT: 'AB' },
      'CYBERSECURE_TLS_FINGERPRINT',
      /64 hex/,
    ],
  ])('%j is told once', (env, variable, message) => {
    expect(problemsOf(env)).toEqual([{ variable, message: expect.stringMatching(message) }]);
  });

  test('the value of a secret is not repeated', () => {
    const problems = problemsOf({ CLOUDFLARE_API_TOKEN: globalKey });
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain(globalKey);
  });

  test('of an integration that is not on nothing is said', () => {
    expect(problemsOf({ CLOUDFLARE_ACCOUNT_ID: 'Harbour Office' })).toEqual([]);
  });

  test('what is right is accepted', () => {
    const account = '01a7362d577a6c3019a474fd6f485823';
    expect(problemsOf({ ...token, CLOUDFLARE_ACCOUNT_ID: account, CYBERSECURE_API_KEY: 'k' })).toEqual([]);
  });

  test('the fingerprint as openssl prints it is right for the loader and the integration alike', () => {
    const line = `sha256 Fingerprint=${'AB:'.repeat(31)}AB`;
    expect(problemsOf({ CYBERSECURE_API_KEY: 'k', CYBERSECURE_TLS_FINGERPRINT: line })).toEqual([]);
  });
});
