import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/demo/http/listen.ts';
import { hang, json } from '../../src/demo/http/reply.ts';
import { readKeyPair } from '../../src/demo/key-pair.ts';
import { temporaryFolder } from '../helpers/program.ts';
import { leaks, placesOf } from './leaks.ts';
import { type Env, type NetworkOptions, startNetwork, type TestNetwork } from './network.ts';

interface Entry {
  readonly status: string;
  readonly subject: string;
  /** Empty where the line is its subject alone. */
  readonly detail: string;
  readonly notes: readonly string[];
}

/** The checklist that was printed, without the verdict under it. */
const entriesOf = (stdout: string): readonly Entry[] => {
  const entries: { status: string; subject: string; detail: string; notes: string[] }[] = [];
  for (const line of stdout.split('\n\n')[0]?.split('\n') ?? []) {
    const found = /^(?<status>[A-Z]+) +(?<subject>[^:]+)(?:: (?<detail>.*))?$/.exec(line)?.groups;
    if (found === undefined) entries.at(-1)?.notes.push(line.trim());
    else
      entries.push({
        status: found.status ?? '',
        subject: found.subject ?? '',
        detail: found.detail ?? '',
        notes: [],
      });
  }
  return entries;
};

const statusesOf = (entries: readonly Entry[]): readonly string[] =>
  entries.map(({ status, subject }) => `${status} ${subject}`);

const parts = [
  'Devices',
  'Health',
  'Clients',
  'Events',
  'Intrusion detections',
  'Internet',
  'Further details',
];
const skippedParts = 'SKIPPED Network application, devices, health, clients, events, detections, internet';

/** The whole checklist when everything works, but for what is said otherwise by subject. */
const listWith = (others: Readonly<Record<string, string>> = {}, door = 'API key'): readonly string[] =>
  [
    ...['Configuration', 'Data directory', 'Console', door, 'Site', 'Network application', ...parts],
    ...['Cloudflare', 'CyberSecure', 'Mail server'],
  ].map((subject) => `${others[subject] ?? 'OK'} ${subject}`);

/** Runs `check --live` and makes sure that nothing came of it but its answer. */
const checkLive = async (network: TestNetwork, env: Env = {}) => {
  const ended = await network.run(['check', '--live'], env);
  expect(network.mail.messages).toEqual([]);
  expect(existsSync(network.dataDir) ? readdirSync(network.dataDir) : []).toEqual([]);
  expect(leaks(await placesOf(network, ended))).toEqual([]);
  expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  const entries = entriesOf(ended.stdout);
  const about = (subject: string): Entry | undefined => entries.find((entry) => entry.subject === subject);
  return { ...ended, entries, about, statuses: statusesOf(entries) };
};

describe('check', () => {
  test('asks nobody, opens no store and creates no DATA_DIR', async () => {
    await using network = await startNetwork();
    const dataDir = join(network.dataDir, 'not-there-yet');
    const ended = await network.run(['check'], { DATA_DIR: dataDir });

    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^The configuration is complete\.\n/);
    expect(ended.stdout.match(/^ {2}\w+day, .+ 07:00:00 UTC$/gm)).toHaveLength(3);
    expect(ended.stdout).toMatch(/^ {2}Cloudflare: on$/m);
    expect(existsSync(dataDir)).toBe(false);
    expect([...network.console.requests, ...network.cloudflare.requests]).toEqual([]);
  });
});

