import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeEnvFile } from '../../src/setup/env-file.ts';
import { codeBlocksOf, pageAt } from '../docs/pages.ts';
import { type Ended, followProgram } from '../helpers/program.ts';
import { startNetwork, type TestNetwork } from './network.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const example = (path: string): string => readFileSync(`${root}examples/${path}`, 'utf8');

let network: TestNetwork;
let envFile = '';

beforeAll(async () => {
  network = await startNetwork();
  envFile = join(network.dataDir, 'unifi-report.env');
  const answers = Object.entries(network.env()).flatMap(([name, value]) =>
    value === undefined || name === 'DATA_DIR' ? [] : [[name, value]],
  );
  writeFileSync(envFile, composeEnvFile(Object.fromEntries(answers), envFile).text);
});

afterAll(() => network[Symbol.asyncDispose]());

/** A line of the documents, at the places of this machine, which must send and record nothing. */
const here = (line: string): string => {
  const places = [
    ['/usr/bin/node', process.execPath],
    ['/opt/unifi-report', root.replace(/\/$/, '')],
    ['/etc/unifi-report.env', envFile],
    [/^node |(?<=&& )node /, `${process.execPath} `],
    [/run --once$/, 'run --once --dry-run'],
  ] as const;
  return places.reduce((text, [from, to]) => text.replace(from, to), line);
};

/** As a shell with nothing but a path and these variables runs it. */
const runByShell = (line: string, env: Readonly<Record<string, string>>): Promise<Ended> =>
  followProgram(
    spawn('sh', ['-c', line], {
      env: { PATH: '/usr/bin:/bin', DATA_DIR: network.dataDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  ).ended;

describe('what the documents say starts a report', () => {
  test('the line for cron does, with the env file alone', async () => {
    const [line = ''] = codeBlocksOf(pageAt('docs/running.md')).flatMap((block) =>
      [...block.matchAll(/^0 7 \* \* \* (.+)$/gm)].map(([, command = '']) => command),
    );
    const ended = await runByShell(here(line), {});

    expect(line).toContain('--env-file=/etc/unifi-report.env');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('Harbour Office');
    expect(network.mail.messages).toEqual([]);
  });

  test('the unit of the timer does, with the variables that systemd reads for it', async () => {
    const unit = example('systemd/unifi-report-once.service');
    const command = /^ExecStart=(.+)$/m.exec(unit)?.[1] ?? '';
    const env = Object.fromEntries(
      [...readFileSync(envFile, 'utf8').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    const ended = await runByShell(here(command), env);

    expect(unit).toMatch(/^EnvironmentFile=\/etc\/unifi-report\.env$/m);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('Harbour Office');
    expect(network.mail.messages).toEqual([]);
  });

  test('the timer starts that unit', () => {
    // A timer without Unit= starts the service of its own name (systemd.timer(5)).
    expect(example('systemd/unifi-report-once.timer')).not.toMatch(/^Unit=/m);
    expect(example('systemd/unifi-report-once.timer')).toMatch(/^OnCalendar=\*-\*-\* 07:00:00$/m);
  });
});
