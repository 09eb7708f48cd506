import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { hang } from '../../src/demo/http/reply.ts';
import { loopbackFingerprint } from '../helpers/https-server.ts';
import { bin, runProgram, temporaryFolder } from '../helpers/program.ts';
import { readByDocker } from '../setup/env-file-readers.ts';
import { secrets } from './leaks.ts';
import { type Ended, type Env, type NetworkOptions, startNetwork } from './network.ts';
import { onlyMail } from './results.ts';
import { isSigned, startWebhook, webhookToken } from './webhooks.ts';

let folder = '';
let out = '';

beforeEach(() => {
  const made = temporaryFolder();
  onTestFinished(made.remove);
  folder = made.path;
  out = join(folder, 'unifi-report.env');
});

const unattended = (...flags: readonly string[]): readonly string[] => [
  'setup',
  '--yes',
  '--out',
  out,
  ...flags,
];

const leaksIn = ({ stdout, stderr }: Ended): readonly string[] =>
  secrets.filter((secret) => (stdout + stderr).includes(secret));

const setUp = async (flags: readonly string[], changes: Env = {}, options: NetworkOptions = {}) => {
  const network = await startNetwork(options);
  onTestFinished(() => network[Symbol.asyncDispose]());
  return { network, ended: await network.run(unattended(...flags), changes) };
};

