import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LockAttempt, type LockName, takeLock } from '../../src/store/lock.ts';
import { followProgram, type RunningProgram, temporaryFolder } from '../helpers/program.ts';

let folder: ReturnType<typeof temporaryFolder>;
const held: LockAttempt[] = [];
const programs: RunningProgram[] = [];
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  for (const program of programs.splice(0)) program.kill('SIGKILL');
  for (const attempt of held.splice(0)) if (attempt.kind === 'held') attempt.release();
  folder.remove();
});

const nowMs = Date.UTC(2026, 10, 21, 6, 0, 0);
const take = (name: LockName = 'report', directory = folder.path): LockAttempt => {
  const attempt = takeLock(directory, { name, doing: 'making a report', nowMs });
  held.push(attempt);
  return attempt;
};

/** Another process that takes the lock, says how that went, and holds it until it is killed. */
const takeElsewhere = async (name: LockName = 'report', launcher: readonly string[] = []) => {
  const source = `import { takeLock } from ${JSON.stringify(new URL('../../src/store/lock.ts', import.meta.url).href)};
    const request = { name: '${name}', doing: 'making a report', nowMs: ${nowMs} };
    globalThis.attempt = takeLock(${JSON.stringify(folder.path)}, request);
    console.log(globalThis.attempt.kind);
    setInterval(() => undefined, 1_000);`;
  const [command = process.execPath, ...args] = [...launcher, process.execPath, '--input-type=module'];
  const program = followProgram(
    spawn(command, [...args, '--eval', source], { stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  programs.push(program);
  const output = await program.until((text) => text.includes('\n'));
  return { ...program, kind: output.trim() };
};

describe('a lock', () => {
  test('is had by one process at a time, and whoever meets it learns by whom', async () => {
    const other = await takeElsewhere();
    expect(other.kind).toBe('held');
    expect(take()).toEqual({
      kind: 'busy',
      holder: { pid: other.pid, host: hostname(), startedAtMs: nowMs, doing: 'making a report' },
    });
  });

  test('is met by another process, and by another part of the same one', async () => {
    expect(take().kind).toBe('held');
    expect(take().kind).toBe('busy');
    expect((await takeElsewhere()).kind).toBe('busy');
  });

  test('needs no room: a full disk takes it from nobody', async () => {
    const withoutRoom = ['/bin/sh', '-c', `trap '' XFSZ; ulimit -f 0; exec "$0" "$@"`];
    expect((await takeElsewhere('report', withoutRoom)).kind).toBe('held');
    expect(take().kind).toBe('busy');
  });

  test('is free at once when its holder is killed, and its note says nothing any more', async () => {
    const other = await takeElsewhere();
    other.kill('SIGKILL');
    await other.ended;
    expect(existsSync(join(folder.path, 'report.lock.holder'))).toBe(true);
    expect(take().kind).toBe('held');
  });

  test('can be given back and taken again', async () => {
    const first = take();
    if (first.kind === 'held') {
      first.release();
      first.release();
    }
    expect((await takeElsewhere()).kind).toBe('held');
  });

  test('of the daemon is another one than that of a report', async () => {
    expect(take('daemon').kind).toBe('held');
    expect((await takeElsewhere('report')).kind).toBe('held');
    expect((await takeElsewhere('daemon')).kind).toBe('busy');
  });

  test('stays when its note is lost or broken', async () => {
    expect(take().kind).toBe('held');
    writeFileSync(join(folder.path, 'report.lock.holder'), '{"pid":');
    expect(take()).toEqual({ kind: 'busy' });
    expect((await takeElsewhere()).kind).toBe('busy');
  });

  test('makes its directory, and files that only their owner may read', () => {
    const nested = join(folder.path, 'not', 'there');
    expect(take('report', nested).kind).toBe('held');
    for (const name of readdirSync(nested)) expect(statSync(join(nested, name)).mode & 0o077).toBe(0);
  });
});

describe('a directory that cannot hold a lock', () => {
  test('because a file is in its place says what to do', () => {
    const file = join(folder.path, 'data');
    writeFileSync(file, '');
    expect(take('report', file)).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('is not a directory: remove the file'),
    });
  });

  test('because something else has the name of the lock says which', () => {
    mkdirSync(join(folder.path, 'report.lock'));
    expect(take()).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining(join(folder.path, 'report.lock')),
    });
  });
});
