import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultOf } from '../../src/config/variables.ts';
import { defaultGuardSettings } from '../../src/net/guard-settings.ts';
import { load, problemsOf } from './loading.ts';

const mail = { SMTP_HOST: 'mail.example.com', EMAIL_FROM: 'a@example.com', EMAIL_TO: 'b@example.com' };

describe('the least that is complete', () => {
  test('gives the defaults of the design', () => {
    expect(load({})).toEqual({
      console: {
        host: '192.168.1.1',
        baseUrl: 'https://192.168.1.1',
        kind: 'auto',
        credentials: { kind: 'key', apiKey: 'key-0123456789' },
        tls: { mode: 'verify' },
        timeoutMs: 60_000,
      },
      report: { timeZone: 'UTC', locale: 'en-GB', onlyIf: 'always' },
      schedule: { expression: '0 7 * * *', preset: 'daily', timeZone: 'UTC', catchUp: true },
      dataDir: './data',
      findings: { thresholds: {}, mutes: [] },
      reportKeep: 90,
      memory: { keepMs: 400 * 24 * 60 * 60 * 1000, privacy: 'off' },
      integrations: { env: {}, guard: {}, guardFor: { CLOUDFLARE: {}, CYBERSECURE: {} }, declared: [] },
      log: { level: 'info' },
      secrets: ['key-0123456789'],
      warnings: [],
    });
  });

  test('is read without a look at languages and zones, which would delay the first question', () => {
    const before = Object.getOwnPropertyDescriptors(Intl);
    onTestFinished(() => void Object.defineProperties(Intl, before));
    for (const name of Object.keys(before))
      Object.defineProperty(Intl, name, { get: () => expect.unreachable(`Intl.${name} was used`) });

    const { report, schedule } = load({});

    expect(report).toMatchObject({ locale: defaultOf('REPORT_LOCALE'), timeZone: 'UTC' });
    expect(schedule).toMatchObject({ preset: 'daily', timeZone: 'UTC' });
  });

  test('has a locale that could have been written', () => {
    expect(load({ REPORT_LOCALE: defaultOf('REPORT_LOCALE') })).toEqual(load({}));
  });

  test('is a console and its credentials: an empty environment is told both', () => {
    const { problems } = problemsOf({ UNIFI_HOST: undefined, UNIFI_API_KEY: undefined });

    expect(problems.map(({ variable }) => variable)).toEqual(['UNIFI_HOST', 'UNIFI_API_KEY']);
    expect(problems[1]?.message).toContain('UNIFI_USERNAME with UNIFI_PASSWORD');
  });
});

test('all problems come in one answer, one line each, by variable name', () => {
  const error = problemsOf({
    UNIFI_HOST: 'http://192.168.1.1',
    UNIFI_API_KEY: undefined,
    UNIFI_USERNAME: 'reader',
    REPORT_SCHEDULE: 'sometimes',
    REPORT_TIMEZONE: 'Mars/Base',
    SMTP_HOST: 'mail.example.com',
    SMTP_PORT: 'x',
    EMAIL_TO: 'nobody',
    CLOUDFLARE_TIMEOUT: '0',
    LOG_LEVEL: 'loud',
  });

  expect(error.problems.map(({ variable }) => variable).sort()).toEqual([
    'CLOUDFLARE_TIMEOUT',
    'EMAIL_FROM',
    'EMAIL_TO',
    'LOG_LEVEL',
    'REPORT_SCHEDULE',
    'REPORT_TIMEZONE',
    'SMTP_PORT',
    'UNIFI_HOST',
    'UNIFI_PASSWORD',
  ]);
  expect(error.message.split('\n')).toHaveLength(error.problems.length);
  for (const { variable } of error.problems) expect(error.message).toMatch(new RegExp(`^${variable}: `, 'm'));
});

describe('UNIFI_HOST', () => {
  test.each([
    ['192.168.1.1', '192.168.1.1'],
    ['unifi.example.com:8443', 'unifi.example.com:8443'],
    ['https://unifi.example.com', 'unifi.example.com'],
    ['HTTPS://UniFi.Example.com:443/', 'unifi.example.com'],
    ['2001:db8::1', '[2001:db8::1]'],
    ['[2001:db8::1]:8443', '[2001:db8::1]:8443'],
    [' unifi \n', 'unifi'],
    ['u_dm', 'u_dm'],
  ])('%j is %s', (value, host) => {
    expect(load({ UNIFI_HOST: value }).console).toMatchObject({ host, baseUrl: `https://${host}` });
  });
});