describe('check --live, when everything works,', () => {
  const networks: readonly (readonly [string, NetworkOptions, readonly string[]])[] = [
    ['a new console with a key', {}, listWith()],
    ['a new console with a login', { withLogin: true }, listWith({}, 'Login')],
    [
      'a classic console, which knows no keys',
      { console: { generation: 'classic' } },
      listWith({ CyberSecure: 'OFF' }, 'Login'),
    ],
  ];

  test.each(networks)(
    'says so line by line, in order, and sends nothing: %s',
    async (_, options, expected) => {
      await using network = await startNetwork(options);
      const { code, stdout, statuses, about } = await checkLive(network);

      expect(statuses).toEqual(expected);
      expect(code).toBe(0);
      expect(stdout).toMatch(/\n\nEverything that is set up works\.\n$/);
      expect(about('Site')?.detail).toBe('Harbour Office (default)');
      expect(about('Network application')?.detail).toMatch(/^\d+\.\d+\.\d+$/);
      expect(about('Devices')?.detail).toBe('10 devices');
      expect(about('Console')?.detail).toContain('the pinned one');
    },
  );

  test.each([
    ['v8', 'from the old lists of events and alarms', 'from the old list of detections'],
    ['v9.0', 'from the system log', 'from the old list of detections'],
    ['newest', 'from the system log', 'from the flow log'],
  ] as const)(
    'says which surface of a %s console told of events and detections',
    async (generation, ...sources) => {
      await using network = await startNetwork({ console: { generation } });
      const { about } = await checkLive(network);

      expect([about('Events')?.detail, about('Intrusion detections')?.detail]).toEqual(
        sources.map((source) => expect.stringMatching(new RegExp(`^\\d+ in the last hour, ${source}$`))),
      );
    },
  );

  test('reads each part of the console once and logs in once', async () => {
    await using network = await startNetwork({ withLogin: true });
    await checkLive(network, { CYBERSECURE_API_KEY: undefined });
    const asked = network.console.requests.map(({ path }) => path);

    expect(network.console.logins).toBe(1);
    for (const path of ['/self/sites', '/stat/sysinfo', '/stat/device', '/stat/health', '/stat/sta'])
      expect(asked.filter((one) => one.endsWith(path))).toHaveLength(1);
  });

  test('warnings and what is switched off stand in the list without making it fail', async () => {
    await using network = await startNetwork();
    const { code, about } = await checkLive(network, {
      UNIFI_TLS_FINGERPRINT: undefined,
      UNIFI_TLS_VERIFY: 'false',
      UNIFI_SITES: 'default',
      CLOUDFLARE_API_TOKEN: undefined,
      CYBERSECURE_API_KEY: undefined,
      SMTP_HOST: undefined,
    });

    expect(code).toBe(0);
    expect(about('Configuration')?.notes.join('\n')).toMatch(/did you mean UNIFI_SITE\?/);
    expect(about('Console')?.detail).toContain('is not checked (UNIFI_TLS_VERIFY=false)');
    // CLOUDFLARE_API_BASE_URL is still set, nothing of CyberSecure is.
    expect(about('Cloudflare')).toMatchObject({
      status: 'MISSING',
      detail: 'partly configured: CLOUDFLARE_API_BASE_URL is set, CLOUDFLARE_API_TOKEN is missing',
    });
    expect(about('CyberSecure')).toMatchObject({ status: 'OFF', detail: 'CYBERSECURE_API_KEY not set' });
    expect(about('Mail server')).toMatchObject({
      status: 'OFF',
      detail: expect.stringContaining('SMTP_HOST'),
    });
  });

  test('a DATA_DIR that does not exist yet is not created', async () => {
    await using network = await startNetwork();
    const { code, about } = await checkLive(network, { DATA_DIR: join(network.dataDir, 'later') });

    expect(code).toBe(0);
    expect(about('Data directory')?.detail).toMatch(/later does not exist yet, it will be created$/);
  });
});

interface Entrance {
  readonly network?: NetworkOptions;
  readonly env?: Env;
  /** The lines about the way in, as far as it goes. */
  readonly statuses: readonly string[];
  /** What the line that failed says, notes included. */
  readonly says: readonly RegExp[];
}

const fingerprintLine = new RegExp(`^UNIFI_TLS_FINGERPRINT=${readKeyPair().fingerprint}$`, 'm');
const otherFingerprint = 'AB'.repeat(32);

