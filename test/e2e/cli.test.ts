import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { followProgram, type Launch, runProgram, temporaryFolder } from '../helpers/program.ts';
import { startNetwork } from './network.ts';

const bin = fileURLToPath(new URL('../../bin/unifi-report.js', import.meta.url));

/** In a directory of its own, so that what a command may write lies nowhere else. */
const run = async (args: readonly string[], launch: Launch = {}) => {
  const folder = temporaryFolder();
  try {
    const env = { DATA_DIR: join(folder.path, 'data'), ...launch.env };
    return await runProgram(args, { ...launch, cwd: folder.path, env });
  } finally {
    folder.remove();
  }
};

const complete = { UNIFI_HOST: '192.0.2.1', UNIFI_API_KEY: 'a-key-that-nobody-may-see' };

describe.concurrent('the configuration', () => {
  test('every problem is told at once, by the name of its variable, and nothing is tried', async () => {
    const { code, stdout, stderr } = await run(['run', '--once'], {
      env: {
        UNIFI_PASSWORD: 'a-password-that-nobody-may-see',
        UNIFI_TIMEOUT: 'soon',
        REPORT_SCHEDULE: 'whenever',
        REPORT_TIMEZONE: 'Mars/Olympus',
        REPORT_ONLY_IF: 'sometimes',
        SMTP_HOST: 'mail.example',
        SMTP_PORT: '99999',
        EMAIL_TO: 'marta',
        CLOUDFLARE_API_BASE_URL: 'http://api.example',
        CYBERSECURE_RETRY_ATTEMPTS: 'many',
        LOG_LEVEL: 'loud',
      },
    });
    const named = [...stderr.matchAll(/^ +([A-Z_]+): /gm)].map(([, name]) => name);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(named.toSorted()).toEqual([
      'CLOUDFLARE_API_BASE_URL',
      'CYBERSECURE_RETRY_ATTEMPTS',
      'EMAIL_FROM',
      'EMAIL_TO',
      'LOG_LEVEL',
      'REPORT_ONLY_IF',
      'REPORT_SCHEDULE',
      'REPORT_TIMEZONE',
      'SMTP_PORT',
      'UNIFI_HOST',
      'UNIFI_TIMEOUT',
      'UNIFI_USERNAME',
    ]);
    expect(stderr).not.toContain('nobody-may-see');
  });

  test.each(['run', 'check', 'history'])('%s without any configuration ends with 2', async (command) => {
    const { code, stdout, stderr } = await run([command]);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^unifi-report: .+:\n +UNIFI_HOST: is required.+\n +UNIFI_API_KEY: is required.+\n$/,
    );
  });

  test('a misspelt variable is told with the right one', async () => {
    const { code, stdout } = await run(['check'], { env: { ...complete, UNIFI_APIKEY: 'x' } });

    expect(code).toBe(0);
    expect(stdout).toContain('UNIFI_APIKEY is not a variable of unifi-report; did you mean UNIFI_API_KEY?');
  });
});

describe.concurrent('check', () => {
  test('shows the next three runs in the zone of the report, and who is on, off or half configured', async () => {
    const { code, stdout } = await run(['check'], {
      env: {
        ...complete,
        REPORT_TIMEZONE: 'Europe/Berlin',
        REPORT_SCHEDULE: 'daily',
        CLOUDFLARE_ZONES: 'harbour-office.example',
        CYBERSECURE_API_KEY: 'another-key-that-nobody-may-see',
      },
    });
    const runs = stdout.match(/^ +\w+,? \d+ \w+ \d{4} at 07:00:00 (CET|CEST)$/gm) ?? [];

    expect(code).toBe(0);
    expect(runs).toHaveLength(3);
    expect(new Set(runs).size).toBe(3);
    expect(stdout).toMatch(
      /^ +Cloudflare: partly configured: CLOUDFLARE_ZONES is set, CLOUDFLARE_API_TOKEN is missing$/m,
    );
    expect(stdout).toMatch(/^ +CyberSecure: on$/m);
    expect(stdout).not.toContain('nobody-may-see');
  });

  test('says that mail is not encrypted', async () => {
    await using network = await startNetwork();
    const { code, stdout } = await network.run(['check'], {
      SMTP_TLS: 'none',
      SMTP_USERNAME: undefined,
      SMTP_PASSWORD: undefined,
    });

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Mail: 127\.0\.0\.1:\d+ \(not encrypted\) to /m);
  });

  test('asks nobody anything', async () => {
    await using network = await startNetwork();
    const { code, stdout } = await network.run(['check']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^ +Cloudflare: on$/m);
    expect([...network.console.requests, ...network.cloudflare.requests]).toEqual([]);
    expect(network.mail.messages).toEqual([]);
  });
});