describe('setup without a person', () => {
  test('tries what variables and flags say, writes it, and the file alone makes a report', async () => {
    const { network, ended } = await setUp(['--title', 'Harbour Office', '--timezone', 'Europe/Berlin']);

    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(
      /^OK +Console: 127\.0\.0\.1:\d+ answers; its certificate is the pinned one$/m,
    );
    expect(ended.stdout).toMatch(/^OK +Cloudflare: answers/m);
    expect(ended.stdout).toMatch(/^OK +Mail server: .* accepts the login of /m);
    expect(ended.stdout).toContain(`Written: ${out} (mode 0600)`);
    expect(ended.stdout).toContain(`--env-file ${out} -v unifi-report:/data unifi-report`);
    expect(ended.stdout).toContain(`EnvironmentFile=${out}`);
    expect(network.mail.messages).toEqual([]);
    expect(leaksIn(ended)).toEqual([]);
    expect(readdirSync(folder)).toEqual(['unifi-report.env']);
    expect(statSync(out).mode & 0o777).toBe(0o600);

    const report = await runProgram(['run', '--once'], {
      env: { DATA_DIR: network.dataDir },
      nodeArguments: [`--env-file=${out}`],
    });
    expect(report.code).toBe(0);
    expect((await onlyMail(network)).subject).toContain('Harbour Office');
  });

  test('writes what was given and what it knows better than a default, and nothing of the machine', async () => {
    const { network } = await setUp([], { TZ: 'Europe/Lisbon', LOG_LEVEL: 'info', REPORT_KEEP: '7' });
    const written = readByDocker(readFileSync(out, 'utf8'));
    const { DATA_DIR, ...given } = network.env();

    expect(written).toEqual({
      ...given,
      REPORT_KEEP: '7',
      REPORT_SCHEDULE: 'daily',
      REPORT_TIMEZONE: 'Europe/Lisbon',
    });
  });

  test('tells everything that is missing or wrong at once, asks nobody and writes nothing', async () => {
    const ended = await runProgram(unattended('--mail', 'gmail', '--schedule', 'dayly', '--title', 'No #1'));

    expect(ended.code).toBe(2);
    expect([...ended.stderr.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name)).toEqual([
      'UNIFI_HOST',
      'UNIFI_API_KEY',
      'REPORT_SCHEDULE',
      'EMAIL_FROM',
      'EMAIL_TO',
      'REPORT_TITLE',
      'SMTP_PASSWORD',
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('tells everything that does not work, without a secret, and writes nothing', async () => {
    const wrong = { UNIFI_API_KEY: 'wrong-console-key-1', SMTP_PASSWORD: 'wrong-mail-password-2' };
    const { network, ended } = await setUp(['--send-test'], {
      ...wrong,
      CLOUDFLARE_API_TOKEN: 'wrong-token-3',
    });

    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/^FAILED +API key: the console refused the API key/m);
    expect(ended.stderr).toBe(
      'unifi-report: nothing was written. To be put right: API key, Cloudflare, Mail server.\n',
    );
    expect(ended.stdout + ended.stderr).not.toMatch(/wrong-(console-key-1|mail-password-2|token-3)/);
    expect(network.mail.messages).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('does not try with --no-check', async () => {
    const { network, ended } = await setUp(['--no-check'], { UNIFI_API_KEY: 'wrong-console-key-1' });

    expect(ended.code).toBe(0);
    expect(network.console.requests).toEqual([]);
    expect(existsSync(out)).toBe(true);
  });

  test('sends a test message when told to', async () => {
    const { network, ended } = await setUp(['--send-test']);

    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^OK +Test message: .* took it for marta@harbour-office\.example$/m);
    expect(network.mail.messages).toHaveLength(1);
  });

  test('posts to a webhook that is given only when told to, and writes its address nowhere but into the file', async () => {
    await using webhook = await startWebhook();
    const { ended } = await setUp([], webhook.env);
    const again = await setUp(['--send-test', '--force'], { ...webhook.env, WEBHOOK_FORMAT: 'ntfy' });

    expect(ended.stdout).toMatch(/^OK +Webhook: set up for 127\.0\.0\.1:\d+ \(json, signed\); not tried/m);
    expect(again.ended.stdout).toMatch(/^OK +Test post: 127\.0\.0\.1:\d+ \(ntfy, signed\) took it$/m);
    expect(again.ended.code).toBe(0);
    expect(webhook.requests.map((request) => [request.headers.title, isSigned(request)])).toEqual([
      ['Test of unifi-report', true],
    ]);
    expect(ended.stdout + again.ended.stdout).not.toContain(webhookToken);
    expect(readByDocker(readFileSync(out, 'utf8'))).toMatchObject({
      WEBHOOK_URL: webhook.env.WEBHOOK_URL,
      WEBHOOK_SECRET: webhook.env.WEBHOOK_SECRET,
    });
  });

  test('writes nothing when the webhook does not take its test', async () => {
    await using webhook = await startWebhook((_, response) => void response.writeHead(404).end());
    const { ended } = await setUp(['--send-test'], webhook.env);

    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('To be put right: Test post.');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('takes secrets through a pipe, so that they stand in no argument and no variable', () => {
    const bin = fileURLToPath(new URL('../../bin/unifi-report.js', import.meta.url));
    const args = [bin, 'setup', '--stdin', '--no-check', '--host', '192.168.1.1', '--out', out];
    const input = "UNIFI_API_KEY=key-0123456789\nSMTP_HOST=mail.example\nSMTP_PASSWORD='a#b'\n";
    const mail = ['--smtp-username', 'a', '--from', 'a@b.example', '--to', 'a@b.example'];
    execFileSync(process.execPath, [...args, ...mail], { input, env: {} });

    expect(readByDocker(readFileSync(out, 'utf8'))).toMatchObject({
      UNIFI_API_KEY: 'key-0123456789',
      SMTP_PASSWORD_FILE: `${out}.smtp_password`,
    });
    expect(readFileSync(`${out}.smtp_password`, 'utf8')).toBe('a#b');
  });

  test('leaves a file that is there alone, unless it is told to replace it', async () => {
    writeFileSync(out, 'OLD=1\n');
    const { network, ended } = await setUp([]);

    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`--out: ${out} exists; choose another --out, or --force to replace it`);
    expect(network.console.requests).toEqual([]);
    expect(readFileSync(out, 'utf8')).toBe('OLD=1\n');

    expect((await network.run(unattended('--force'))).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('UNIFI_HOST=');
  });
});

describe('a certificate that nobody vouches for', () => {
  const unpinned = { UNIFI_TLS_FINGERPRINT: undefined };

  test('is not accepted unseen: the line that pins it is shown', async () => {
    const { network, ended } = await setUp([], unpinned);

    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain(`UNIFI_TLS_FINGERPRINT=${loopbackFingerprint}`);
    expect(network.console.requests).toEqual([]);
    expect(existsSync(out)).toBe(false);
  });

  test('is pinned with --pin, and shown', async () => {
    const { ended } = await setUp(['--pin'], unpinned);

    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^Certificate of: CN=/m);
    expect(readByDocker(readFileSync(out, 'utf8')).UNIFI_TLS_FINGERPRINT).toBe(loopbackFingerprint);
  });
});

test('the lines that start it name the program itself, not the link by which it was called', async () => {
  const link = join(folder, 'link.js');
  symlinkSync(bin, link);
  await using network = await startNetwork();
  const { stdout } = await promisify(execFile)(process.execPath, [link, ...unattended('--no-check')], {
    env: { PATH: process.env.PATH, ...network.env() },
  });

  expect(stdout).toContain(bin);
  expect(stdout).not.toContain(link);
});

test.each([
  ['relay', 'SMTP_HOST'],
  ['other', 'SMTP_HOST'],
  ['fastmail', 'SMTP_PASSWORD'],
  ['microsoft365', 'SMTP_OAUTH_CLIENT_ID'],
])('--mail %s is not complete without %s', async (mail, variable) => {
  const given = ['--mail', mail, '--host', '192.0.2.1', '--from', 'a@example.com', '--to', 'b@example.com'];
  const ended = await runProgram(unattended(...given), { env: { UNIFI_API_KEY: 'key-0123456789' } });

  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain(`${variable}: is required: --mail ${mail}`);
  expect(readdirSync(folder)).toEqual([]);
});

describe('a console with several sites', () => {
  const options = { console: { moreSites: [{ name: 'x7k2', description: 'Mill' }] } };

  test('lists them, and takes the one that is named', async () => {
    const { network, ended } = await setUp([], {}, options);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('UNIFI_SITE: choose one of default (Harbour Office), x7k2 (Mill)');

    const again = await network.run(unattended('--site', 'Mill'), { CYBERSECURE_SITE: 'x7k2' });
    expect(again.code).toBe(0);
    expect(readByDocker(readFileSync(out, 'utf8')).UNIFI_SITE).toBe('Mill');
  });
});

describe('a setup that is stopped while it tries', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('by %s writes nothing and exits with %i', async (signal, code) => {
    await using network = await startNetwork({ console: { override: () => hang } });
    const program = network.start(unattended());
    await program.until((output) => output.includes('Configuration: complete'));
    program.kill(signal);

    expect((await program.ended).code).toBe(code);
    expect(readdirSync(folder)).toEqual([]);
  });
});
