import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runProgram, startProgram, temporaryFolder } from './helpers/program.ts';

let folder = temporaryFolder();
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const health = (env: Readonly<Record<string, string>> = { DATA_DIR: folder.path }) =>
  runProgram(['health'], { env, cwd: folder.path });

const leaveHeartbeat = (text: string): void => writeFileSync(join(folder.path, 'heartbeat'), text);

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

describe('health', () => {
  test('is good while the last heartbeat is younger than three minutes', async () => {
    const at = minutesAgo(2);
    leaveHeartbeat(`${at}\n`);

    expect(await health()).toMatchObject({
      code: 0,
      stdout: `The daemon is alive; its last heartbeat was at ${at}.\n`,
      stderr: '',
    });
  });

  test('is bad from then on, and says how old it is', async () => {
    leaveHeartbeat(minutesAgo(125));
    const { code, stdout, stderr } = await health();

    expect(stderr).toMatch(
      /^unifi-report: The last heartbeat in DATA_DIR \S+ is 125 minutes old \(.+Z\): the daemon has ended, .+\n$/,
    );
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  test.each([
    [
      'a time to come, because the clock was set back',
      minutesAgo(-30),
      /lies in the future .+ clock was set back/,
    ],
    ['no time', 'half a hea', /holds no time/],
    ['nothing', '', /holds no time/],
  ])('is bad when the file holds %s', async (_, text, reason) => {
    leaveHeartbeat(text);
    const { code, stderr } = await health();

    expect(stderr).toMatch(reason);
    expect(code).toBe(1);
  });

  test('is bad without a heartbeat, and says what writes one', async () => {
    const { code, stderr } = await health();

    expect(stderr).toContain('There is no heartbeat in DATA_DIR');
    expect(stderr).toContain('unifi-report run');
    expect(code).toBe(1);
  });

  test('is bad when the file cannot be read, whatever the reason', async () => {
    mkdirSync(join(folder.path, 'heartbeat'));
    const { code, stderr } = await health();

    expect(stderr).toMatch(/cannot be read \(EISDIR\)/);
    expect(code).toBe(1);
  });

  test('looks where the program keeps its data when DATA_DIR is not set', async () => {
    mkdirSync(join(folder.path, 'data'));
    writeFileSync(join(folder.path, 'data/heartbeat'), minutesAgo(0));

    expect(await health({ DATA_DIR: ' ' })).toMatchObject({ code: 0 });
  });

  test('asks for no configuration and loads none of the packages a report needs', async () => {
    leaveHeartbeat(minutesAgo(0));
    const program = startProgram(['health'], {
      env: { DATA_DIR: folder.path, UNIFI_HOST: ':::', SMTP_PORT: 'x', NODE_DEBUG: 'esm,module' },
    });
    const { code, stdout, stderr } = await program.ended;

    expect(stdout).toContain('is alive');
    expect(code).toBe(0);
    expect(stderr).toContain('chunk-health.js');
    expect(stderr).not.toMatch(/chunk-app/);
  });
});

test('a waiting daemon is healthy', async () => {
  const env = {
    DATA_DIR: folder.path,
    UNIFI_HOST: '127.0.0.1:1',
    UNIFI_API_KEY: 'not-a-real-key',
    REPORT_CATCH_UP: 'false',
  };
  const daemon = startProgram(['run'], { env });
  await daemon.until((output) => output.includes('next_run'));

  expect(await health()).toMatchObject({ code: 0 });

  daemon.kill('SIGTERM');
  expect(await daemon.ended).toMatchObject({ code: 0 });
});
