import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { demoCredentials } from '../../src/demo/demo.ts';
import { hang } from '../../src/demo/http/reply.ts';
import { loopbackFingerprint } from '../helpers/https-server.ts';
import { runProgram, temporaryFolder } from '../helpers/program.ts';
import { keys, startInTerminal, type TerminalSession } from '../helpers/terminal-session.ts';
import { readByDocker } from '../setup/env-file-readers.ts';
import { secrets } from './leaks.ts';
import { type NetworkOptions, smtpAccount, startNetwork, type TestNetwork } from './network.ts';
import { mailsOf } from './results.ts';
import { isSigned, startWebhook, webhookToken } from './webhooks.ts';

let folder = '';
let out = '';

beforeEach(() => {
  const made = temporaryFolder();
  onTestFinished(made.remove);
  folder = made.path;
  out = join(folder, 'unifi-report.env');
});

const networkOf = async (options: NetworkOptions = {}): Promise<TestNetwork> => {
  const network = await startNetwork(options);
  onTestFinished(() => network[Symbol.asyncDispose]());
  return network;
};

/** What no question is about, because nobody at home has it: a Cloudflare and a mail certificate of the tests. */
const surroundingsOf = (network: TestNetwork) => ({
  CLOUDFLARE_API_BASE_URL: network.cloudflare.url,
  SMTP_TLS_VERIFY: 'false',
  SMTP_PORT: String(network.mail.port),
  TZ: 'Europe/Lisbon',
});

type Screen = Pick<TerminalSession, 'until' | 'type'>;

/** What is shown in turn, the question last: what is typed before it is there would be lost. */
type Shown = string | readonly string[];

const failing = (reason: string): Shown => [reason, 'What now?'];

/** Answers each question when it is there. */
const answer = async (screen: Screen, script: readonly (readonly [shown: Shown, typed: string])[]) => {
  for (const [shown, typed] of script) {
    for (const text of [shown].flat()) await screen.until(text);
    screen.type(`${typed}${keys.enter}`);
  }
};

const { apiKey, cloudflareToken } = demoCredentials;

