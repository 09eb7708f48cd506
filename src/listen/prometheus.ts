import { Counter, Gauge, Registry } from 'prom-client';
import type { Metric } from './metrics.ts';

export const metricsContentType: string = Registry.PROMETHEUS_CONTENT_TYPE;

/**
 * Metrics in the text format of Prometheus. A metric without a known value is left out whole. prom-client's own default
 * metrics are not used: their event loop monitor would wake the process a hundred times a second.
 */
export const writeMetrics = (metrics: readonly Metric[]): Promise<string> => {
  const registry = new Registry();
  for (const { name, kind, help, samples } of metrics) {
    const known = samples.flatMap(({ labels, value }) => (value === undefined ? [] : [{ labels, value }]));
    if (known.length === 0) continue;
    const labelNames = Object.keys(known[0]?.labels ?? {});
    const metric = new (kind === 'gauge' ? Gauge : Counter)({
      name,
      help,
      labelNames,
      registers: [registry],
    });
    for (const { labels, value } of known) metric.inc(labels, value);
  }
  return registry.metrics();
};
