import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createArchive } from '../../src/deliver/archive.ts';
import type { IndexedReport, RenderIndex } from '../../src/deliver/report-index.ts';
import { recordingLog } from '../helpers/log.ts';
import { fullReport, quietReport } from '../helpers/report.ts';
import { schemaProblems } from '../helpers/report-schema.ts';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'archive-'));
});
afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

const email = {
  subject: 'Subject',
  html: '<p>Mail</p>',
  text: 'Report',
  images: [],
  page: '<p>Report</p>',
};
const sevenInBerlinMs = Date.UTC(2026, 10, 21, 6, 0, 0);
const reportAt = (generatedAtMs: number, timeZone = 'Europe/Berlin') =>
  quietReport({ generatedAtMs, timeZone });
const listing: RenderIndex = (reports) => JSON.stringify(reports);
const archiveOf = (keep = 90, renderIndex = listing) =>
  createArchive({ dataDir, keep, renderIndex, log: recordingLog().log });
/** Without the list of them. */
const savedNames = async () =>
  (await readdir(join(dataDir, 'reports'))).filter((name) => name !== 'index.html').toSorted();
const index = async (): Promise<readonly IndexedReport[]> =>
  JSON.parse(await readFile(join(dataDir, 'reports', 'index.html'), 'utf8'));

describe('a saved report', () => {
  test('is there as HTML, text and JSON, named by its time in its zone', async () => {
    const saved = await archiveOf().save(email, reportAt(sevenInBerlinMs));

    expect(saved).toEqual({
      htmlPath: join(dataDir, 'reports', '2026-11-21-070000.html'),
      textPath: join(dataDir, 'reports', '2026-11-21-070000.txt'),
      jsonPath: join(dataDir, 'reports', '2026-11-21-070000.json'),
    });
    expect(await readFile(saved.htmlPath, 'utf8')).toBe('<p>Report</p>');
    expect(await readFile(saved.textPath, 'utf8')).toBe('Report');
    const document = JSON.parse(await readFile(saved.jsonPath, 'utf8'));
    expect(document).toMatchObject({ generatedAtMs: sevenInBerlinMs, timeZone: 'Europe/Berlin' });
    expect(schemaProblems(document)).toEqual([]);
  });

  test('at midnight has the hour 00, so that names sort by time', async () => {
    await archiveOf().save(email, reportAt(Date.UTC(2026, 10, 20, 23, 0, 0)));
    expect(await savedNames()).toContain('2026-11-21-000000.html');
  });

  test('can be read by its owner only, and nothing else is left beside it', async () => {
    const { htmlPath, textPath, jsonPath } = await archiveOf().save(email, reportAt(sevenInBerlinMs));
    for (const path of [htmlPath, textPath, jsonPath]) {
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    }
    expect(await savedNames()).toHaveLength(3);
    expect((await stat(join(dataDir, 'reports', 'index.html'))).mode & 0o777).toBe(0o600);
  });

  test('never replaces another one of the same second', async () => {
    const archive = archiveOf();
    const first = await archive.save(email, reportAt(sevenInBerlinMs));
    const second = await archive.save({ ...email, page: '<p>Second</p>' }, reportAt(sevenInBerlinMs));
    expect(second.htmlPath).toBe(join(dataDir, 'reports', '2026-11-21-070000-2.html'));
    expect(await readFile(first.htmlPath, 'utf8')).toBe('<p>Report</p>');
    expect(await readFile(second.htmlPath, 'utf8')).toBe('<p>Second</p>');
  });
});

describe('old reports', () => {
  test('go when there are more than are kept, with all their parts', async () => {
    const archive = archiveOf(2);
    for (const day of [0, 1, 2]) await archive.save(email, reportAt(sevenInBerlinMs + day * 86_400_000));
    expect(await savedNames()).toEqual(
      ['2026-11-22-070000', '2026-11-23-070000'].flatMap((stem) => [
        `${stem}.html`,
        `${stem}.json`,
        `${stem}.txt`,
      ]),
    );
  });

  test('of one second go in the order they were saved', async () => {
    const archive = archiveOf(2);
    for (let count = 1; count <= 12; count += 1) {
      await archive.save({ ...email, text: `Report ${count}` }, reportAt(sevenInBerlinMs));
    }
    const texts = (await savedNames()).filter((name) => name.endsWith('.txt'));
    const contents = await Promise.all(texts.map((name) => readFile(join(dataDir, 'reports', name), 'utf8')));
    expect(contents.toSorted()).toEqual(['Report 11', 'Report 12']);
  });

  test('go without touching files of other names; what a crash left half-written goes too', async () => {
    const reports = join(dataDir, 'reports');
    await mkdir(reports, { recursive: true });
    await writeFile(join(reports, 'notes.html'), 'mine');
    await writeFile(join(reports, '.2026-11-20-070000.html.tmp'), 'half');
    await archiveOf(1).save(email, reportAt(sevenInBerlinMs));
    expect(await savedNames()).toEqual([
      '2026-11-21-070000.html',
      '2026-11-21-070000.json',
      '2026-11-21-070000.txt',
      'notes.html',
    ]);
  });

  test('never include the one that was just saved, even when the clock went back', async () => {
    const archive = archiveOf(0);
    await archive.save(email, reportAt(sevenInBerlinMs));
    await archive.save(email, reportAt(sevenInBerlinMs - 86_400_000));
    expect(await savedNames()).toEqual([
      '2026-11-20-070000.html',
      '2026-11-20-070000.json',
      '2026-11-20-070000.txt',
    ]);
  });
});

