import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/bench-guard.ts', import.meta.url));

test('the benchmark prints what a call costs bare, guarded and in between', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, '2']);
  const [heading, ...rows] = stdout.trimEnd().split('\n');

  expect(heading).toMatch(/bare +guarded +cost$/);
  expect(rows).toEqual([
    expect.stringMatching(/^a function( +-?[\d.]+ µs){3}$/),
    expect.stringMatching(/^HTTP on loopback( +-?[\d.]+ µs){3}$/),
  ]);
});
