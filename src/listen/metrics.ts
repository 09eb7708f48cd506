import type { IntegrationStats } from '../integrations/runner.ts';
import type { RunOutcome, RunRecord } from '../store/store.ts';

/** What `/metrics` tells, as it is at the moment of asking. Times are milliseconds since 1970. */
export interface MetricsState {
  readonly version: string;
  /** Absent before the first report, and when the store cannot be read. */
  readonly lastRun?: RunRecord;
  /** Where the last report ended that reached its reader, or was rightly kept silent. */
  readonly lastDeliveredAtMs?: number;
  readonly nextReportAtMs?: number;
  /** Absent when the store cannot be read. */
  readonly outboxMessages?: number;
  readonly integrations: readonly IntegrationStats[];
  readonly process: ProcessState;
}

export interface ProcessState {
  readonly startedAtMs: number;
  readonly residentBytes: number;
  readonly heapUsedBytes: number;
  readonly cpuSeconds: number;
}

/** One metric by the naming rules of Prometheus (prometheus.io/docs/practices/naming). */
export interface Metric {
  readonly name: string;
  readonly kind: 'gauge' | 'counter';
  readonly help: string;
  /** What is not known is undefined; it is left out, never written as 0. */
  readonly samples: readonly { readonly labels: Labels; readonly value: number | undefined }[];
}

type Labels = Readonly<Record<string, string>>;

const outcomes = ['delivered', 'kept', 'silent', 'refused', 'failed'] as const satisfies RunOutcome[];
const states = ['closed', 'half_open', 'open'] as const satisfies IntegrationStats['state'][];

/** Every metric there is. Nothing is counted while nobody asks: all of it is known already. */
export const metricsOf = (state: MetricsState): readonly Metric[] => [
  ...reportMetrics(state),
  ...integrationMetrics(state.integrations),
  ...processMetrics(state.process),
];

const gauge = (name: string, help: string, value: number | undefined): Metric => ({
  name: `unifi_report_${name}`,
  kind: 'gauge',
  help,
  samples: [{ labels: {}, value }],
});

const secondsOf = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000);

const oneIf = (is: boolean): number => (is ? 1 : 0);

const reportMetrics = (state: MetricsState): readonly Metric[] => {
  const { lastRun } = state;
  const endedAtMs = lastRun === undefined ? undefined : lastRun.startedAtMs + lastRun.durationMs;
  return [
    {
      ...gauge('info', 'Version of the program; always 1', 1),
      samples: [{ labels: { version: state.version }, value: 1 }],
    },
    gauge(
      'last_report_timestamp_seconds',
      'When the last report ended, whatever became of it',
      secondsOf(endedAtMs),
    ),
    gauge('last_report_duration_seconds', 'How long the last report took', secondsOf(lastRun?.durationMs)),
    gauge('last_report_exit_code', 'Exit code of the last report', lastRun?.exitCode),
    {
      ...gauge('last_report_outcome', 'What has become of the last report by now: 1 for what it is', 0),
      samples: outcomes.map((outcome) => ({
        labels: { outcome },
        value: lastRun === undefined ? undefined : oneIf(lastRun.outcome === outcome),
      })),
    },
    gauge(
      'last_delivered_timestamp_seconds',
      'When the last report was made that was delivered, or kept silent by REPORT_ONLY_IF',
      secondsOf(state.lastDeliveredAtMs),
    ),
    gauge('next_report_timestamp_seconds', 'When the next report is due', secondsOf(state.nextReportAtMs)),
    gauge('outbox_messages', 'Reports that are still to be sent', state.outboxMessages),
    gauge(
      'store_readable',
      'Whether the store in DATA_DIR can be read',
      oneIf(state.outboxMessages !== undefined),
    ),
  ];
};

const integrationMetrics = (integrations: readonly IntegrationStats[]): readonly Metric[] => {
  const each = (
    name: string,
    help: string,
    read: (stats: IntegrationStats) => number | undefined,
  ): Metric => ({
    ...gauge(`integration_${name}`, help, 0),
    samples: integrations.map((stats) => ({ labels: { integration: stats.name }, value: read(stats) })),
  });
  return [
    {
      ...gauge('integration_circuit', 'State of the circuit of an integration: 1 for the one it is in', 0),
      samples: integrations.flatMap(({ name, state: current }) =>
        states.map((state) => ({ labels: { integration: name, state }, value: oneIf(state === current) })),
      ),
    },
    {
      ...each(
        'calls_total',
        'Fetches since the process started; skips by an open circuit do not count',
        ({ calls }) => calls,
      ),
      kind: 'counter',
    },
    {
      ...each('failures_total', 'Fetches that failed since the process started', ({ failures }) => failures),
      kind: 'counter',
    },
    each('last_failure_timestamp_seconds', 'When a fetch last failed', ({ lastFailureAtMs }) =>
      secondsOf(lastFailureAtMs),
    ),
    each('last_success_timestamp_seconds', 'When a fetch last succeeded', ({ lastSuccessAtMs }) =>
      secondsOf(lastSuccessAtMs),
    ),
    each('last_duration_seconds', 'How long the last fetch took', ({ lastDurationMs }) =>
      secondsOf(lastDurationMs),
    ),
  ];
};

/** Named as every Prometheus client names them. */
const processMetrics = (state: ProcessState): readonly Metric[] => {
  const plain = (kind: Metric['kind'], name: string, help: string, value: number | undefined): Metric => ({
    name,
    kind,
    help,
    samples: [{ labels: {}, value }],
  });
  return [
    plain('gauge', 'process_start_time_seconds', 'When the process started', secondsOf(state.startedAtMs)),
    plain('gauge', 'process_resident_memory_bytes', 'Resident memory', state.residentBytes),
    plain('counter', 'process_cpu_seconds_total', 'Processor time, user and system', state.cpuSeconds),
    plain('gauge', 'nodejs_heap_size_used_bytes', 'Heap in use', state.heapUsedBytes),
  ];
};
