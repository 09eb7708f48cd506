import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { EnvFile } from '../../src/setup/env-file.ts';
import { launchesOf } from '../../src/setup/launch.ts';
import type { Place } from '../../src/setup/place.ts';
import { systemdUnit } from '../../src/setup/systemd-unit.ts';

const machine: Place = {
  node: '/usr/bin/node',
  bin: "/opt/Marta's tools/bin/unifi-report.js",
  home: '/home/marta',
  timeZone: 'UTC',
  user: '1000',
  isContainer: false,
};
const path = '/srv/my reports/$HOME.env';
const plain: EnvFile = { path, text: '', secretFiles: [] };
const withSecret: EnvFile = {
  ...plain,
  secretFiles: [{ name: 'SMTP_PASSWORD', path: `${path}.smtp_password`, secret: 'a#b' }],
};

const textOf = (file: EnvFile, place: Place, title: RegExp): string =>
  launchesOf(file, place).find((launch) => title.test(launch.title))?.text ?? '';

/** The words of a command as a shell hands them on. */
const wordsOf = (command: string): readonly string[] =>
  execFileSync('sh', ['-c', `for word in ${command}; do printf '%s\\n' "$word"; done`], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');

describe('the lines that run the program', () => {
  test('can be pasted into a shell, whatever the paths are', () => {
    expect(wordsOf(textOf(plain, machine, /^Look/))).toEqual([
      machine.node,
      `--env-file=${path}`,
      machine.bin,
      'run',
      '--once',
      '--dry-run',
    ]);
    expect(wordsOf(textOf(plain, machine, /^With Docker/))).toEqual(
      expect.arrayContaining(['--env-file', path, '-v', 'unifi-report:/data']),
    );
  });

  test('mount a file with a secret where the env file says it is', () => {
    const [chown, run] = textOf(withSecret, machine, /^With Docker/).split('\n');
    const secretPath = `${path}.smtp_password`;

    expect(wordsOf(chown ?? '')).toEqual(['sudo', 'chown', '10001:10001', secretPath]);
    expect(wordsOf(run ?? '')).toContain(`${secretPath}:${secretPath}:ro`);
    expect(textOf(withSecret, machine, /^With systemd/)).toMatch(/^User=1000$/m);
  });

  test.each([
    ['Node.js', { node: '/home/marta/.nvm/versions/node/v24.21.0/bin/node' }],
    ['the program', { bin: '/home/marta/unifi-report/bin/unifi-report.js' }],
  ])('run as the owner of a home that %s lies in, which is closed to others', (_, place) => {
    expect(textOf(plain, { ...machine, ...place }, /^With systemd/)).toMatch(/^User=1000$/m);
    expect(textOf(plain, machine, /^With systemd/)).toMatch(/^DynamicUser=yes$/m);
    expect(textOf(plain, { ...machine, home: '/op' }, /^With systemd/)).toMatch(/^DynamicUser=yes$/m);
  });

  test('are a compose file with this env file', () => {
    const compose = parse(textOf(plain, machine, /^With compose/));

    expect(compose.services['unifi-report']).toMatchObject({
      image: 'unifi-report',
      // Compose takes $$ for a dollar sign that is meant.
      env_file: './$$HOME.env',
      volumes: ['data:/data'],
      read_only: true,
      cap_drop: ['ALL'],
    });
    expect(compose.volumes).toEqual({ data: null });
    expect(parse(textOf(withSecret, machine, /^With compose/)).services['unifi-report'].volumes).toHaveLength(
      2,
    );
  });

  test('name no path of the container outside of it', () => {
    const launches = launchesOf({ ...withSecret, path: '/out/my.env' }, { ...machine, isContainer: true });

    expect(launches.map(({ title }) => title.split(/[ ,]/, 2).join(' '))).toEqual([
      'With Docker',
      'With compose',
    ]);
    expect(launches[0]?.text).toContain('--env-file "$PWD"/my.env');
  });
});

describe('the unit for systemd', () => {
  test('quotes what systemd would split or expand', () => {
    const unit = systemdUnit({ node: '/a b/node', bin: '/c%d/$e/f', envFile: '/g %h.env' });

    expect(unit).toMatch(/^ExecStart="\/a b\/node" \/c%%d\/\$\$e\/f run$/m);
    expect(unit).toMatch(/^EnvironmentFile=\/g %%h\.env$/m);
    expect(unit).toMatch(/^DynamicUser=yes$/m);
  });
});