describe('credentials', () => {
  const none = { UNIFI_API_KEY: undefined };

  test('a login is used where there is no key', () => {
    const { credentials } = load({
      ...none,
      UNIFI_USERNAME: 'reader',
      UNIFI_PASSWORD: ' s p a c e ',
    }).console;

    expect(credentials).toEqual({ kind: 'login', username: 'reader', password: ' s p a c e ' });
  });

  test('a key is preferred to a login, and the log says so', () => {
    const config = load({ UNIFI_USERNAME: 'reader', UNIFI_PASSWORD: 'password' });

    expect(config.console.credentials.kind).toBe('key');
    expect(config.warnings).toEqual([expect.stringContaining('UNIFI_API_KEY is used')]);
  });

  test.each([
    [{ UNIFI_USERNAME: 'reader' }, 'UNIFI_PASSWORD'],
    [{ UNIFI_PASSWORD: 'password' }, 'UNIFI_USERNAME'],
  ])('half a login is told by the name of the other half', (half, variable) => {
    expect(problemsOf({ ...none, ...half }).problems.map((problem) => problem.variable)).toEqual([variable]);
  });

  test('a key cannot be used with a classic controller', () => {
    const { problems } = problemsOf({ UNIFI_CONTROLLER: 'classic' });

    expect(problems).toEqual([
      { variable: 'UNIFI_API_KEY', message: expect.stringContaining('keys exist on UniFi OS only') },
    ]);
  });
});

describe('mail', () => {
  test('is off without SMTP_HOST; what is set for it then has no effect, and that is said once', () => {
    const config = load({ EMAIL_TO: 'ops@example.com', SMTP_PORT: '25' });

    expect(config.mail).toBeUndefined();
    expect(config.warnings).toEqual([expect.stringMatching(/only saved.*SMTP_PORT, EMAIL_TO/)]);
  });

  test('needs sender and recipients', () => {
    const { problems } = problemsOf({ SMTP_HOST: 'mail.example.com' });

    expect(problems.map(({ variable }) => variable)).toEqual(['EMAIL_FROM', 'EMAIL_TO']);
  });

  test.each([
    [{}, 'starttls', 587],
    [{ SMTP_PORT: '465' }, 'implicit', 465],
    [{ SMTP_PORT: '2525' }, 'starttls', 2525],
    [{ SMTP_TLS: 'implicit' }, 'implicit', 465],
    [{ SMTP_TLS: 'none', SMTP_PORT: '25' }, 'none', 25],
    [{ SMTP_TLS: 'STARTTLS' }, 'starttls', 587],
  ])('%o is %s on port %d', (env, tls, port) => {
    expect(load({ ...mail, ...env }).mail).toMatchObject({ tls, port });
  });

  test.each([
    [{ SMTP_TLS: 'none' }, /the report is sent unencrypted/],
    [{ SMTP_TLS: 'none', SMTP_USERNAME: 'u', SMTP_PASSWORD: 'pass' }, /the report and the password/],
    [{ SMTP_TLS_VERIFY: 'off' }, /certificate is not checked/],
    [{ SMTP_TLS: 'starttls', SMTP_PORT: '465' }, /SMTP_TLS=implicit/],
    [{ SMTP_TLS: 'implicit', SMTP_PORT: '587' }, /SMTP_TLS=starttls/],
  ])('%o is warned about', (env, warning) => {
    expect(load({ ...mail, ...env }).warnings).toEqual([expect.stringMatching(warning)]);
  });

  test.each([
    [{ SMTP_USERNAME: 'u' }, 'SMTP_PASSWORD'],
    [{ SMTP_PASSWORD: 'pass' }, 'SMTP_USERNAME'],
  ])('half an account %o is told by the name of the other half', (half, variable) => {
    expect(problemsOf({ ...mail, ...half }).problems.map((problem) => problem.variable)).toEqual([variable]);
  });

  test('lists are split at commas, not inside quoted names', () => {
    const to = '"Doe, Jane" <jane@example.com>, Ops <ops@example.com> ,root@localhost,';

    expect(load({ ...mail, EMAIL_TO: to, EMAIL_BCC: 'archive@example.com' }).mail).toMatchObject({
      to: ['"Doe, Jane" <jane@example.com>', 'Ops <ops@example.com>', 'root@localhost'],
      cc: [],
      bcc: ['archive@example.com'],
    });
  });
});

