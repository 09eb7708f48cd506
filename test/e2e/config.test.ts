import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { integrationVariables } from '../../src/config/integrations.ts';
import { fileTwinOf, isSecretName } from '../../src/config/secrets.ts';
import { variables } from '../../src/config/variables.ts';
import { integrations } from '../../src/integrations/index.ts';
import { type Ended, runProgram, temporaryFolder } from '../helpers/program.ts';

type Env = Readonly<Record<string, string>>;

const required: Env = { UNIFI_HOST: '192.168.1.1', UNIFI_API_KEY: 'key-0123456789' };
/** Complete, with everything set that something else could ask for. */
const complete: Env = {
  ...required,
  SMTP_HOST: 'mail.example.com',
  SMTP_USERNAME: 'reports',
  SMTP_PASSWORD: 'mail-password-01',
  EMAIL_FROM: 'reports@example.com',
  EMAIL_TO: 'ops@example.com',
};
const names = [...variables, ...integrations.flatMap(integrationVariables)].map(({ name }) => name);
const secretNames = names.filter(isSecretName);
const certificatePath = fileURLToPath(new URL('../../demo/loopback-cert.pem', import.meta.url));

/** Stands in every secret that is refused, and must stand in no answer. */
const canary = 'canary7f3a9c1e5b';

const twoLines = ['a\nb', /one plain line/] as const;
const brokenSecret = [`${canary} ${canary}`, /copy it again \(the value is not shown here\)/] as const;
const brokenPassword = [
  `${canary}\n${canary}`,
  /more than one line \(the value is not shown here\)/,
] as const;
const noDuration = ['soon', /not a duration; write 90 \(seconds\)/] as const;
const noCount = ['0', /whole number from 1 to/] as const;
const noSwitch = ['maybe', /neither true nor false/] as const;
const noFile = ['/no/such/file', /cannot read \/no\/such\/file: there is no such file/] as const;
const noFingerprint = ['AB:CD', /64 hex digits/] as const;
const noAddress = ['nobody', /"nobody" is not an e-mail address; write ops@example\.com/] as const;

type Wrong = readonly [value: string, whatIsRight: RegExp];

const wrongTls = (prefix: string): Readonly<Record<string, readonly Wrong[]>> => ({
  [`${prefix}_TLS_VERIFY`]: [noSwitch],
  [`${prefix}_TLS_CA_FILE`]: [noFile],
  [`${prefix}_TLS_FINGERPRINT`]: [noFingerprint, ['a'.repeat(40), /looks like a SHA-1/]],
});

const wrongKnobs = (prefix: string): Readonly<Record<string, readonly Wrong[]>> => ({
  [`${prefix}_CIRCUIT_THRESHOLD`]: [noCount],
  [`${prefix}_CIRCUIT_RESET_AFTER`]: [noDuration],
  [`${prefix}_TIMEOUT`]: [noDuration, ['99d', /at most 24d/]],
  [`${prefix}_ATTEMPT_TIMEOUT`]: [noDuration],
  [`${prefix}_RETRY_ATTEMPTS`]: [noCount],
  [`${prefix}_RETRY_WAIT`]: [noDuration],
  [`${prefix}_RETRY_MAX_WAIT`]: [noDuration],
});

