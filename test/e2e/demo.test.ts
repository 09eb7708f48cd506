import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram, temporaryFolder } from '../helpers/program.ts';
import { savedIn } from './results.ts';

/** The path that the demo prints, below the directory it was called in. */
const reportPath = (stdout: string): string => /^Report: +(\S+)/m.exec(stdout)?.[1] ?? 'no path was printed';

describe.concurrent('demo', () => {
  test.each([
    ['as it is', []],
    ['of a v8 console', ['--generation', 'v8']],
    ['of a v8 console with a login', ['--generation', 'v8', '--login']],
    ['of the classic application', ['--generation', 'classic']],
    ['with a login', ['--login']],
  ])('%s delivers a report and says where it lies', async (_, options) => {
    const folder = temporaryFolder();
    try {
      const { code, stdout, stderr } = await runProgram(['demo', ...options], { cwd: folder.path });
      const html = readFileSync(join(folder.path, reportPath(stdout)), 'utf8');

      expect(code).toBe(0);
      expect(stdout).toMatch(/^Delivered: 1 mail\b/);
      expect(stdout).toMatch(/^Subject: +\[critical\] Harbour Office: /m);
      expect(stdout).toMatch(/^ +warning +AP-Garage has been offline/m);
      expect(stdout).toMatch(/^Section: +Cloudflare$/m);
      expect(html).toMatch(/<h1[^>]*>Harbour Office<\/h1>/);
      expect(html).toContain('AP-Garage');
      // A long mail cuts long lists, but leaves the overview of a section whole.
      expect(html).toContain('Requests blocked or challenged');
      // What it has to say stands on stdout; a log line there would be read as a fault.
      expect(stderr).toBe('');
    } finally {
      folder.remove();
    }
  });

  test('tells what has changed since the day before', async () => {
    const folder = temporaryFolder();
    try {
      await runProgram(['demo'], { cwd: folder.path });
      const [before, today, ...others] = savedIn(join(folder.path, 'data', 'demo'));
      const { findings, comparison, figures } = today?.report ?? {};
      const historyOf = (id: string) =>
        findings?.find((finding) => finding.id.startsWith(id))?.history?.status;

      expect(others).toEqual([]);
      expect(before?.report.comparison).toEqual({ kind: 'baseline' });
      expect(comparison).toMatchObject({
        kind: 'compared',
        lastReportAtMs: before?.report.generatedAtMs,
        resolved: [{ title: expect.stringMatching(/^SW-Warehouse is overheating/) }],
        notKnown: [],
      });
      expect(historyOf('across.line-outage')).toBe('new');
      expect(historyOf('across.uplink-port:')).toBe('new');
      expect(historyOf('devices.overheating:')).toBe('ongoing');
      expect(figures?.items).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ key: 'devices.online', current: 9, previous: 10 }),
          expect.objectContaining({ key: 'clients.connected', current: 40, previous: 37 }),
        ]),
      );
      expect(today?.text).toMatch(/^\d+ new, \d+ ongoing, 1 resolved$/m);
      expect(today?.text).toMatch(/^Clients connected +40 +\+8%, was 37$/m);
    } finally {
      folder.remove();
    }
  });

  test('a second time in the same directory makes a second report beside the first', async () => {
    const folder = temporaryFolder();
    try {
      const first = await runProgram(['demo'], { cwd: folder.path });
      const second = await runProgram(['demo'], { cwd: folder.path });
      const paths = [first, second].map(({ stdout }) => reportPath(stdout));

      expect([first.code, second.code]).toEqual([0, 0]);
      expect(new Set(paths).size).toBe(2);
      expect(paths.map((path) => existsSync(join(folder.path, path)))).toEqual([true, true]);
      expect(second.stdout).toContain('AP-Garage has been offline');
      // Each has its own day before: the second is not compared with the first, which is seconds old.
      const today = savedIn(join(folder.path, 'data', 'demo')).slice(-2);
      expect(today.map(({ report }) => report.comparison.kind)).toEqual(['compared', 'compared']);
      expect(today[1]?.report.verdict.changes).toEqual(today[0]?.report.verdict.changes);
    } finally {
      folder.remove();
    }
  });

  test('nothing of a real configuration reaches it; it only writes beside what is real', async () => {
    const folder = temporaryFolder();
    const real = {
      UNIFI_HOST: '192.0.2.1',
      UNIFI_API_KEY: 'real-key-of-somebody',
      SMTP_HOST: '192.0.2.2',
      EMAIL_TO: 'real@person.example',
      DATA_DIR: join(folder.path, 'real'),
      REPORT_ONLY_IF: 'nonsense',
    };
    try {
      const { code, stdout, stderr } = await runProgram(['demo'], { cwd: folder.path, env: real });

      expect(code).toBe(0);
      expect(readdirSync(real.DATA_DIR)).toEqual(['demo']);
      expect(stdout + stderr).not.toMatch(/192\.0\.2|real-key|person\.example/);
    } finally {
      folder.remove();
    }
  });
});