test('a directory that cannot be written is an error that says what to do', async () => {
  await writeFile(join(dataDir, 'reports'), 'a file in the place of the directory');
  await expect(archiveOf().save(email, reportAt(sevenInBerlinMs))).rejects.toThrow(
    `${join(dataDir, 'reports')} is not a directory: remove the file of that name`,
  );
});

describe('the list of saved reports', () => {
  test('names each with its verdict and files, newest first, and what was pruned no more', async () => {
    const archive = archiveOf(2);
    await archive.save(email, reportAt(sevenInBerlinMs));
    await archive.save(email, reportAt(sevenInBerlinMs + 86_400_000));
    await archive.save(email, fullReport({ generatedAtMs: sevenInBerlinMs + 2 * 86_400_000 }));
    const reports = await index();
    expect(reports).toHaveLength(2);
    expect(reports[0]).toEqual({
      stem: '2026-11-23-070000',
      time: '2026-11-23-070000',
      extensions: expect.arrayContaining(['html', 'txt', 'json']),
      title: 'Harbour Office',
      severity: 'critical',
      headline: '3 things need you',
      summary: 'Camera-Dock talks to a known command server',
      counts: { critical: 1, warning: 2, notice: 1 },
    });
    expect(reports[1]).toMatchObject({ stem: '2026-11-22-070000', severity: 'clear' });
  });

  test('takes in what lies there, of whatever age and however damaged', async () => {
    const reports = join(dataDir, 'reports');
    await mkdir(reports, { recursive: true });
    const write = (name: string, content: string) => writeFile(join(reports, name), content);
    await write('2026-11-01-070000.html', 'only this');
    await write('2026-11-02-070000.json', '{"title": "broken');
    await write('2026-11-03-070000.json', '[]');
    await write(
      '2026-11-04-070000.json',
      JSON.stringify({ title: 4, verdict: { severity: 'odd', headline: 'Fine' } }),
    );
    await write('2026-11-05-070000.json', '');
    await write('notes.json', '{"title": "mine"}');
    await archiveOf().save(email, reportAt(sevenInBerlinMs));
    expect((await index()).map(({ stem, title, headline }) => [stem, title, headline])).toEqual([
      ['2026-11-21-070000', 'Harbour Office', 'All clear'],
      ['2026-11-05-070000', undefined, undefined],
      ['2026-11-04-070000', undefined, 'Fine'],
      ['2026-11-03-070000', undefined, undefined],
      ['2026-11-02-070000', undefined, undefined],
      ['2026-11-01-070000', undefined, undefined],
    ]);
  });

  test('reads the beginning of a report only, however long it is', async () => {
    const long = quietReport({
      generatedAtMs: sevenInBerlinMs,
      notices: Array.from({ length: 9_000 }, () => 'ü'.repeat(20)),
    });
    await archiveOf().save(email, long);
    expect(await index()).toMatchObject([{ headline: 'All clear', title: 'Harbour Office' }]);
  });

  test('that cannot be made is a line in the log; the report is saved all the same', async () => {
    const { log, lines } = recordingLog();
    const renderIndex = () => {
      throw new Error('no template');
    };
    await createArchive({ dataDir, keep: 90, renderIndex, log }).save(email, reportAt(sevenInBerlinMs));
    expect(await savedNames()).toHaveLength(3);
    expect(await readdir(join(dataDir, 'reports'))).toHaveLength(3);
    expect(lines).toMatchObject([{ level: 'warn', fields: { event: 'index_not_written' } }]);
  });
});

describe('the name of a report that is not saved yet', () => {
  test('is the one that it will be saved under', async () => {
    const archive = archiveOf();
    for (const expected of ['2026-11-21-070000.html', '2026-11-21-070000-2.html']) {
      expect(await archive.nameFor(reportAt(sevenInBerlinMs))).toBe(expected);
      const { htmlPath } = await archive.save(email, reportAt(sevenInBerlinMs));
      expect(htmlPath).toBe(join(dataDir, 'reports', expected));
    }
  });

  test('is none where nothing can be saved', async () => {
    await writeFile(join(dataDir, 'reports'), 'a file in the place of the directory');
    expect(await archiveOf().nameFor(reportAt(sevenInBerlinMs))).toBeUndefined();
  });
});