const entrances: readonly (readonly [string, Entrance])[] = [
  [
    'a certificate that nobody trusts comes with the line to paste, and the warning before it',
    {
      env: { UNIFI_TLS_FINGERPRINT: undefined },
      statuses: ['FAILED Console', 'SKIPPED API key', 'SKIPPED Site'],
      says: [/self-signed/, fingerprintLine, /compare[\s\S]*^UNIFI_TLS_FINGERPRINT=/m],
    },
  ],
  [
    'another certificate than the pinned one comes with the new line',
    {
      env: { UNIFI_TLS_FINGERPRINT: otherFingerprint },
      statuses: ['FAILED Console', 'SKIPPED API key', 'SKIPPED Site'],
      says: [/another certificate than the pinned one/, fingerprintLine],
    },
  ],
  [
    'a refused key is not a console that cannot be reached',
    {
      env: { UNIFI_API_KEY: 'not-the-right-key' },
      statuses: ['OK Console', 'FAILED API key', 'SKIPPED Site'],
      says: [/refused the API key/, /^Check UNIFI_API_KEY\.$/m],
    },
  ],
  [
    'a refused password names its variables',
    {
      network: { withLogin: true },
      env: { UNIFI_PASSWORD: 'not-the-right-password' },
      statuses: ['OK Console', 'FAILED Login', 'SKIPPED Site'],
      says: [/refused the user name or password/, /^Check UNIFI_USERNAME and UNIFI_PASSWORD\.$/m],
    },
  ],
  [
    'the login limit asks to wait, not to check the password',
    {
      network: { withLogin: true, console: { loginsPerMinute: 0 } },
      statuses: ['OK Console', 'FAILED Login', 'SKIPPED Site'],
      says: [/wait some minutes[^\n]*$/],
    },
  ],
  [
    'several sites are listed, with the variable that chooses one',
    {
      network: { console: { moreSites: [{ name: 'b7k2', description: 'Boat House' }] } },
      statuses: ['OK Console', 'OK API key', 'FAILED Site'],
      says: [/^UNIFI_SITE: choose one of default \(Harbour Office\), b7k2 \(Boat House\)\.$/m],
    },
  ],
  [
    'a site that is not there is told with those that are, after a login as well',
    {
      network: { withLogin: true },
      env: { UNIFI_SITE: 'Lighthouse' },
      statuses: ['OK Console', 'OK Login', 'FAILED Site'],
      says: [/UNIFI_SITE: there is no site “Lighthouse”; choose one of default/],
    },
  ],
  [
    'an account without any site lacks a permission',
    {
      network: {
        console: {
          override: ({ path }) =>
            path.endsWith('/self/sites') ? json(200, { meta: { rc: 'ok' }, data: [] }) : undefined,
        },
      },
      statuses: ['OK Console', 'OK API key', 'FAILED Site'],
      says: [/not permitted to see any site/, /View Only/],
    },
  ],
  [
    'a console that never answers is the one to look at',
    {
      network: { console: { override: () => hang } },
      env: { UNIFI_TIMEOUT: '1s' },
      statuses: ['FAILED Console', 'SKIPPED API key', 'SKIPPED Site'],
      says: [/did not answer/, /^Check UNIFI_HOST, /m],
    },
  ],
];

describe('check --live tells where the way to the network ends:', () => {
  test.each(entrances)('%s', async (_, { network: options = {}, env = {}, statuses, says }) => {
    await using network = await startNetwork(options);
    const answer = await checkLive(network, { ...env, CYBERSECURE_API_KEY: undefined });
    const failed = answer.entries.find(({ status }) => status === 'FAILED');
    const text = [failed?.detail, ...(failed?.notes ?? [])].join('\n');

    expect(answer.code).toBe(1);
    expect(answer.statuses).toEqual([
      ...['OK Configuration', 'OK Data directory', ...statuses],
      ...(statuses.includes('FAILED Site') || statuses.includes('SKIPPED Site') ? [skippedParts] : []),
      ...['OK Cloudflare', 'OFF CyberSecure', 'OK Mail server'],
    ]);
    for (const sentence of says) expect(text).toMatch(sentence);
    expect(answer.stdout).toContain(`\n\nTo be put right: ${failed?.subject}.\n`);
    expect(answer.stdout + answer.stderr).not.toContain('not-the-right');
  });
});

