import { variablePrefix } from './config/integrations.ts';
import type { Console } from './console/console.ts';
import { createConsoleDoors } from './console-doors.ts';
import type { IntegrationDefinition } from './integrations/integration.ts';
import { createFactsOf } from './integrations/outages.ts';
import { createRunner } from './integrations/runner.ts';
import type { Io } from './io.ts';
import { createApiFetch } from './net/api-fetch.ts';
import { createGuard, type Deadline, type Guard, type GuardOutcome } from './net/guard.ts';
import { defaultGuardSettings, type GuardSettings } from './net/guard-settings.ts';
import { createHttp, type Fetch } from './net/http.ts';
import { noProgress, type Progress, readUnder } from './progress/progress.ts';
import { consoleFailureOf } from './report/coverage.ts';
import type { RunDeps } from './run.ts';
import type { Settings } from './settings.ts';
import { collectNetwork } from './unifi/collect.ts';
import { unreadSnapshot } from './unifi/unread.ts';
import { programVersion } from './version.ts';

interface SourceIo extends Pick<Io, 'now' | 'random' | 'readFile'> {
  /** Sees every request that an integration makes to an API, retries included. */
  readonly overhear?: (fetch: Fetch) => Fetch;
  /** Told of each source while it is read. */
  readonly progress?: Progress;
}

export interface Sources extends Pick<RunDeps, 'collect' | 'integrate' | 'integrationStats' | 'factsOf'> {
  /** Lets `use` ask the console within the budget of one collection. Total; `signal` is the caller's (shutdown). */
  visitConsole<T>(
    use: (console: Console, deadline: Deadline) => Promise<T>,
    signal: AbortSignal,
  ): Promise<GuardOutcome<T>>;
}

/** The console and the integrations, each behind a guard that lives as long as the process. */
export const createSources = ({ config, log, integrations }: Settings, io: SourceIo): Sources => {
  const userAgent = `unifi-report/${programVersion()}`;
  const guardDeps = { now: io.now, random: io.random, log };
  const doors = createConsoleDoors(config.console, { userAgent, now: io.now, log });
  const { overhear = (fetch: Fetch) => fetch, progress = noProgress } = io;
  const apiFetch = overhear(createApiFetch(config.proxy));

  const guardFor = ({ name, guard }: IntegrationDefinition): Guard => {
    const { guard: forAll, guardFor: forOne } = config.integrations;
    const settings = { ...defaultGuardSettings, ...guard, ...forAll, ...forOne[variablePrefix(name)] };
    return createGuard(name, settings, guardDeps);
  };
  const runner = createRunner(integrations.on, {
    env: config.integrations.env,
    guardFor,
    depsFor: ({ name }, { request }) => ({
      http: (baseUrl, headers) => createHttp({ baseUrl, headers, request, fetch: apiFetch, userAgent }),
      console: (target) => doors.open(target, request, variablePrefix(name)),
      log,
      now: io.now,
      readFile: io.readFile,
    }),
    log,
    onBegin: progress.begin,
  });

  const consoleGuard = createGuard('console', consoleGuardSettings(config.console.timeoutMs), guardDeps, {
    circuit: 'none',
  });
  const console = doors.own(consoleGuard.request);
  const visitConsole: Sources['visitConsole'] = (use, signal) =>
    consoleGuard.run(
      (deadline) => use(console, deadline),
      () => undefined,
      signal,
    );
  return {
    integrate: runner.run,
    factsOf: createFactsOf(integrations.on),
    integrationStats: runner.stats,
    visitConsole,
    collect: (period, signal) => {
      const collect = async () => {
        const outcome = await visitConsole(
          (console, deadline) => collectNetwork(console, period, deadline, { now: io.now, log }),
          signal,
        );
        return outcome.success ? outcome.value : unreadSnapshot(config.console.host, outcome.failure);
      };
      return readUnder(progress, 'Console', collect, consoleFailureOf);
    },
  };
};

/** Consoles are slow: one answer may take half of the whole budget (UniFi API reference §1.5). */
const consoleGuardSettings = (timeoutMs: number): GuardSettings => ({
  ...defaultGuardSettings,
  timeoutMs,
  attemptTimeoutMs: timeoutMs / 2,
});