describe.concurrent('a call that cannot be carried out ends with 2 and says what would be right', () => {
  test.each([
    ['an unknown command', ['chekc'], /unknown command 'chekc'[\s\S]*check/],
    ['an unknown option', ['run', '--onse'], /unknown option '--onse'[\s\S]*--once/],
    ['an argument too many', ['run', 'now'], /too many arguments/],
    ['an option without its value', ['run', '--once', '--since'], /--since <duration>.* missing/],
    ['--since without --once', ['run', '--since', '24h'], /--since.* --once/],
    ['--dry-run without --once', ['run', '--dry-run'], /--dry-run.* --once/],
    ['--out without --once', ['run', '--out', 'report.html'], /--out.* --once/],
    ['a --since that is no duration', ['run', '--once', '--since', 'yesterday'], /--since: .*24h|2h/],
    ['an unknown generation', ['demo', '--generation', 'v6'], /newest, classic, v7, v8/],
  ] as const)('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await run(args, { env: complete });

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('--out at a place that cannot be written, before anything is sent', async () => {
    await using network = await startNetwork();
    const { code, stderr } = await network.run([
      'run',
      '--once',
      '--out',
      join(network.dataDir, 'no', 'x.html'),
    ]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/^unifi-report: --out: .+no such file or directory/m);
    expect(network.mail.messages).toEqual([]);
    expect(network.console.requests).toEqual([]);
  });
});

describe.concurrent('what needs no configuration', () => {
  test('--version is that of the package', async () => {
    const manifest: { version: string } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );

    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test('--help names every command and shows no value of the environment', async () => {
    const { code, stdout, stderr } = await run(['--help'], { env: complete });

    expect(code).toBe(0);
    expect(stdout).toMatch(/^ +run [\s\S]+^ +check [\s\S]+^ +demo [\s\S]+^ +history /m);
    expect(stdout + stderr).not.toContain('nobody-may-see');
  });

  test('no command shows the help and ends with 2', async () => {
    const { code, stderr } = await run([]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/^Usage: unifi-report/);
  });
});

describe.concurrent('a reader who has seen enough, as in "| head", is no error', () => {
  test.each([['--help'], ['check']])('%s', async (command) => {
    const folder = temporaryFolder();
    const child = spawn(process.execPath, [bin, command], {
      env: { ...complete, DATA_DIR: folder.path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const program = followProgram(child);
    child.stdout.destroy();
    try {
      expect(await program.ended).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
    } finally {
      folder.remove();
    }
  });
});

describe.concurrent('the version of Node', () => {
  const pretending = (version: string): readonly string[] => [
    '--import',
    `data:text/javascript,${encodeURIComponent(
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
    )}`,
  ];

  test('one that is too old ends with 2 and one plain line', async () => {
    expect(await run(['--version'], { nodeArguments: pretending('20.19.5') })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^unifi-report needs Node\.js 24 or newer; this is 20\.19\.5\. .+\n$/),
    });
  });

  test('24 and later are good', async () => {
    for (const version of ['24.0.0', '26.1.0'])
      expect((await run(['--version'], { nodeArguments: pretending(version) })).code).toBe(0);
  });

  test('nothing is imported before it has been looked at', () => {
    const source = readFileSync(bin, 'utf8');

    expect(source).toContain("import('../dist/cli.js')");
    expect(source).not.toMatch(/^\s*import\b(?!\()/m);
  });
});
