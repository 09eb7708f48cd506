import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram, temporaryFolder } from '../helpers/program.ts';
import { schemaProblems } from '../helpers/report-schema.ts';
import { lastSaved } from './results.ts';

describe('preview', () => {
  test('without a saved report writes that of the demo network, and nothing of it is sent or saved', async () => {
    const folder = temporaryFolder();
    try {
      const env = { DATA_DIR: folder.path };
      const { code, stdout, stderr } = await runProgram(['preview'], { env });
      const path = join(folder.path, 'preview.html');
      expect([code, stdout]).toEqual([0, `${path}\n`]);
      expect(stderr).toMatch(/^unifi-report: no report is saved yet/);
      expect(readFileSync(path, 'utf8')).toMatch(/<h1[^>]*>Harbour Office<\/h1>/);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(readFileSync(path, 'utf8')).toMatch(/\d+ new, \d+ ongoing, 1 resolved/);
      expect(readdirSync(folder.path)).toEqual(['preview.html']);
    } finally {
      folder.remove();
    }
  });

  test('does so in a container without /tmp as well', async () => {
    const folder = temporaryFolder();
    try {
      const env = { DATA_DIR: folder.path, TMPDIR: '/dev/null/tmp' };
      expect(await runProgram(['preview'], { env })).toMatchObject({ code: 0 });
      expect(readdirSync(folder.path)).toEqual(['preview.html']);
    } finally {
      folder.remove();
    }
  });

  test('writes the newest saved report where it is told to', async () => {
    const folder = temporaryFolder();
    try {
      const reports = join(folder.path, 'reports');
      mkdirSync(reports);
      for (const [stem, html] of [
        ['2026-11-20-070000', 'older'],
        ['2026-11-21-070000-2', 'second'],
        ['2026-11-21-070000-10', 'newest'],
        ['2026-11-21-070000', 'first'],
      ]) {
        writeFileSync(join(reports, `${stem}.html`), `<p>${html}</p>`);
      }
      writeFileSync(join(reports, 'index.html'), '<p>list</p>');
      const out = join(folder.path, 'here.html');
      const env = { DATA_DIR: folder.path };
      expect(await runProgram(['preview', '--out', out], { env })).toMatchObject({
        code: 0,
        stdout: `${out}\n`,
        stderr: '',
      });
      expect(readFileSync(out, 'utf8')).toBe('<p>newest</p>');
    } finally {
      folder.remove();
    }
  });

  test('to a place that cannot be written is a mistake of the call', async () => {
    const folder = temporaryFolder();
    try {
      mkdirSync(join(folder.path, 'reports'));
      writeFileSync(join(folder.path, 'reports', '2026-11-21-070000.html'), '<p>');
      const { code, stdout, stderr } = await runProgram(
        ['preview', '--out', join(folder.path, 'no', 'way')],
        {
          env: { DATA_DIR: folder.path },
        },
      );
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^unifi-report: --out: .* cannot be written, choose another place/);
    } finally {
      folder.remove();
    }
  });
});

test('the demo saves its report with a document that the published schema accepts, and lists it', async () => {
  const folder = temporaryFolder();
  try {
    const { code } = await runProgram(['demo'], { env: { DATA_DIR: folder.path } });
    const { report } = lastSaved(join(folder.path, 'demo'));
    const index = readFileSync(join(folder.path, 'demo', 'reports', 'index.html'), 'utf8');
    expect(code).toBe(0);
    expect(schemaProblems(report)).toEqual([]);
    expect(report.findings.find(({ id }) => id.startsWith('across.uplink-port:'))?.explained).toMatchObject([
      { id: expect.stringMatching(/^devices\.offline:/) },
      { id: expect.stringMatching(/^power\.poe-port-overloaded:/) },
    ]);
    expect(report.findings.map(({ id }) => id.replace(/:.*/, ''))).toEqual(
      expect.arrayContaining(['across.line-outage', 'across.attackers']),
    );
    expect(index).toContain(report.verdict.headline);
    expect(index).toMatch(/href="\d{4}-\d{2}-\d{2}-\d{6}\.html"/);
  } finally {
    folder.remove();
  }
});
