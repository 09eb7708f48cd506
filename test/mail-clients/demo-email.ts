import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realIo } from '../../src/app.ts';
import { withDemoApp } from '../../src/commands/demo-app.ts';
import type { Email } from '../../src/report/report.ts';

/** The demo's report, made by the program itself from the demo's servers, as the `demo` command does it. */
export const demoEmail = async (nowMs: number): Promise<Email> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'unifi-report-'));
  const io = { ...realIo(), env: { REPORT_TIMEZONE: 'Europe/Berlin' }, now: () => nowMs };
  try {
    return await withDemoApp(io, { dataDir }, async ({ app, stop }) => {
      const { email } = await app.makeReport({ dryRun: false, cause: 'demo' }, stop);
      return email;
    });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};
