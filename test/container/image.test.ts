import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Demo, demoCredentials, startDemo } from '../../src/demo/demo.ts';
import { logLines, type RunningProgram } from '../helpers/program.ts';
import {
  canIsolate,
  firstProcessOf,
  type Mount,
  type Start,
  type StartContainer,
  startAsUser,
  startIsolated,
  userOf,
} from './container.ts';
import { readProjectFile } from './context.ts';
import { filesIn } from './image-files.ts';
import { type Image, replayDockerfile } from './replay.ts';
import { openDisk, startSilentConsole, takeAway, textOfLastMail } from './world.ts';

const disk = openDisk();
const cleanUps: (() => unknown)[] = [disk.remove];
const running = new Set<RunningProgram>();
let image: Image;
let demo: Demo;
let data: Mount;

/** Installing takes as long as the network lets it. */
const buildTimeoutMs = 600_000;

beforeAll(async () => {
  image = await replayDockerfile();
  cleanUps.push(image.remove);
  demo = await startDemo({ nowMs: Date.now() });
  cleanUps.push(demo.close);
}, buildTimeoutMs);

afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});

beforeEach(() => {
  data = disk.newVolume(userOf(image));
});

/** What a failed test has left running. */
afterEach(async () => {
  for (const program of running) {
    process.kill(program.pid, 'SIGKILL');
    await program.ended;
  }
});

const launch = (start: StartContainer, args: readonly string[], options: Start = {}): RunningProgram => {
  const program = start(image, args, { mounts: [data], ...options });
  running.add(program);
  void program.ended.finally(() => running.delete(program));
  return program;
};

describe('the image', () => {
  test('holds what the program needs at run time and nothing else', () => {
    expect(readdirSync(join(image.root, 'app')).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'bin',
      'config.example.env',
      'demo',
      'dist',
      'node_modules',
      'package.json',
      'templates',
    ]);
    expect(readdirSync(join(image.root, 'data'))).toEqual([]);
  });

  test('holds every package that is needed, and none for development', () => {
    const { dependencies, devDependencies } = JSON.parse(readProjectFile('package.json'));
    const isThere = (name: string): boolean => existsSync(join(image.root, 'app/node_modules', name));

    expect(Object.keys(dependencies).filter((name) => !isThere(name))).toEqual([]);
    expect([...Object.keys(devDependencies), '@typescript'].filter(isThere)).toEqual([]);
  });

  test('holds no native code but what draws the pictures, and nothing that would be compiled', () => {
    const files = filesIn(join(image.root, 'app'));

    expect(files.length).toBeGreaterThan(500);
    expect(files.filter(({ isNative }) => isNative).map(({ path }) => basename(path))).toEqual([
      `resvgjs.linux-${process.arch}-gnu.node`,
    ]);
    expect(files.filter(({ installScripts }) => installScripts.length > 0)).toEqual([]);
    expect(filesIn(join(image.root, 'usr')).filter(({ isNative }) => isNative)).toHaveLength(1);
  });

  test('can be read by every user, whatever the modes of the checkout were', () => {
    const files = filesIn(join(image.root, 'app'));

    expect(files.filter(({ mode }) => (mode & 0o444) !== 0o444).map(({ path }) => path)).toEqual([]);
  });
});

const worlds = [
  { world: 'a process of its user', start: startAsUser, possible: true },
  { world: 'process 1 of a read-only root without /tmp', start: startIsolated, possible: canIsolate },
];

/** What a `DATA_DIR` has saved: the extensions of a report's files, and the list of all. */
const reportsIn = (dataDir: string): readonly string[] =>
  readdirSync(join(dataDir, 'reports'))
    .map((name) => name.replace(/^\d{4}-\d{2}-\d{2}-\d{6}/u, ''))
    .sort();

