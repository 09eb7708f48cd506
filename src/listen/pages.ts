import type { Pulse } from '../pulse.ts';
import { type MetricsState, metricsOf } from './metrics.ts';
import { metricsContentType, writeMetrics } from './prometheus.ts';
import type { Page, Pages } from './server.ts';

export interface PageDeps {
  pulse(): Pulse;
  metricsState(): MetricsState;
}

/** `/healthz` answers as `unifi-report health` does; `/metrics` is for Prometheus. */
export const createPages = ({ pulse, metricsState }: PageDeps): Pages => ({
  '/healthz': () => healthPage(pulse()),
  '/metrics': async () => ({
    status: 200,
    contentType: metricsContentType,
    body: await writeMetrics(metricsOf(metricsState())),
  }),
});

/** The reason names a directory of this machine, which is nobody's business who asks over the network. */
const healthPage = ({ alive }: Pulse): Page => ({
  status: alive ? 200 : 503,
  contentType: 'text/plain; charset=utf-8',
  body: alive ? 'ok\n' : 'The heartbeat is missing or old: "unifi-report health" says why.\n',
});
