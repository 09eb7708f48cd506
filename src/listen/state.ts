import type { IntegrationStats } from '../integrations/runner.ts';
import type { Store } from '../store/store.ts';
import type { MetricsState, ProcessState } from './metrics.ts';

export interface StateSources {
  readonly version: string;
  readonly store: Pick<Store, 'lastRun' | 'lastMarkMs' | 'outboxSize'>;
  /** The key of this network in the store. */
  readonly source: string;
  nextReportAtMs(): number | undefined;
  integrationStats(): readonly IntegrationStats[];
  /** The same at every asking, or it would look like a restart; milliseconds since 1970. */
  readonly processStartedAtMs: number;
}

/** Everything that `/metrics` tells. Total: of a store that cannot be read, nothing is told. */
export const readMetricsState = (sources: StateSources): MetricsState => {
  const nextReportAtMs = sources.nextReportAtMs();
  return {
    version: sources.version,
    ...readStore(sources),
    ...(nextReportAtMs === undefined ? {} : { nextReportAtMs }),
    integrations: sources.integrationStats(),
    process: readProcess(sources.processStartedAtMs),
  };
};

const readStore = ({
  store,
  source,
}: StateSources): Pick<MetricsState, 'lastRun' | 'lastDeliveredAtMs' | 'outboxMessages'> => {
  try {
    const lastRun = store.lastRun(source);
    const lastDeliveredAtMs = store.lastMarkMs(source);
    return {
      ...(lastRun === undefined ? {} : { lastRun }),
      ...(lastDeliveredAtMs === undefined ? {} : { lastDeliveredAtMs }),
      outboxMessages: store.outboxSize(),
    };
  } catch {
    return {};
  }
};

const readProcess = (startedAtMs: number): ProcessState => {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return {
    startedAtMs,
    residentBytes: rss,
    heapUsedBytes: heapUsed,
    cpuSeconds: (user + system) / 1_000_000,
  };
};