describe.each(worlds)('a container, as $world', ({ start, possible }) => {
  const program = (args: readonly string[], options?: Start) => launch(start, args, options);

  const health = async () => {
    const [node = '', bin = '', ...args] = image.healthcheck;
    return program(args, { entrypoint: [node, bin] }).ended;
  };

  test.runIf(possible)('checks its configuration, time zones included', async () => {
    const { code, stdout } = await program(['check'], {
      env: { ...demo.env, REPORT_TIMEZONE: 'America/St_Johns' },
    }).ended;

    expect(stdout).toContain('Next runs (0 7 * * *, America/St_Johns)');
    expect(stdout).toMatch(/07:00:00 (GMT-3:30|NST)/);
    expect(code).toBe(0);
  });

  test.runIf(possible)('makes and mails a report with secrets from files, and remembers it', async () => {
    const { UNIFI_API_KEY: _, SMTP_PASSWORD: __, ...env } = demo.env;
    const key = disk.newSecret('unifi_api_key', demoCredentials.apiKey);
    const password = disk.newSecret('smtp_password', demoCredentials.smtpPassword);
    const files = { UNIFI_API_KEY_FILE: key.target, SMTP_PASSWORD_FILE: password.target };
    const before = demo.mail.messages.length;
    const once = { env: { ...env, ...files }, mounts: [data, key, password] };

    const { code, stderr } = await program(['run', '--once'], once).ended;
    const history = await program(['history', '--json'], once).ended;

    const complaints = logLines(stderr).filter(({ level }) => level !== 'info');
    expect(complaints).toMatchObject([{ warning: expect.stringContaining('SMTP_TLS_VERIFY=false') }]);
    expect(code).toBe(0);
    expect(demo.mail.messages.length).toBe(before + 1);
    expect(JSON.parse(history.stdout)).toMatchObject({ outcome: 'delivered', exitCode: 0 });
    expect(reportsIn(data.source)).toEqual(['.html', '.json', '.txt', 'index.html']);
  });

  test.runIf(possible)('shows the demo, and keeps its report in the volume', async () => {
    const { code, stdout } = await program(['demo']).ended;

    expect(stdout).toContain('Delivered: 1 mail');
    expect(code).toBe(0);
    // That of the day before lies beside it.
    const names = ['.html', '.html', '.json', '.json', '.txt', '.txt', 'index.html'];
    expect(reportsIn(join(data.source, 'demo'))).toEqual(names);
  });

  test.runIf(possible)('is healthy once its daemon runs, and ends with 0 on SIGTERM', async () => {
    const before = await health();
    const daemon = program(image.cmd, { env: { ...demo.env, REPORT_CATCH_UP: 'false' } });
    await daemon.until((output) => output.includes('next_run'));
    const after = await health();
    daemon.kill('SIGTERM');
    const ended = await daemon.ended;

    expect(before.stderr).toMatch(/^unifi-report: There is no heartbeat in DATA_DIR .*\n$/);
    expect(before.code).toBe(1);
    expect(after.stdout).toContain('The daemon is alive');
    expect(after.code).toBe(0);
    expect(ended).toMatchObject({ code: 0, signal: null });
  });

  test.runIf(possible)('ends with 0 on SIGTERM while a console does not answer', async () => {
    const silent = await startSilentConsole();
    const daemon = program(image.cmd, { env: { ...demo.env, UNIFI_HOST: silent.host } });
    await Promise.race([silent.asked, daemon.ended]);
    daemon.kill('SIGTERM');
    const ended = await daemon.ended;
    await silent.close();

    expect(ended).toMatchObject({ code: 0, signal: null });
  });

  test.runIf(possible)(
    'says what to do about a volume it may not write, and reports all the same',
    async () => {
      takeAway(data);
      const { uid } = userOf(image);
      const before = demo.mail.messages.length;

      const { code, stderr } = await program(['run', '--once'], { env: demo.env }).ended;

      const advice = new RegExp(`DATA_DIR \\S+ is not writable by user ${uid}: run "chown -R ${uid} \\S+"`);
      expect(code).toBe(0);
      expect(demo.mail.messages.length).toBe(before + 1);
      expect(logLines(stderr).find(({ event }) => event === 'store')?.notice).toMatch(advice);
      expect(await textOfLastMail(demo.mail)).toMatch(advice);
      expect(readdirSync(data.source)).toEqual([]);
    },
  );

  test.runIf(possible)('runs as a daemon on such a volume as well, but is not healthy', async () => {
    takeAway(data);

    const daemon = program(image.cmd, { env: { ...demo.env, REPORT_CATCH_UP: 'false' } });
    await daemon.until((output) => output.includes('next_run'));
    const { code } = await health();
    daemon.kill('SIGTERM');
    const ended = await daemon.ended;

    expect(code).toBe(1);
    expect(logLines(ended.stderr).filter(({ event }) => event === 'heartbeat_failed')).toHaveLength(1);
    expect(ended.code).toBe(0);
  });

  test.runIf(possible)('names a secret that its user may not read', async () => {
    const { UNIFI_API_KEY: _, ...env } = demo.env;
    const key = disk.newSecret('unreadable_key', demoCredentials.apiKey, 0);
    const files = { UNIFI_API_KEY_FILE: key.target };

    const { code, stderr } = await program(['check'], { env: { ...env, ...files }, mounts: [data, key] })
      .ended;

    expect(code).toBe(2);
    expect(stderr).toMatch(/UNIFI_API_KEY_FILE: cannot read \S+: this user may not read it/);
  });
});

describe.runIf(canIsolate)('process 1 of a read-only root without /tmp', () => {
  const writer = `for (const path of ['/x', '/app/x', '/tmp/x', '/data/x']) {
    try { fs.writeFileSync(path, ''); console.log(path, 'written'); } catch ({ code }) { console.log(path, code); }
  }
  console.log(process.pid, process.getuid(), process.getgid());`;

  test('is what these tests ran in', async () => {
    const entrypoint = ['node', '--eval', writer];
    const { stdout } = await launch(startIsolated, [], { entrypoint, mounts: [data] }).ended;

    expect(stdout.trim().split('\n')).toEqual([
      '/x EROFS',
      '/app/x EROFS',
      '/tmp/x ENOENT',
      '/data/x written',
      '1 10001 10001',
    ]);
  });

  test('ends with 143 on SIGTERM during --once', async () => {
    const silent = await startSilentConsole();
    const env = { ...demo.env, UNIFI_HOST: silent.host };
    const once = launch(startIsolated, ['run', '--once'], { env, mounts: [data] });
    await Promise.race([silent.asked, once.ended]);
    const status = readFileSync(`/proc/${firstProcessOf(once)}/status`, 'utf8');
    once.kill('SIGTERM');
    const ended = await once.ended;
    await silent.close();

    expect(status).toMatch(/^NSpid:\s+\d+\s+1$/m);
    expect(ended.code).toBe(143);
  });

  test('says what to do about a volume that is mounted read-only, and reports all the same', async () => {
    const mounts = [{ ...data, readOnly: true }];

    const { code } = await launch(startIsolated, ['run', '--once'], { env: demo.env, mounts }).ended;

    expect(code).toBe(0);
    expect(await textOfLastMail(demo.mail)).toMatch(
      /DATA_DIR \/data lies on a read-only file system: mount a writable volume/,
    );
  });
});
