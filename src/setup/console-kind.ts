import { consoleHost } from '../config/hosts.ts';
import { createReader } from '../config/reader.ts';
import { readTls } from '../config/tls.ts';
import type { ConsoleKind } from '../console/console.ts';
import { detectKind, withoutFollowing } from '../console/detect.ts';
import { createConsoleFetch } from '../console-fetch.ts';
import { createGuard, type GuardOutcome } from '../net/guard.ts';
import { defaultGuardSettings } from '../net/guard-settings.ts';
import { createHttp } from '../net/http.ts';
import type { Log } from '../net/log.ts';
import { programVersion } from '../version.ts';
import type { Answers } from './answers.ts';
import type { SetupWorld } from './world.ts';

/** What fails is told by its outcome. */
const noLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Which kind of console answers at `UNIFI_HOST`, asked without credentials. Total. */
export const findConsoleKind = (
  answers: Answers,
  { io, signal }: Pick<SetupWorld, 'io' | 'signal'>,
): Promise<GuardOutcome<ConsoleKind | 'unclear'>> => {
  const deps = { now: io.now, random: io.random, log: noLog };
  const guard = createGuard('console', defaultGuardSettings, deps, { circuit: 'none' });
  const address = consoleHost(answers.UNIFI_HOST ?? '');
  const tls = readTls(createReader({ env: answers, readFile: io.readFile }), 'UNIFI');
  const fetch = createConsoleFetch(tls, 'UNIFI', { ...deps, onLocalName: () => undefined });
  const http = createHttp({
    baseUrl: address.ok ? address.value.baseUrl : '',
    headers: {},
    request: guard.request,
    fetch: withoutFollowing(fetch),
    userAgent: `unifi-report/${programVersion()}`,
  });
  return guard.run(
    (deadline) => detectKind(http, deadline),
    () => undefined,
    signal,
  );
};
