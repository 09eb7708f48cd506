import type { Fact } from '../../report/section.ts';
import type { Counted } from './detection-facts.ts';
import { hitsOf } from './hits.ts';
import { type ProtectionState, signatureAgeMs } from './state.ts';

type Metric = readonly [key: string, value: number | undefined, unit: string];

/** Numbers to compare from report to report; the keys are stable, what is not known is left out. */
export function metricsOf(
  state: ProtectionState,
  nowMs: number,
  counted: Counted | undefined,
): readonly Fact[] {
  const metrics: readonly Metric[] = [
    ['cybersecure.subscription', subscriptionNumber(state), '1 = active'],
    ['cybersecure.signatures', state.signatures, 'signatures'],
    ['cybersecure.signature-capacity', state.signatureCapacity, 'signatures'],
    ['cybersecure.signature-age', signatureAgeMs(state, nowMs), 'ms'],
    ...(counted === undefined ? [] : hitMetrics(counted)),
  ];
  return metrics.flatMap(([key, value, unit]) =>
    value === undefined ? [] : [{ kind: 'metric', key, value, unit }],
  );
}

/** The system log names no signatures: what ET PRO rules did is then not known, which is not 0. */
const hitMetrics = ({
  source,
  counts: { hits, byDirection, etPro, etProAlone },
}: Counted): readonly Metric[] => [
  ['cybersecure.blocked', hits.blocked, 'hits'],
  ['cybersecure.detected', hits.detected, 'hits'],
  ['cybersecure.inbound', byDirection.inbound.all, 'hits'],
  ['cybersecure.outbound', byDirection.outbound.all, 'hits'],
  ['cybersecure.inside', byDirection.inside.all, 'hits'],
  ['cybersecure.et-pro', source === 'system-log' ? undefined : etPro.all, 'hits'],
  ['cybersecure.et-pro-alone', source === 'system-log' ? undefined : hitsOf(etProAlone).all, 'hits'],
];

function subscriptionNumber({ subscription }: ProtectionState): number | undefined {
  if (subscription === 'unknown') return undefined;
  return subscription === 'active' ? 1 : 0;
}