describe('setup on a terminal', () => {
  test('asks for everything, tries it, mends what is wrong, and the file it writes makes a report', async () => {
    const network = await networkOf({ console: { moreSites: [{ name: 'x7k2', description: 'Mill' }] } });
    const screen = startInTerminal(['setup', '--out', out], { env: surroundingsOf(network) });
    await answer(screen, [
      ['Where is the UniFi console', '127.0.0.1:1'],
      [failing('connection refused'), ''],
      [failing('connection refused'), keys.down],
      ['Where is the UniFi console', `\x15${network.console.host}`],
    ]);
    await screen.until(loopbackFingerprint);
    await screen.until('Is it the same?');
    screen.type('y');
    await answer(screen, [
      ['How is it let in?', ''],
      ['API key of this console', 'wrong-console-key-1'],
      [failing('refused the API key'), keys.down],
      ['How is it let in?', ''],
      ['API key of this console', apiKey],
      ['Which site?', keys.down],
      ['Its title', 'Harbour Office'],
      ['Time zone', ''],
      ['When does it come?', keys.down],
      ['At which time?', '6:30'],
      ['Which mail server', keys.down.repeat(5)],
      ['Mail server', '127.0.0.1'],
      ['Account at the mail server', smtpAccount.username],
      ['Password', smtpAccount.password],
      ['Sender', ''],
      ['Recipients', '\x15marta@harbour-office.example'],
      ['Send a test message to marta@harbour-office.example?', ''],
    ]);
    await screen.until('section on Cloudflare?');
    screen.type('y');
    await answer(screen, [
      ['API token', cloudflareToken],
      ['section on CyberSecure', keys.down],
      ['Write ', ''],
    ]);
    expect(await screen.ended).toBe(0);

    const shown = screen.screen();
    expect(shown).toContain('A UniFi OS console answers.');
    expect(shown).toMatch(/at 06:30:00/);
    expect(shown).toMatch(/Zones: .*harbour-office\.example/);
    expect(shown).toContain(`--env-file ${out} -v unifi-report:/data unifi-report`);
    expect([...secrets, 'wrong-console-key-1'].filter((secret) => shown.includes(secret))).toEqual([]);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readByDocker(readFileSync(out, 'utf8'))).toEqual({
      UNIFI_HOST: network.console.host,
      UNIFI_TLS_FINGERPRINT: loopbackFingerprint,
      UNIFI_API_KEY: apiKey,
      UNIFI_SITE: 'x7k2',
      REPORT_TITLE: 'Harbour Office',
      REPORT_TIMEZONE: 'Europe/Lisbon',
      REPORT_SCHEDULE: '30 6 * * *',
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(network.mail.port),
      SMTP_TLS_VERIFY: 'false',
      SMTP_USERNAME: smtpAccount.username,
      SMTP_PASSWORD: smtpAccount.password,
      EMAIL_FROM: smtpAccount.username,
      EMAIL_TO: 'marta@harbour-office.example',
      CLOUDFLARE_API_TOKEN: cloudflareToken,
      CLOUDFLARE_API_BASE_URL: network.cloudflare.url,
      CYBERSECURE_API_KEY: apiKey,
    });

    const report = await runProgram(['run', '--once'], {
      env: { DATA_DIR: network.dataDir },
      nodeArguments: [`--env-file=${out}`],
    });
    expect(report.code).toBe(0);
    expect((await mailsOf(network)).map(({ subject }) => subject.includes('Harbour Office'))).toEqual([
      true,
      true,
    ]);
  });

  test('asks line by line where the terminal cannot draw, and leaves off what is not wanted', async () => {
    const hostile = { name: 'x7k2', description: 'Mill\u001b[31m\u202e' };
    const network = await networkOf({ console: { generation: 'classic', moreSites: [hostile] } });
    const screen = startInTerminal(['setup', '--out', out], { env: { TZ: 'UTC' }, term: 'dumb' });
    await answer(screen, [
      ['Where is the UniFi console', network.console.host],
      ['Is it the same?', 'yes'],
      ['User name of a local account', demoCredentials.username],
      ['Its password (not shown)', demoCredentials.password],
      ['2. Mill[31m (x7k2)', '2'],
      ['Its title, or nothing (such as Harbour Office): ', ''],
      ['Time zone of the schedule and of all times [UTC]', 'Berlin'],
      ['is not a time zone', 'Europe/Berlin'],
      ['When does it come?', '3'],
      ['Which mail server', '7'],
      ['section on Cloudflare? [no]', ''],
      ['section on CyberSecure', ''],
      ['Write ', ''],
    ]);
    expect(await screen.ended).toBe(0);

    const shown = screen.screen();
    expect(shown).toContain('A classic UniFi Network controller answers.');
    expect(shown).not.toContain(demoCredentials.password);
    expect(screen.raw()).not.toContain('\x1b');
    expect(readByDocker(readFileSync(out, 'utf8'))).toEqual({
      UNIFI_HOST: network.console.host,
      UNIFI_TLS_FINGERPRINT: loopbackFingerprint,
      UNIFI_USERNAME: demoCredentials.username,
      UNIFI_PASSWORD: demoCredentials.password,
      UNIFI_SITE: 'x7k2',
      REPORT_TIMEZONE: 'Europe/Berlin',
      REPORT_SCHEDULE: 'weekly',
    });
  });

  test('does not ask what variables and flags have answered', async () => {
    const network = await networkOf();
    const env = network.env();
    const screen = startInTerminal(['setup', '--out', out, '--schedule', 'daily', '--title', 'X'], {
      env: { ...env, REPORT_TIMEZONE: 'UTC', EMAIL_TO: undefined },
    });
    await answer(screen, [
      ['Recipients', ''],
      ['Send a test message', ''],
      ['Write ', ''],
    ]);

    expect(await screen.ended).toBe(0);
    expect(screen.screen()).not.toContain('Where is the UniFi console');
    expect(network.mail.messages).toHaveLength(1);
  });

  test('tries a webhook that was given, and asks for another where it does not work', async () => {
    const network = await networkOf();
    await using webhook = await startWebhook((request, response) => {
      response.writeHead(request.url === '/topic' ? 200 : 404).end();
    });
    const changes = { ...webhook.env, REPORT_SCHEDULE: 'daily', REPORT_TIMEZONE: 'UTC', REPORT_TITLE: 'X' };
    const env = network.env({ ...changes, SMTP_HOST: undefined, DATA_DIR: undefined });
    const screen = startInTerminal(['setup', '--out', out], { env });
    await answer(screen, [
      ['Which mail server', keys.down.repeat(6)],
      [[`Reports are posted to ${webhook.host}, and saved.`, 'Post a test message'], ''],
      [failing('Check WEBHOOK_URL'), keys.down],
      ['The address that reports are posted to', `${webhook.url}/topic`],
      ['In which form?', keys.down],
      ['Post a test message', ''],
      [['took it', 'Write '], ''],
    ]);

    expect(await screen.ended).toBe(0);
    expect(screen.screen()).not.toContain(webhookToken);
    expect(webhook.requests.map((request) => [request.url, isSigned(request)])).toEqual([
      [`/hooks/${webhookToken}`, true],
      ['/topic', true],
    ]);
    expect(readByDocker(readFileSync(out, 'utf8'))).toMatchObject({
      WEBHOOK_URL: `${webhook.url}/topic`,
      WEBHOOK_FORMAT: 'ntfy',
      WEBHOOK_SECRET: webhook.env.WEBHOOK_SECRET,
    });
  });

  test('breaks no word where the terminal is narrow', async () => {
    const network = await networkOf();
    const columns = 46;
    const screen = startInTerminal(['setup', '--out', out], {
      env: { UNIFI_HOST: network.console.host },
      columns,
    });
    await screen.until('Is it the same?');
    screen.type(keys.ctrlC);
    await screen.ended;
    const lines = screen.screen().split('\n');

    expect(lines).toContain('│  Compare the SHA-256 with the one that a');
    expect(lines.filter((line) => line.length > columns && !line.includes(loopbackFingerprint))).toEqual([]);
  });

  test('is not begun where the file cannot be written, or what was given is wrong', async () => {
    const env = { REPORT_SCHEDULE: 'dayly', SMTP_HOST: 'mail.example' };
    const screen = startInTerminal(['setup', '--out', folder], { env });

    expect(await screen.ended).toBe(2);
    expect(screen.screen()).toContain('REPORT_SCHEDULE: "dayly" is not a schedule');
    expect(screen.screen()).toContain('is a directory; name a file in it');
    expect(screen.screen()).not.toContain('EMAIL_FROM');
  });
});

