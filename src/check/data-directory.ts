import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reportsDirectory } from '../deliver/archive.ts';
import { storeFileName } from '../store/database.ts';
import { describeUncreatable, describeUnwritable } from '../store/unwritable.ts';
import type { Check, CheckLine } from './checklist.ts';

const subject = 'Data directory';

/** Really writes, a small file that goes again at once; creates neither `DATA_DIR` nor anything of ours in it. */
export const checkDataDirectory: Check = async ({ settings, io, say }) => {
  const { dataDir } = settings.config;
  const probe = `.check-${io.newId()}`;
  say(existsSync(dataDir) ? tryWriting(dataDir, probe) : tryCreating(dataDir, probe));
};

const tryWriting = (dataDir: string, probe: string): CheckLine => {
  // An earlier run as another user may have left these two.
  const reports = reportsDirectory(dataDir);
  const store = join(dataDir, storeFileName);
  try {
    writeAndRemove(join(dataDir, probe));
    if (existsSync(reports)) writeAndRemove(join(reports, probe));
    if (existsSync(store)) closeSync(openSync(store, 'r+'));
    return { status: 'OK', subject, detail: `${dataDir} is writable` };
  } catch (error) {
    return { status: 'FAILED', subject, detail: describeUnwritable('DATA_DIR', dataDir, error) };
  }
};

const tryCreating = (dataDir: string, probe: string): CheckLine => {
  try {
    writeAndRemove(join(nearestAncestor(dataDir), probe));
    return { status: 'OK', subject, detail: `${dataDir} does not exist yet, it will be created` };
  } catch (error) {
    return { status: 'FAILED', subject, detail: describeUncreatable('DATA_DIR', dataDir, error) };
  }
};

const nearestAncestor = (path: string): string => {
  const parent = dirname(path);
  return existsSync(parent) || parent === path ? parent : nearestAncestor(parent);
};

const writeAndRemove = (path: string): void => {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, 'written by unifi-report check --live\n');
  } finally {
    closeSync(file);
    rmSync(path);
  }
};
