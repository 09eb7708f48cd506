import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startingAt } from './clock.ts';
import { startNetwork } from './network.ts';
import { lastSaved, type SavedReport } from './results.ts';

/** Saturday 21 November 2026, 07:02 UTC. */
const nowMs = Date.UTC(2026, 10, 21, 7, 2);

interface Outcome extends SavedReport {
  readonly code: number | null;
  readonly ids: readonly string[];
}

const startDemoNetwork = () => startNetwork({ console: { nowMs }, cloudflare: { nowMs } });

/** The report of the demo network as a file with this content has it. */
const reportWith = async (content: string): Promise<Outcome> => {
  await using network = await startDemoNetwork();
  const file = join(network.dataDir, 'findings.yaml');
  writeFileSync(file, content);
  const { code } = await network.run(['run', '--once'], { FINDINGS_FILE: file }, startingAt(nowMs));
  const saved = lastSaved(network.dataDir);
  return { ...saved, code, ids: saved.report.findings.map(({ id }) => id) };
};

test('a findings file mutes, and the report counts what it does not tell', async () => {
  const whole = await reportWith('');
  const muted = await reportWith(`mute:
  - device: AP-Garage
    until: 2026-11-21
  - finding: devices.update-available
  - finding: admin.logins
    until: 2026-11-20
`);

  expect([whole.code, muted.code]).toEqual([0, 0]);
  expect(whole.ids).toContain('admin.logins');
  expect(whole.ids.filter((id) => !muted.ids.includes(id))).toEqual([
    expect.stringMatching(/^across\.uplink-port:/),
    'devices.update-available',
  ]);
  expect([whole.report.footer.mutedCount, muted.report.footer.mutedCount]).toEqual([0, 2]);
  for (const part of [muted.html, muted.text])
    expect(part).toContain('2 findings not shown: muted in FINDINGS_FILE.');
  expect(whole.text).not.toContain('not shown');
});

test('a findings file moves a threshold', async () => {
  const { ids } = await reportWith('thresholds:\n  manyBlocked: 17\n');
  const { ids: fewer } = await reportWith('thresholds:\n  manyBlocked: 18\n');

  expect(ids).toContain('security.many-blocked');
  expect(fewer).toEqual(ids.filter((id) => id !== 'security.many-blocked'));
});

test('mistakes in the file end the program before anything is asked, all of them with their lines', async () => {
  await using network = await startDemoNetwork();
  const file = join(network.dataDir, 'findings.yaml');
  writeFileSync(file, 'thresholds:\n  highCpu: 1\nmute:\n  - devices.offline\n');

  const { code, stderr } = await network.run(['run', '--once'], { FINDINGS_FILE: file }, startingAt(nowMs));

  expect(code).toBe(2);
  expect(stderr).toMatch(/FINDINGS_FILE: line 2: "highCpu" is no threshold/);
  expect(stderr).toMatch(/FINDINGS_FILE: line 4: must be/);
  expect(network.console.requests).toEqual([]);
});