describe('check --live tells what is missing, and of what kind:', () => {
  const overriding = (path: RegExp, status: number): NetworkOptions => ({
    console: {
      override: (request) =>
        path.test(request.path)
          ? json(status, { meta: { rc: 'error', msg: 'api.err.X' }, data: [] })
          : undefined,
    },
  });

  test.each([
    ['Clients', /stat\/sta$/, 403, 'FAILED', /^Not permitted for this account\.$/, /View Only/],
    ['Devices', /stat\/device$/, 500, 'FAILED', /^Could not be read: .*api\.err\.X\.$/, /^$/],
    ['Health', /stat\/health$/, 404, 'MISSING', /^Not available on this version of the console\.$/, /^$/],
  ] as const)('%s', async (subject, path, httpStatus, status, detail, note) => {
    await using network = await startNetwork(overriding(path, httpStatus));
    const { code, statuses, about } = await checkLive(network, { UNIFI_TIMEOUT: '10s' });

    expect(statuses).toEqual(listWith({ [subject]: status }));
    expect(about(subject)?.detail).toMatch(detail);
    expect(about(subject)?.notes.join('\n')).toMatch(note);
    // What a version does not have cannot be put right.
    expect(code).toBe(status === 'MISSING' ? 0 : 1);
  });

  test('small parts, which the report does without', async () => {
    await using network = await startNetwork(overriding(/stat\/rogueap$/, 403));
    const { code, statuses, about } = await checkLive(network);

    expect(statuses).toEqual(listWith());
    expect(about('Further details')).toMatchObject({
      detail: '6 of 7 read',
      notes: [expect.stringMatching(/: Not permitted for this account\.$/)],
    });
    expect(code).toBe(0);
  });

  test('a token that lacks permissions names them', async () => {
    await using network = await startNetwork({ cloudflare: { tokenPermissions: ['Zone Read'] } });
    const { code, about } = await checkLive(network);

    expect(about('Cloudflare')?.notes.join('\n')).toMatch(/the token lacks Zone · Analytics · Read/);
    expect(about('Cloudflare')?.notes.join('\n')).toMatch(/Cloudflare Tunnel · Read/);
    expect(code).toBe(0);
  });

  test('everything that fails is told at once, each in its line', async () => {
    await using network = await startNetwork();
    const { path, remove } = temporaryFolder();
    onTestFinished(remove);
    const file = join(path, 'in-the-way');
    writeFileSync(file, 'not a directory');
    const { port, close } = await listen(createServer());
    await close();
    const nowhere = `127.0.0.1:${port}`;
    const { code, stdout, statuses, about } = await checkLive(network, {
      DATA_DIR: file,
      UNIFI_HOST: nowhere,
      CLOUDFLARE_API_TOKEN: 'not-the-right-token',
      SMTP_PASSWORD: 'not-the-right-password',
    });

    expect(code).toBe(1);
    expect(statuses).toEqual([
      ...['OK Configuration', 'FAILED Data directory', 'FAILED Console', 'SKIPPED API key', 'SKIPPED Site'],
      ...[skippedParts, 'FAILED Cloudflare', 'FAILED CyberSecure', 'FAILED Mail server'],
    ]);
    expect(about('Data directory')?.detail).toContain('is not a directory');
    expect(about('Console')?.detail).toContain(`could not connect to ${nowhere}: connection refused`);
    expect(about('Cloudflare')?.detail).toContain('credentials were refused');
    expect(about('CyberSecure')?.detail).toContain(nowhere);
    expect(about('Mail server')?.detail).toContain('Check SMTP_USERNAME and SMTP_PASSWORD');
    expect(stdout).toMatch(
      /To be put right: Data directory, Console, Cloudflare, CyberSecure, Mail server\.\n$/,
    );
  });

  test('a mail server that offers no encryption is told with the variable', async () => {
    await using network = await startNetwork({ mail: { tls: 'none' } });
    const { code, about } = await checkLive(network);

    expect(code).toBe(1);
    expect(about('Mail server')).toMatchObject({
      status: 'FAILED',
      detail: expect.stringContaining('SMTP_TLS'),
    });
  });

  test('a certificate that CyberSecure meets at a console of its own comes with its own line', async () => {
    await using network = await startNetwork();
    const { code, about } = await checkLive(network, { CYBERSECURE_HOST: network.console.host });

    expect(code).toBe(1);
    expect(about('Console')?.status).toBe('OK');
    expect(about('CyberSecure')?.notes).toContain(`CYBERSECURE_TLS_FINGERPRINT=${readKeyPair().fingerprint}`);
  });
});

test('each line is printed as soon as it is known, and SIGTERM ends the waiting without a verdict', async () => {
  await using network = await startNetwork({ console: { override: () => hang } });
  const program = network.start(['check', '--live']);
  const known = await program.until((output) => output.includes('Data directory'));
  await expect.poll(() => network.console.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
  program.kill('SIGTERM');
  const ended = await program.ended;

  expect(known).toMatch(/^OK +Configuration: complete$/m);
  expect(ended.code).toBe(143);
  expect(statusesOf(entriesOf(ended.stdout))).toEqual(['OK Configuration', 'OK Data directory']);
  expect(ended.stdout).not.toMatch(/FAILED|put right|works/);
});