/** For each variable values that nobody can mean, with what the answer says would be right. */
const wrong: Readonly<Record<string, readonly Wrong[]>> = {
  UNIFI_HOST: [
    ['http://192.168.1.1', /unencrypted.*https:\/\//],
    ['https://192.168.1.1/network/default', /write only https:\/\/192\.168\.1\.1$/],
    ['192.168.1', /not a complete address/],
    ['two hosts', /write a host \(192\.168\.1\.1\)/],
  ],
  UNIFI_API_KEY: [brokenSecret],
  UNIFI_USERNAME: [twoLines],
  UNIFI_PASSWORD: [brokenPassword],
  UNIFI_SITE: [twoLines, ['x'.repeat(201), /at most 200/]],
  UNIFI_CONTROLLER: [['udm', /not one of auto, unifi-os, classic/]],
  ...wrongTls('UNIFI'),
  UNIFI_TIMEOUT: [noDuration, ['0', /more than 0/], ['-5s', /not a duration/]],
  REPORT_SCHEDULE: [
    ['hourly', /write daily, weekly, monthly or a cron expression/],
    ['61 * * * *', /not a schedule/],
    ['0 0 30 2 *', /daily, weekly, monthly/],
  ],
  REPORT_TIMEZONE: [
    ['Europe/Atlantis', /write an IANA name such as Europe\/Berlin/],
    ['+02:00', /not a time zone/],
  ],
  REPORT_TITLE: [['Report\r\nBcc: everybody@example.com', /one plain line/]],
  REPORT_CATCH_UP: [noSwitch],
  REPORT_ONLY_IF: [['notice', /not one of always, warning, critical/]],
  FINDINGS_FILE: [noFile],
  INTEGRATIONS_FILE: [noFile],
  REPORT_LOCALE: [['en_GB', /write a language tag such as en-GB/]],
  SMTP_HOST: [
    ['smtp://mail.example.com', /bare host; write mail\.example\.com/],
    ['mail.example.com:587', /put it into SMTP_PORT/],
  ],
  SMTP_PORT: [
    ['0x24b', /whole number from 1 to 65535/],
    ['70000', /from 1 to 65535/],
  ],
  SMTP_USERNAME: [twoLines],
  SMTP_PASSWORD: [brokenPassword],
  SMTP_OAUTH_CLIENT_ID: [twoLines],
  SMTP_OAUTH_CLIENT_SECRET: [brokenSecret],
  SMTP_OAUTH_REFRESH_TOKEN: [brokenSecret],
  SMTP_OAUTH_TOKEN_URL: [['http://login.example.com/token', /not an https URL/]],
  SMTP_TLS: [['ssl', /not one of starttls, implicit, none/]],
  SMTP_TLS_VERIFY: [noSwitch],
  EMAIL_FROM: [noAddress, ['a@example.com, b@example.com', /not an e-mail address/]],
  EMAIL_TO: [
    ['ops@example.com, nobody', /"nobody" is not an e-mail address/],
    [', ,', /no e-mail address/],
  ],
  EMAIL_CC: [noAddress],
  EMAIL_BCC: [noAddress],
  EMAIL_REPLY_TO: [['Eve <eve@example.com>\r\nBcc: everybody@example.com', /line break/]],
  WEBHOOK_URL: [
    [`ftp://hooks.example/${canary}`, /http or https address .*the value is not shown here/],
    [`https://me:${canary}@hooks.example`, /write only scheme, host, path and query/],
  ],
  WEBHOOK_FORMAT: [['teams', /not one of json, ntfy, slack, discord, apprise/]],
  WEBHOOK_SECRET: [[canary, /whsec_ and 24 to 64 bytes in Base64.*not shown/]],
  DATA_DIR: [twoLines],
  REPORT_KEEP: [noCount, ['all', /whole number/]],
  STORE_KEEP: [noDuration, ['a year', /not a duration/]],
  PRIVACY: [['on', /not one of off, hash/]],
  PING_URL: [
    [`ftp://hc.example/${canary}`, /not the https address .*the value is not shown here/],
    [`https://me:${canary}@hc.example`, /write only scheme, host, path and query/],
  ],
  LISTEN: [['everywhere', /write :9090 \(this machine alone\)/]],
  CIRCUIT_THRESHOLD: [noCount],
  CIRCUIT_RESET_AFTER: [noDuration],
  INTEGRATION_TIMEOUT: [noDuration],
  INTEGRATION_ATTEMPT_TIMEOUT: [noDuration],
  RETRY_ATTEMPTS: [noCount],
  RETRY_WAIT: [noDuration],
  RETRY_MAX_WAIT: [noDuration],
  LOG_LEVEL: [['verbose', /not one of trace, debug, info, warn, error, silent/]],
  LOG_FORMAT: [['xml', /not one of json, pretty/]],
  CLOUDFLARE_API_TOKEN: [brokenSecret],
  CLOUDFLARE_ACCOUNT_ID: [twoLines],
  CLOUDFLARE_ZONES: [twoLines],
  CLOUDFLARE_API_BASE_URL: [
    ['http://api.example.com', /not an https URL \(http is accepted for this machine only\)/],
    [`https://me:${canary}@api.example.com`, /write only scheme, host and path/],
  ],
  ...wrongKnobs('CLOUDFLARE'),
  CYBERSECURE_API_KEY: [brokenSecret],
  CYBERSECURE_HOST: [['http://192.168.1.1', /unencrypted/]],
  CYBERSECURE_SITE: [twoLines],
  ...wrongTls('CYBERSECURE'),
  ...wrongKnobs('CYBERSECURE'),
  HTTPS_PROXY: [[`http://me:${canary}@proxy example`, /not the address of a proxy/]],
  HTTP_PROXY: [['socks5://127.0.0.1:1080', /only http:\/\/ and https:\/\/ proxies/]],
};

/** The n-th wrong value of every variable that has so many; the first wave is everything wrong at once. */
const waves = Array.from(
  { length: Math.max(...Object.values(wrong).map(({ length }) => length)) },
  (_, wave) =>
    Object.entries(wrong).flatMap(([name, values]) => {
      const value = values[wave];
      return value === undefined ? [] : [{ name, value: value[0], whatIsRight: value[1] }];
    }),
);

/** What the answer says of each variable, in its words and order. */
const problemsOf = ({ stderr }: Ended): readonly (readonly [variable: string, message: string])[] =>
  [...stderr.matchAll(/^ {2}(?<variable>[A-Z][A-Z_]+): (?<message>.+)$/gm)].map(({ groups }) => [
    groups?.variable ?? '',
    groups?.message ?? '',
  ]);

const namesOf = (ended: Ended): readonly string[] =>
  [...new Set(problemsOf(ended).map(([variable]) => variable))].sort();

const messagesOn = (ended: Ended, name: string): string =>
  problemsOf(ended)
    .flatMap(([variable, message]) => (variable === name ? [message] : []))
    .join('\n');

const check = (env: Env): Promise<Ended> => runProgram(['check'], { env });

const expectRefused = (ended: Ended): void => {
  expect(ended.code).toBe(2);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toMatch(/^unifi-report: The configuration has problems:\n/);
  expect(ended.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
};

describe('malformed values', () => {
  test.each(waves.map((wave) => [wave.length, wave] as const))(
    'of %d variables are all told in one answer, by name, with what would be right',
    async (_, wave) => {
      const ended = await check({
        ...complete,
        ...Object.fromEntries(wave.map(({ name, value }) => [name, value])),
      });

      expectRefused(ended);
      expect(namesOf(ended)).toEqual(wave.map(({ name }) => name).sort());
      for (const { name, whatIsRight } of wave) expect(messagesOn(ended, name)).toMatch(whatIsRight);
      expect(ended.stderr).not.toContain(canary);
    },
  );

  test('the table leaves no variable out', () => {
    expect(names.filter((name) => !Object.hasOwn(wrong, name))).toEqual([]);
  });
});

describe('empty values', () => {
  const emptied = (but: readonly string[], empty: string): Env =>
    Object.fromEntries(
      [...names, ...secretNames.map(fileTwinOf)]
        .filter((name) => !but.includes(name))
        .map((name) => [name, empty]),
    );
  /** The hour of the next run may strike between two answers. */
  const withoutRuns = ({ stdout }: Ended): string => stdout.replaceAll(/^ {2}\w+day, .+$/gm, '');

  test('count as not set: of everything left empty, two things are required', async () => {
    const ended = await check(emptied([], ''));

    expectRefused(ended);
    expect(namesOf(ended)).toEqual(['UNIFI_API_KEY', 'UNIFI_HOST']);
    expect(messagesOn(ended, 'UNIFI_HOST')).toMatch(
      /is required: the console, as host, host:port or https URL/,
    );
    expect(messagesOn(ended, 'UNIFI_API_KEY')).toMatch(/an API key, or UNIFI_USERNAME with UNIFI_PASSWORD/);
  });

  test.each([
    ['empty', ''],
    ['blank', ' \t '],
  ])('with those two set, all others may be %s', async (_, empty) => {
    const [spelledOut, left] = await Promise.all([
      check({ ...emptied(Object.keys(required), empty), ...required }),
      check(required),
    ]);

    expect(spelledOut.code).toBe(0);
    expect(withoutRuns(spelledOut)).toBe(withoutRuns(left));
  });
});

describe('values that contradict each other', () => {
  const sha256 = 'ab'.repeat(32);

  test('are all told in one answer', async () => {
    const ended = await check({
      ...required,
      UNIFI_CONTROLLER: 'classic',
      UNIFI_TLS_VERIFY: 'false',
      UNIFI_TLS_FINGERPRINT: sha256,
      CYBERSECURE_TLS_CA_FILE: certificatePath,
      CYBERSECURE_TLS_FINGERPRINT: sha256,
      SMTP_HOST: 'mail.example.com',
      SMTP_USERNAME: 'reports',
      RETRY_WAIT: '10s',
      RETRY_MAX_WAIT: '1s',
      CLOUDFLARE_RETRY_WAIT: '10s',
      CLOUDFLARE_RETRY_MAX_WAIT: '1s',
    });

    expectRefused(ended);
    expect(Object.fromEntries(problemsOf(ended))).toEqual({
      UNIFI_API_KEY: expect.stringContaining('cannot be used with UNIFI_CONTROLLER=classic'),
      UNIFI_TLS_FINGERPRINT: expect.stringContaining('contradicts UNIFI_TLS_VERIFY=false; keep one'),
      CYBERSECURE_TLS_CA_FILE: expect.stringContaining('contradicts CYBERSECURE_TLS_FINGERPRINT; keep one'),
      SMTP_PASSWORD: expect.stringContaining('is missing, SMTP_USERNAME is set'),
      EMAIL_FROM: expect.stringContaining('because SMTP_HOST is set'),
      EMAIL_TO: expect.stringContaining('because SMTP_HOST is set'),
      RETRY_WAIT: expect.stringContaining('is longer than RETRY_MAX_WAIT'),
      CLOUDFLARE_RETRY_WAIT: expect.stringContaining('is longer than CLOUDFLARE_RETRY_MAX_WAIT'),
    });
  });

  test.each([
    ['UNIFI_USERNAME', 'UNIFI_PASSWORD'],
    ['UNIFI_PASSWORD', 'UNIFI_USERNAME'],
  ])('%s without %s is half a login', async (set, missing) => {
    const ended = await check({ UNIFI_HOST: '192.168.1.1', [set]: canary });

    expectRefused(ended);
    expect(problemsOf(ended)).toEqual([[missing, expect.stringMatching(`is missing, ${set} is set`)]]);
    expect(ended.stderr).not.toContain(canary);
  });
});

const isOAuth = (name: string): boolean => name.startsWith('SMTP_OAUTH_');

/** There are two ways to log in to mail, and only one at a time. */
describe.each([
  ['with a mail password', secretNames.filter((name) => !isOAuth(name)), {}],
  [
    'with XOAUTH2',
    secretNames.filter((name) => name !== 'SMTP_PASSWORD'),
    { SMTP_OAUTH_CLIENT_ID: 'client', SMTP_OAUTH_TOKEN_URL: 'https://login.example.com/token' },
  ],
])('a secret and its file, %s', (_, secrets, besides) => {
  const secretFile = (content: string): string => {
    const { path, remove } = temporaryFolder();
    onTestFinished(remove);
    const file = join(path, 'secret');
    writeFileSync(file, content);
    return file;
  };
  const { UNIFI_API_KEY: _key, SMTP_PASSWORD: _password, ...withoutSecrets } = complete;
  const around: Env = { ...withoutSecrets, ...besides, UNIFI_USERNAME: 'reader' };
  const each = (value: string, nameOf = (name: string) => name): Env =>
    Object.fromEntries(secrets.map((name) => [nameOf(name), value]));

  test('at once are one problem for each secret, which names both', async () => {
    const ended = await check({ ...around, ...each(canary), ...each(secretFile(canary), fileTwinOf) });

    expectRefused(ended);
    expect(namesOf(ended)).toEqual(secrets.toSorted());
    for (const name of secrets)
      expect(messagesOn(ended, name)).toBe(`is set, and ${fileTwinOf(name)} as well; keep one of them`);
    expect(ended.stderr).not.toContain(canary);
  });

  test.each([
    ['is not there', () => '/no/such/file', /cannot read \/no\/such\/file: there is no such file/],
    ['is empty', () => secretFile('\n'), /is empty; it should hold the secret alone/],
    ['is a directory', () => join(secretFile(''), '..'), /it is a directory/],
    ['is the secret itself', () => canary, /its name is not shown, it does not look like a path/],
  ])('a file that %s is told by the name of its variable', async (_, pathOf, expected) => {
    const ended = await check({ ...around, ...each(pathOf(), fileTwinOf) });

    expectRefused(ended);
    expect(namesOf(ended)).toEqual(secrets.map(fileTwinOf).toSorted());
    for (const name of secrets) expect(messagesOn(ended, fileTwinOf(name))).toMatch(expected);
    expect(ended.stderr).not.toContain(canary);
  });

  test('a file alone, with the newline that editors leave, is as good as the value', async () => {
    const ended = await check({
      ...around,
      ...each(secretFile(`${canary}\n`), fileTwinOf),
      PING_URL_FILE: secretFile(`https://hc.example/${canary}\n`),
      WEBHOOK_URL_FILE: secretFile(`https://hooks.example/${canary}\n`),
      WEBHOOK_SECRET_FILE: secretFile(`whsec_${Buffer.from(`${canary} of thirty-two`).toString('base64')}\n`),
    });

    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/Cloudflare: on\n {2}CyberSecure: on/);
    expect(ended.stdout + ended.stderr).not.toContain(canary);
  });
});

describe('did you mean', () => {
  test('stands beside the problems, because the missing variable is often the misspelt one', async () => {
    const ended = await check({ UNIFI_HOTS: '192.168.1.1', UNIFI_APIKEY: canary });

    expectRefused(ended);
    expect(namesOf(ended)).toEqual(['UNIFI_API_KEY', 'UNIFI_HOST']);
    expect(ended.stderr).toMatch(/UNIFI_HOTS is not a variable of unifi-report; did you mean UNIFI_HOST\?/);
    expect(ended.stderr).toMatch(
      /UNIFI_APIKEY is not a variable of unifi-report; did you mean UNIFI_API_KEY\?/,
    );
    expect(ended.stderr).not.toContain(canary);
  });

  test('is a warning where nothing is missing: once in the answer, not in the log as well', async () => {
    const misspelt = { REPORT_TIME_ZONE: 'UTC', EMAIL_FORM: 'a@example.com', CLOUDFARE_API_TOKEN: canary };
    const ended = await check({ ...complete, ...misspelt });
    const warnings = [
      'CLOUDFARE_API_TOKEN is not a variable of unifi-report; did you mean CLOUDFLARE_API_TOKEN?',
      'EMAIL_FORM is not a variable of unifi-report; did you mean EMAIL_FROM?',
      'REPORT_TIME_ZONE is not a variable of unifi-report; did you mean REPORT_TIMEZONE?',
    ];

    expect(ended.code).toBe(0);
    expect(ended.stdout.match(/(?<=^Warning: ).+$/gm)).toEqual(warnings);
    expect(ended.stderr).toBe('');
    expect(ended.stdout + ended.stderr).not.toContain(canary);
  });
});

test('every command that needs the configuration refuses a wrong one alike, before it touches anything', async () => {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  const env = { ...required, UNIFI_TIMEOUT: 'soon', LOG_LEVEL: 'loud', DATA_DIR: join(path, 'data') };
  const commands = [['run'], ['run', '--once'], ['check'], ['check', '--live'], ['history']];
  const answers = await Promise.all(commands.map((command) => runProgram(command, { env })));

  for (const answer of answers) expectRefused(answer);
  expect(new Set(answers.map(({ stderr }) => stderr)).size).toBe(1);
  expect(namesOf(answers[0] ?? expect.fail('no answer'))).toEqual(['LOG_LEVEL', 'UNIFI_TIMEOUT']);
  expect(existsSync(join(path, 'data'))).toBe(false);
});
