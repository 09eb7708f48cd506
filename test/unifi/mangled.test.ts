import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { collectNetwork } from '../../src/unifi/collect.ts';
import { missingSentence } from '../../src/unifi/section-missing.ts';
import {
  type Answer,
  type ConsoleServer,
  openTestConsole,
  startConsoleServer,
} from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { bugsIn, recordingLog } from '../helpers/log.ts';
import { slips, written } from '../helpers/written.ts';
import { demoAnswers, demoPeriod } from './demo-answers.ts';
import { type Mangling, mangled, manglings } from './mangle.ts';

// Whoever waits for many collections waits as long as the machine takes.
vi.setConfig({ testTimeout: 300_000 });

/** The manglings are the same in every run, so that a failure can be seen again. */
const seed = 21;
const runs = 40;

describe.each(['newest', 'v9.0', 'v7'] as const)('mangled answers of a %s console', (generation) => {
  let plain: Readonly<Record<string, unknown>> = {};
  let current: Readonly<Record<string, unknown>> = {};
  let server: ConsoleServer;

  beforeAll(async () => {
    plain = await demoAnswers(generation);
    const answers = Object.fromEntries(
      Object.keys(plain).map((path): [string, Answer] => [path, () => ({ json: current[path] })]),
    );
    server = await startConsoleServer({ answers });
  });
  afterAll(() => server.close());

  const collectMangled = async (list: readonly Mangling[]) => {
    current = mangled(plain, list);
    const { log, lines } = recordingLog();
    const deps = { now: () => Date.now(), log };
    return { snapshot: await collectNetwork(openTestConsole(server), demoPeriod, deadline(), deps), lines };
  };

  test('unmangled, everything is read and much is found', async () => {
    const { snapshot } = await collectMangled([]);
    const { report } = written(snapshot, demoPeriod);

    expect(Object.keys(plain).length).toBeGreaterThan(10);
    expect(snapshot.usage).toMatchObject({ status: 'ok', data: { samples: { length: 24 } } });
    expect(report.findings.length).toBeGreaterThan(12);
  });

  test('make a snapshot that says what is missing, and a report without a slip', async () => {
    const property = fc.asyncProperty(manglings, async (list) => {
      const { snapshot, lines } = await collectMangled(list);
      const { email } = written(snapshot, demoPeriod);

      // A bug would be a part that failed unexpectedly, and a line in the log.
      expect(bugsIn(lines)).toEqual([]);
      for (const part of [snapshot.devices, snapshot.clients, snapshot.events, snapshot.detections])
        if (part.status === 'missing')
          expect(email.text.replaceAll(/\s+/g, ' ')).toContain(missingSentence(part));
      for (const words of [email.subject, email.text, email.html]) expect(words).not.toMatch(slips);
    });
    await fc.assert(property, { seed, numRuns: runs });
  });
});