describe('time zone', () => {
  test.each([
    [{ REPORT_TIMEZONE: 'europe/berlin' }, 'Europe/Berlin', 0],
    [{ TZ: 'America/New_York' }, 'America/New_York', 0],
    [{ TZ: ':Europe/Berlin' }, 'Europe/Berlin', 0],
    [{ TZ: 'America/New_York', REPORT_TIMEZONE: 'UTC' }, 'UTC', 0],
    [{ TZ: 'CET-1CEST,M3.5.0,M10.5.0/3' }, 'UTC', 1],
  ])('%o is %s', (env, timeZone, warnings) => {
    const config = load(env);

    expect(config.report.timeZone).toBe(timeZone);
    expect(config.schedule.timeZone).toBe(timeZone);
    expect(config.warnings).toHaveLength(warnings);
  });
});

test.each([
  ['weekly', { expression: '0 7 * * 1', preset: 'weekly' }],
  ['monthly', { expression: '0 7 1 * *', preset: 'monthly' }],
  ['*/15 * * * *', { expression: '*/15 * * * *' }],
])('REPORT_SCHEDULE=%s is %o', (value, schedule) => {
  expect(load({ REPORT_SCHEDULE: value }).schedule).toEqual({ ...schedule, timeZone: 'UTC', catchUp: true });
});

describe('guard knobs', () => {
  test('are absent unless set, so that a definition may wish for something else', () => {
    expect(
      load({ CLOUDFLARE_TIMEOUT: '2m', RETRY_WAIT: '500ms', CIRCUIT_THRESHOLD: '5' }).integrations,
    ).toMatchObject({
      guard: { retryWaitMs: 500, circuitThreshold: 5 },
      guardFor: { CLOUDFLARE: { timeoutMs: 120_000 }, CYBERSECURE: {} },
    });
  });

  test('the defaults in the table of variables are those of the guard', () => {
    const spelledOut = {
      CIRCUIT_THRESHOLD: '3',
      CIRCUIT_RESET_AFTER: '60s',
      INTEGRATION_TIMEOUT: '30s',
      INTEGRATION_ATTEMPT_TIMEOUT: '10s',
      RETRY_ATTEMPTS: '3',
      RETRY_WAIT: '1s',
      RETRY_MAX_WAIT: '5s',
    };

    expect(load(spelledOut).integrations.guard).toEqual(defaultGuardSettings);
  });

  test('an attempt longer than the budget is shortened later, never an error here', () => {
    expect(
      load({ CLOUDFLARE_TIMEOUT: '5s', CLOUDFLARE_ATTEMPT_TIMEOUT: '10s' }).integrations.guardFor,
    ).toMatchObject({
      CLOUDFLARE: { timeoutMs: 5_000, attemptTimeoutMs: 10_000 },
    });
  });

  test('a first wait longer than the longest wait is a contradiction', () => {
    const { problems } = problemsOf({ CLOUDFLARE_RETRY_WAIT: '10s', CLOUDFLARE_RETRY_MAX_WAIT: '5s' });

    expect(problems).toEqual([
      { variable: 'CLOUDFLARE_RETRY_WAIT', message: expect.stringContaining('CLOUDFLARE_RETRY_MAX_WAIT') },
    ]);
  });
});

test('the variables of integrations are handed over as they are set, and only those', () => {
  const env = {
    CLOUDFLARE_API_TOKEN: 'token-0123456789',
    CLOUDFLARE_API_BASE_URL: 'http://127.0.0.1:8080/client/v4',
    CYBERSECURE_HOST: 'gateway.example.com',
    CYBERSECURE_TLS_VERIFY: 'false',
  };
  const config = load(env);

  expect(config.integrations.env).toEqual(env);
  expect(config.warnings).toEqual([expect.stringContaining('CYBERSECURE_TLS_VERIFY=false')]);
});

test('what other programs keep in the environment appears nowhere in the configuration', () => {
  const config = load({ HOME: '/home/somebody', AWS_SECRET_ACCESS_KEY: 'not-ours-at-all' });

  expect(config).toEqual(load({}));
});
