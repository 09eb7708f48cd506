import { expect, test } from 'vitest';
import type { IntegrationResults } from '../src/integrations/results.ts';
import { type RunDeps, runReport } from '../src/run.ts';
import { unreadSnapshot } from '../src/unifi/unread.ts';
import { writeReport } from '../src/write-report.ts';
import { running } from './helpers/guard.ts';
import { recordingLog } from './helpers/log.ts';

const nowMs = 1_790_000_000_000;
const detail = 'it refused the API key';
const noIntegrations: IntegrationResults = { sections: [], results: [] };

test('the last line of a run whose console could not be read says why', async () => {
  const { log, lines } = recordingLog();
  const deps: RunDeps = {
    now: () => nowMs,
    newId: () => 'id-1',
    log,
    onlyIf: 'always',
    save: async () => 'report.html',
    nameFor: async () => 'report.html',
    recordRun: () => undefined,
    hideClients: (gathered) => gathered,
    recall: () => ({ recalled: { seen: [] }, news: [] }),
    post: { isOff: true, prepare: () => Promise.reject(new Error('nobody is sent anything')) },
    deliverKept: async () => undefined,
    hasKept: () => false,
    periodNow: () => ({ fromMs: nowMs - 3_600_000, toMs: nowMs }),
    collect: async () => unreadSnapshot('unifi.example', { code: 'unauthorized', detail }),
    integrate: async () => noIntegrations,
    factsOf: () => [],
    integrationStats: () => [],
    reportSettings: {
      timeZone: 'UTC',
      programVersion: '0.0.0',
      notices: [],
      findings: { thresholds: {}, mutes: [] },
    },
    nextRunAtMs: () => undefined,
    writing: async () => ({
      writeReport,
      render: async () => ({ subject: 'subject', html: '', text: '', images: [], page: '' }),
    }),
  };
  const request = { dryRun: false, cause: 'once' } as const;
  const { report } = await runReport(deps, request, { asking: running(), sending: running() });

  expect(report.consoleFailure).toMatch(/refused the API key/);
  expect(lines).toMatchObject([
    { level: 'warn', fields: { event: 'report_done', exitCode: 3, reason: report.consoleFailure } },
  ]);
});