describe.each(['xterm-256color', 'dumb'])('a dialogue on %s that is ended half-way', (term) => {
  const begin = () => startInTerminal(['setup', '--out', out], { env: {}, term });

  test.each([
    ['Ctrl-C', keys.ctrlC],
    ['Ctrl-D', keys.ctrlD],
  ])('by %s writes nothing and exits with 130', async (_, key) => {
    const screen = begin();
    await screen.until('Where is the UniFi console');
    screen.type(key);

    expect(await screen.ended).toBe(130);
    expect(screen.screen()).toContain('Stopped: nothing was written.');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('by Ctrl-C in the middle of a secret shows nothing of it', async () => {
    const network = await networkOf();
    const screen = startInTerminal(['setup', '--out', out], {
      env: { UNIFI_HOST: network.console.host, UNIFI_TLS_FINGERPRINT: loopbackFingerprint },
      term,
    });
    await answer(screen, [['How is it let in?', '']]);
    await screen.until('API key of this console');
    screen.type('half-a-secret');
    screen.type(keys.ctrlC);

    expect(await screen.ended).toBe(130);
    expect(screen.screen()).not.toContain('half-a-secret');
  });

  test('by SIGTERM while it waits for an answer exits with 143', async () => {
    const screen = begin();
    await screen.until('Where is the UniFi console');
    screen.kill('SIGTERM');

    expect(await screen.ended).toBe(143);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('by Ctrl-C while it tries exits with 130', async () => {
    const network = await networkOf({ console: { override: () => hang } });
    const screen = startInTerminal(['setup', '--out', out], {
      env: { UNIFI_HOST: network.console.host, UNIFI_TLS_FINGERPRINT: loopbackFingerprint },
      term,
    });
    await screen.until('The console');
    while (network.console.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    screen.type(keys.ctrlC);

    expect(await screen.ended).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('by choice, after something did not work, exits with 1', async () => {
    const screen = startInTerminal(['setup', '--out', out], { env: { UNIFI_HOST: '127.0.0.1:1' }, term });
    await screen.until('What now?');
    screen.type(term === 'dumb' ? '4\n' : `${keys.down.repeat(3)}${keys.enter}`);

    expect(await screen.ended).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});
