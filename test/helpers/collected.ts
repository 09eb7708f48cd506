import { onTestFinished } from 'vitest';
import type { Period } from '../../src/period.ts';
import { collectNetwork } from '../../src/unifi/collect.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import { type Answer, type ConsoleServer, openTestConsole, startConsoleServer } from './console-server.ts';
import { deadline } from './deadline.ts';
import { type LogLine, recordingLog } from './log.ts';

/** Everything that was ever recorded happened in it. */
export const everRecorded: Period = { fromMs: 1, toMs: 1_800_000_000_000 };

export interface Collected {
  readonly snapshot: Snapshot;
  readonly lines: readonly LogLine[];
  readonly server: ConsoleServer;
}

/** A whole collection from a console that gives these answers and knows nothing else. */
export async function collectFrom(
  answers: Readonly<Record<string, Answer>>,
  period: Period = everRecorded,
): Promise<Collected> {
  const server = await startConsoleServer({ answers });
  onTestFinished(server.close);
  const { log, lines } = recordingLog();
  const deps = { now: () => Date.now(), log };
  return { snapshot: await collectNetwork(openTestConsole(server), period, deadline(), deps), lines, server };
}
