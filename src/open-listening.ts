import type { Io } from './io.ts';
import { describeListenFailure } from './listen/failure.ts';
import type { StateSources } from './listen/state.ts';
import { takePulse } from './pulse.ts';
import type { Settings } from './settings.ts';
import { programVersion } from './version.ts';

export interface ListeningDeps extends Pick<StateSources, 'store' | 'source' | 'integrationStats'> {
  readonly io: Pick<Io, 'now'>;
  nextRunAtMs(): number | undefined;
}

/**
 * Serves `/healthz` and `/metrics` at `LISTEN` until the returned function is called. An address that cannot be used is an
 * error in the log, and no reason to make no reports.
 */
export const openListening = async (
  { config: { listen, dataDir }, log }: Pick<Settings, 'config' | 'log'>,
  { io, store, source, nextRunAtMs, integrationStats }: ListeningDeps,
): Promise<() => Promise<void>> => {
  if (listen === undefined) return async () => undefined;
  // Most daemons do not listen: they load neither server nor metrics.
  const [{ createPages }, { readMetricsState }, { serve }] = await Promise.all([
    import('./listen/pages.ts'),
    import('./listen/state.ts'),
    import('./listen/server.ts'),
  ]);
  const stateSources: StateSources = {
    version: programVersion(),
    store,
    source,
    nextReportAtMs: nextRunAtMs,
    integrationStats,
    processStartedAtMs: Math.round(io.now() - process.uptime() * 1000),
  };
  const pages = createPages({
    pulse: () => takePulse(dataDir, io.now()),
    metricsState: () => readMetricsState(stateSources),
  });
  try {
    const { host, port, close } = await serve(listen, pages, log);
    log.info({ event: 'listening', host, port }, 'serving /healthz and /metrics');
    return close;
  } catch (error) {
    const reason = describeListenFailure(listen, error);
    log.error({ event: 'listen_failed', reason }, '/healthz and /metrics are not served');
    return async () => undefined;
  }
};
