import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CheckLine } from '../../src/check/checklist.ts';
import { checkDataDirectory } from '../../src/check/data-directory.ts';
import { loadConfig } from '../../src/config/load.ts';
import { noProgress } from '../../src/progress/progress.ts';
import { createSchedule } from '../../src/schedule/schedule.ts';
import { recordingLog } from '../helpers/log.ts';
import { temporaryFolder } from '../helpers/program.ts';

const folder = (): string => {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  return path;
};

/** What the checklist says about this `DATA_DIR`. */
const lineAbout = async (dataDir: string): Promise<CheckLine | undefined> => {
  const env = { UNIFI_HOST: '192.168.1.1', UNIFI_API_KEY: 'key-0123456789', DATA_DIR: dataDir };
  const config = loadConfig({ env, readFile: () => '' }, []);
  const { log } = recordingLog();
  const now = () => 0;
  const lines: CheckLine[] = [];
  await checkDataDirectory({
    settings: {
      config,
      log,
      schedule: createSchedule(config.schedule, { log, now }),
      integrations: { on: [], partial: [], off: [] },
    },
    io: { now, random: () => 0, newId: () => 'id', readFile: () => '' },
    say: (line) => lines.push(line),
    signal: new AbortController().signal,
    progress: noProgress,
  });
  return lines[0];
};

/** Nothing is forbidden to root. */
const asOrdinaryUser = async <T>(work: () => Promise<T>): Promise<T> => {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
};

const snapshotOf = (directory: string) =>
  readdirSync(directory, { recursive: true }).map((name) => {
    const path = join(directory, String(name));
    return [path, statSync(path).isDirectory() ? 'directory' : statSync(path).mtimeMs];
  });

describe('a DATA_DIR', () => {
  test('that can be written is OK and left as it was, the store included', async () => {
    const dataDir = folder();
    mkdirSync(join(dataDir, 'reports'));
    writeFileSync(join(dataDir, 'unifi-report.db'), 'the store');
    const before = snapshotOf(dataDir);

    expect(await lineAbout(dataDir)).toMatchObject({ status: 'OK', detail: `${dataDir} is writable` });
    expect(snapshotOf(dataDir)).toEqual(before);
  });

  test('that does not exist yet is OK where it can be created, and is not created', async () => {
    const parent = folder();
    const line = await lineAbout(join(parent, 'deep', 'down'));

    expect(line).toMatchObject({ status: 'OK', detail: expect.stringMatching(/will be created$/) });
    expect(readdirSync(parent)).toEqual([]);
  });

  test('that cannot be written is told with the command that helps', async () => {
    const dataDir = folder();
    chmodSync(dataDir, 0o555);
    const line = await asOrdinaryUser(() => lineAbout(dataDir));

    expect(line).toMatchObject({ status: 'FAILED', subject: 'Data directory' });
    expect(line?.detail).toMatch(/^DATA_DIR \S+ is not writable by user \d+: run "chown -R \d+ \S+"/);
  });

  test.each(['reports', 'unifi-report.db'])(
    'whose %s belongs to somebody else is told as well',
    async (name) => {
      const dataDir = folder();
      chmodSync(dataDir, 0o777);
      if (name === 'reports') mkdirSync(join(dataDir, name), { mode: 0o555 });
      else writeFileSync(join(dataDir, name), '', { mode: 0o444 });
      const line = await asOrdinaryUser(() => lineAbout(dataDir));

      expect(line).toMatchObject({ status: 'FAILED', detail: expect.stringContaining('run "chown -R') });
    },
  );

  test('that may not be created is told with the commands that create it', async () => {
    const parent = folder();
    chmodSync(parent, 0o555);
    const dataDir = join(parent, 'data');
    const line = await asOrdinaryUser(() => lineAbout(dataDir));

    expect(line?.status).toBe('FAILED');
    expect(line?.detail).toMatch(
      /^DATA_DIR \S+ does not exist, and user \d+ may not create it: run "mkdir -p /,
    );
    expect(existsSync(dataDir)).toBe(false);
  });

  test.each(['', '/below'])('that is a file%s is told as what it is', async (below) => {
    const path = join(folder(), 'file');
    writeFileSync(path, 'not ours');
    const line = await lineAbout(`${path}${below}`);

    expect(line).toMatchObject({ status: 'FAILED', detail: expect.stringContaining('is not a directory') });
    expect(statSync(path).size).toBe('not ours'.length);
  });
});
