import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { writeTask } from '../../bench/report.ts';
import { startServers } from '../../bench/servers.ts';
import { small } from '../../bench/sizes.ts';

const floor = fileURLToPath(new URL('../../bench/floor.mjs', import.meta.url));

test('the floor makes the very requests of a report, is let in, and mails as much', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'unifi-report-floor-'));
  const servers = await startServers(small);
  try {
    const task = join(directory, 'task.json');
    const report = await writeTask(servers, task);
    servers.forget();
    const { status, stdout, stderr } = spawnSync(process.execPath, [floor, task, '--tell'], {
      encoding: 'utf8',
    });
    const seen = await servers.seen();

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(report.asked.length).toBeGreaterThan(40);
    expect(JSON.parse(stdout)).toEqual({ answers: report.asked.length, refused: 0 });
    expect(seen.requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
      report.asked.map(({ method, path }) => `${method} ${path}`).sort(),
    );
    expect(Math.abs(seen.mailBytes - report.mailBytes)).toBeLessThan(1000);
  } finally {
    servers.stop();
    rmSync(directory, { recursive: true, force: true });
  }
});
