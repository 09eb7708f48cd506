import { describe, expect, test } from 'vitest';
import { defaultOf, variables } from '../../src/config/variables.ts';
import { definitions, load, problemsOf } from './loading.ts';

const mail = { SMTP_HOST: 'mail.example.com', EMAIL_FROM: 'a@example.com', EMAIL_TO: 'b@example.com' };
/** Two ways to log in that exclude each other. */
const withPassword = { SMTP_USERNAME: 'u', SMTP_PASSWORD: 'p' };
const withOAuth = {
  SMTP_USERNAME: 'u',
  SMTP_OAUTH_CLIENT_ID: 'client',
  SMTP_OAUTH_REFRESH_TOKEN: 'refresh',
  SMTP_OAUTH_TOKEN_URL: 'https://login.example.com/token',
};

/** variable, a value nobody can mean, what the message says would be right. */
const malformed: readonly (readonly [string, string, RegExp])[] = [
  ['UNIFI_HOST', 'http://192.168.1.1', /unencrypted.*https:\/\//],
  ['UNIFI_HOST', 'ftp://192.168.1.1', /not an https address/],
  ['UNIFI_HOST', 'https://192.168.1.1/network/default/dashboard', /write only https:\/\/192\.168\.1\.1$/],
  ['UNIFI_HOST', 'https://admin:hunter2@192.168.1.1', /account before the @/],
  ['UNIFI_HOST', 'admin@192.168.1.1', /account before the @/],
  ['UNIFI_HOST', '192.168.1.1:99999', /not a host/],
  ['UNIFI_HOST', '192.168.1.1:0', /not a host/],
  ['UNIFI_HOST', '192.168.1', /not a complete address.*192\.168\.0\.1/],
  ['UNIFI_HOST', '010.0.0.1', /not a complete address.*8\.0\.0\.1/],
  ['UNIFI_HOST', 'two hosts', /space/],
  ['UNIFI_HOST', 'console\r\nX-Evil: 1', /control character/],
  ['UNIFI_HOST', 'a..b', /not a host/],
  ['UNIFI_HOST', '-console', /not a host/],
  ['UNIFI_HOST', '[::1', /not a host/],
  ['UNIFI_API_KEY', 'two words', /copy it again/],
  ['UNIFI_API_KEY', 'kéy', /copy it again/],
  ['UNIFI_SITE', 'a\nb', /one plain line/],
  ['UNIFI_SITE', 'x'.repeat(201), /at most 200/],
  ['UNIFI_CONTROLLER', 'udm', /auto, unifi-os, classic/],
  ['UNIFI_TLS_VERIFY', 'maybe', /neither true nor false/],
  ['UNIFI_TLS_CA_FILE', '/no/such/file', /cannot read \/no\/such\/file: there is no such file/],
  ['UNIFI_TLS_FINGERPRINT', 'AB:CD', /64 hex digits/],
  ['UNIFI_TLS_FINGERPRINT', 'g'.repeat(64), /64 hex digits/],
  ['UNIFI_TLS_FINGERPRINT', 'a'.repeat(40), /SHA-1/],
  ['UNIFI_TIMEOUT', 'soon', /90 \(seconds\)/],
  ['UNIFI_TIMEOUT', '0', /more than 0/],
  ['UNIFI_TIMEOUT', '-5s', /not a duration/],
  ['UNIFI_TIMEOUT', '1.5h', /not a duration/],
  ['UNIFI_TIMEOUT', '60d', /at most 24d/],
  ['REPORT_SCHEDULE', 'hourly', /daily, weekly, monthly/],
  ['REPORT_SCHEDULE', '61 * * * *', /schedule/],
  ['REPORT_SCHEDULE', '0 0 30 2 *', /schedule|four years/],
  ['REPORT_TIMEZONE', 'Europe/Atlantis', /Europe\/Berlin/],
  ['REPORT_TIMEZONE', '+02:00', /Europe\/Berlin/],
  ['REPORT_TITLE', 'Report\r\nBcc: everybody@example.com', /one plain line/],
  ['REPORT_CATCH_UP', '2', /neither true nor false/],
  ['REPORT_ONLY_IF', 'notice', /always, warning, critical/],
  ['REPORT_LOCALE', 'en_GB', /en-GB/],
  ['REPORT_LOCALE', 'xx', /en-GB/],
  ['FINDINGS_FILE', '/no/such/file', /cannot read \/no\/such\/file: there is no such file/],
  ['INTEGRATIONS_FILE', '/no/such/file', /cannot read \/no\/such\/file: there is no such file/],
  ['INTEGRATIONS_FILE', 'integrations.yml', /cannot read integrations\.yml: there is no such file/],
  ['SMTP_HOST', 'smtp://mail.example.com', /bare host/],
  ['SMTP_HOST', 'mail.example.com:587', /SMTP_PORT/],
  ['SMTP_HOST', 'mail example', /not a host/],
  ['SMTP_PORT', '0', /from 1 to 65535/],
  ['SMTP_PORT', '70000', /from 1 to 65535/],
  ['SMTP_PORT', '587.5', /whole number/],
  ['SMTP_PORT', '0x24b', /whole number/],
  ['SMTP_USERNAME', 'a\nb', /one plain line/],
  ['SMTP_PASSWORD', 'a\nb', /more than one line/],
  ['SMTP_OAUTH_CLIENT_ID', 'a\nb', /one plain line/],
  ['SMTP_OAUTH_CLIENT_SECRET', 'two words', /copy it again/],
  ['SMTP_OAUTH_REFRESH_TOKEN', 'a\nb', /copy it again/],
  ['SMTP_OAUTH_TOKEN_URL', 'http://login.example.com/token', /https URL/],
  ['SMTP_OAUTH_TOKEN_URL', 'http://127.evil.example/token', /https URL/],
  ['SMTP_OAUTH_TOKEN_URL', 'login.example.com/token', /https URL/],
  ['SMTP_OAUTH_TOKEN_URL', 'https://me:pw@login.example.com/token', /account/],
  ['SMTP_OAUTH_TOKEN_URL', 'https://login.example.com/token?secret=x', /query/],
  ['SMTP_TLS', 'ssl', /starttls, implicit, none/],
  ['SMTP_TLS_VERIFY', 'nope', /neither true nor false/],
  ['EMAIL_FROM', 'nobody', /ops@example\.com/],
  ['EMAIL_FROM', 'a@example.com, b@example.com', /not an e-mail address/],
  ['EMAIL_FROM', 'Eve <eve@example.com>\r\nBcc: everybody@example.com', /line break/],
  ['EMAIL_TO', 'ops@example.com, nobody', /"nobody" is not an e-mail address/],
  ['EMAIL_TO', ', ,', /no e-mail address/],
  ['EMAIL_CC', 'a@b@c', /not an e-mail address/],
  ['EMAIL_BCC', '<>', /not an e-mail address/],
  ['EMAIL_REPLY_TO', 'Name <a@example.com', /not an e-mail address/],
  ['DATA_DIR', 'a\0b', /one plain line/],
  ['REPORT_KEEP', '0', /from 1/],
  ['REPORT_KEEP', 'all', /whole number/],
  ['STORE_KEEP', 'a year', /400d|7d/],
  ['PRIVACY', 'on', /off, hash/],
  ['PING_URL', 'hc-ping.com/key', /https address/],
  ['LISTEN', 'everywhere', /:9090 .*0\.0\.0\.0:9090/],
  ['CIRCUIT_THRESHOLD', '0', /from 1/],
  ['CIRCUIT_RESET_AFTER', 'a minute', /not a duration/],
  ['WEBHOOK_URL', 'hooks.example.com/services/T0', /http or https address.*not shown/],
  ['WEBHOOK_URL', 'ftp://hooks.example.com/x', /http or https address/],
  ['WEBHOOK_URL', 'https://me:hunter2@hooks.example.com/x', /holds an account/],
  ['WEBHOOK_FORMAT', 'teams', /json, ntfy, slack, discord, apprise/],
  ['WEBHOOK_SECRET', 'a passphrase', /openssl rand -base64 32/],
  ['WEBHOOK_SECRET', 'whsec_c2hvcnQ=', /24 to 64 bytes/],
  ['WEBHOOK_SECRET', Buffer.alloc(65).toString('base64'), /24 to 64 bytes/],
  ['INTEGRATION_TIMEOUT', '30 seconds', /not a duration/],
  ['INTEGRATION_ATTEMPT_TIMEOUT', '0ms', /more than 0/],
  ['RETRY_ATTEMPTS', '-1', /whole number/],
  ['RETRY_WAIT', '1e3', /not a duration/],
  ['RETRY_MAX_WAIT', '99d', /at most 24d/],
  ['LOG_LEVEL', 'verbose', /trace, debug, info, warn, error, silent/],
  ['LOG_FORMAT', 'xml', /json, pretty/],
  ['CLOUDFLARE_API_TOKEN', 'Bearer abc', /copy it again/],
  ['CLOUDFLARE_ACCOUNT_ID', 'a\nb', /one plain line/],
  ['CLOUDFLARE_API_BASE_URL', 'http://api.example.com', /https URL/],
  ['CLOUDFLARE_API_BASE_URL', 'http://127.evil.example', /https URL/],
  ['CLOUDFLARE_API_BASE_URL', 'http://localhost.evil.example', /https URL/],
  ['CLOUDFLARE_API_BASE_URL', 'https://me:pw@api.example.com', /account/],
  ['CLOUDFLARE_API_BASE_URL', 'api.example.com/v4', /https URL/],
  ['CLOUDFLARE_TIMEOUT', 'long', /not a duration/],
  ['CLOUDFLARE_CIRCUIT_THRESHOLD', 'three', /whole number/],
  ['CYBERSECURE_HOST', 'http://192.168.1.1', /unencrypted/],
  ['CYBERSECURE_TLS_VERIFY', 'maybe', /neither true nor false/],
  ['CYBERSECURE_TLS_FINGERPRINT', 'AB', /64 hex digits/],
  ['CYBERSECURE_RETRY_ATTEMPTS', '0', /from 1/],
];

describe('a malformed value is one problem, under its own name, with what would be right', () => {
  test.each(malformed)('%s=%j', (variable, value, expected) => {
    const login = variable.startsWith('SMTP_OAUTH_') ? withOAuth : withPassword;
    const { problems } = problemsOf({ ...login, ...mail, [variable]: value });

    expect(problems.map((problem) => problem.variable)).toEqual([variable]);
    expect(problems[0]?.message).toMatch(expected);
  });

  test('the table above misses no variable that can be malformed', () => {
    const tested = new Set(malformed.map(([variable]) => variable));
    // A console password and a user name of any letters are right as long as they are one line.
    const free = ['UNIFI_USERNAME', 'UNIFI_PASSWORD'];

    expect(variables.map(({ name }) => name).filter((name) => !tested.has(name))).toEqual(free);
  });

  test('a user name or password of the console that is not one line is refused as well', () => {
    const { problems } = problemsOf({
      UNIFI_API_KEY: undefined,
      UNIFI_USERNAME: 'a\nb',
      UNIFI_PASSWORD: 'c\nd',
    });

    expect(problems.map(({ variable }) => variable).sort()).toEqual(['UNIFI_PASSWORD', 'UNIFI_USERNAME']);
  });
});

test('an empty or blank value of any optional variable counts as not set', () => {
  const names = [
    ...variables.map(({ name }) => name),
    ...definitions.flatMap(({ requiredEnv, optionalEnv }) => [...requiredEnv, ...optionalEnv]),
  ].filter((name) => name !== 'UNIFI_HOST' && name !== 'UNIFI_API_KEY');

  for (const empty of ['', '  \n']) {
    expect(load(Object.fromEntries(names.map((name) => [name, empty])))).toEqual(load({}));
  }
});

test('every default of the table is what the loader uses', () => {
  const written = variables.flatMap((variable) =>
    'default' in variable ? [[variable.name, variable.default]] : [],
  );
  const guard = ['CIRCUIT_', 'RETRY_', 'INTEGRATION_'];
  const spelledOut = Object.fromEntries(
    written.filter(([name]) => !guard.some((start) => name?.startsWith(start))),
  );

  expect(Object.keys(spelledOut).length).toBeGreaterThan(10);
  expect({ ...load(spelledOut), warnings: [] }).toEqual({ ...load({}), warnings: [] });
  expect(load({ ...mail }).mail?.port).toBe(Number(defaultOf('SMTP_PORT')));
});
