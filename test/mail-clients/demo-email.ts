import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp, realIo } from '../../src/app.ts';
import { startDemo } from '../../src/demo/demo.ts';
import type { Email } from '../../src/report/report.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** The demo's report, made by the program itself from the demo's servers, as the `demo` command does it. */
export const demoEmail = async (nowMs: number): Promise<Email> => {
  const folder = mkdtempSync(join(tmpdir(), 'unifi-report-'));
  const servers = await startDemo({ nowMs });
  try {
    const env = { ...servers.env, DATA_DIR: folder, LOG_LEVEL: 'error', REPORT_TIMEZONE: 'Europe/Berlin' };
    const app = await openApp({ ...realIo(), env, now: () => nowMs });
    try {
      const running = new AbortController().signal;
      const stop = { asking: running, sending: running };
      const { email } = await app.makeReport({ dryRun: false, cause: 'demo', sinceMs: dayMs }, stop);
      return email;
    } finally {
      app.close();
    }
  } finally {
    await servers.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
