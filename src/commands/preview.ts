import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { realIo } from '../app.ts';
import { readNewestSaved } from '../deliver/newest-saved.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { RunCancelled } from '../run.ts';
import { UsageError } from '../usage-error.ts';
import { dataDirOf, withDemoApp } from './demo-app.ts';

export interface PreviewOptions {
  /** Where the file goes; absent: `DATA_DIR/preview.html`. */
  readonly out?: string;
}

/**
 * `unifi-report preview`: the newest saved report as one file for a browser, or the demo's where none is saved; prints where
 * it lies. Reads `DATA_DIR` alone: no console is asked, and nothing else has to be configured.
 */
export const preview = async ({ out }: PreviewOptions, io: Io = realIo()): Promise<ExitCode> => {
  const dataDir = dataDirOf(io);
  const saved = readNewestSaved(dataDir);
  if (saved === undefined) {
    io.stderr.write('unifi-report: no report is saved yet, so this is the one of the demo network\n');
  }
  const page = saved ?? (await demoPage(io, dataDir));
  if (page === undefined) return exitCodes.terminated;
  const path = resolve(out ?? join(dataDir, 'preview.html'));
  writePage(path, page, out === undefined ? 'DATA_DIR' : '--out');
  io.stdout.write(`${path}\n`);
  return exitCodes.delivered;
};

/** It leaves nothing behind. Undefined when the process was asked to stop before it was made. */
const demoPage = async (io: Io, realDataDir: string): Promise<string | undefined> => {
  const dataDir = temporaryFolder(realDataDir);
  try {
    return await withDemoApp(io, { dataDir }, async ({ app, stop }) => {
      const { email } = await app.makeReport({ dryRun: true, cause: 'demo' }, stop);
      return email.page;
    });
  } catch (error) {
    if (error instanceof RunCancelled) return undefined;
    throw error;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};

/** A container need not have a /tmp. */
const temporaryFolder = (dataDir: string): string => {
  try {
    return mkdtempSync(join(tmpdir(), 'unifi-report-preview-'));
  } catch {
    return join(dataDir, 'preview-demo');
  }
};

/** A report names people's devices: it is for its owner's eyes. */
const writePage = (path: string, html: string, named: string): void => {
  try {
    if (named === 'DATA_DIR') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, html, { mode: 0o600 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error';
    throw new UsageError(`${named}: ${path} cannot be written, choose another place with --out (${reason})`);
  }
};
