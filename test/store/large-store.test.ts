import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const program = fileURLToPath(new URL('large-store-program.ts', import.meta.url));
const newDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'large-store-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

/** Every name that is made in a directory while `work` goes on. */
const namesMadeIn = async (directory: string, work: () => Promise<unknown>): Promise<readonly string[]> => {
  const names = new Set<string>();
  const last = Promise.withResolvers<void>();
  const watcher = watch(directory, (_, name) => (name === 'last' ? last.resolve() : names.add(name ?? '?')));
  await work();
  writeFileSync(join(directory, 'last'), '');
  await last.promise;
  watcher.close();
  return [...names];
};

test('a store of a large network lays nothing outside its directory, where a container may have no room', async () => {
  const temporary = newDirectory();
  const env = { PATH: process.env.PATH, SQLITE_TMPDIR: temporary };
  let known = '';

  const names = await namesMadeIn(temporary, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [program, newDirectory(), '20000'], {
      env,
    });
    known = stdout;
  });

  expect(known).toBe('20000');
  expect(names).toEqual([]);
});
