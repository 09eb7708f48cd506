import type { Detections } from '../../console/detections.ts';
import type { Block, FactItem, Value } from '../../report/section.ts';
import type { PreventionMode } from './schema.ts';
import type { ProtectionState } from './state.ts';
import type { Tally } from './tally.ts';

export interface Counted {
  readonly source: Detections['source'];
  readonly counts: Tally;
}

/** The section's first block; a count that could not be read is a dash, never 0. */
export function overview(state: ProtectionState, counted: Counted | undefined): Block {
  return {
    kind: 'facts',
    items: [
      subscriptionFact(state, (counted?.counts.etPro ?? 0) > 0),
      { label: 'Intrusion prevention', value: preventionValue(state) },
      ...optionalNumber('Rule categories switched on', state.categoryCount),
      { label: 'Signatures', value: numberOrDash(state.signatures) },
      ...optionalNumber('Signature capacity', state.signatureCapacity),
      ...(state.signaturesUpdatedAtMs === undefined
        ? []
        : [{ label: 'Signatures updated', value: { atMs: state.signaturesUpdatedAtMs } }]),
      ...detectionFacts(counted, state.threats),
    ],
  };
}

function subscriptionFact(state: ProtectionState, etProFired: boolean): FactItem {
  const label = 'Subscription';
  if (state.subscription === 'active') {
    return { label, value: { text: state.enterprise ? 'Active (Enterprise)' : 'Active', tone: 'good' } };
  }
  if (state.subscription === 'not active') {
    const hint = state.activating ? { hint: 'It is being activated.' } : {};
    return { label, value: { text: 'Not active', tone: 'neutral' }, ...hint };
  }
  const hint = etProFired
    ? 'The console does not say; ET PRO rules fired, which suggests an active one.'
    : 'The console does not say.';
  return { label, value: { text: 'Unknown', tone: 'neutral' }, hint };
}

const preventionValues: Readonly<Record<PreventionMode, Value>> = {
  off: { text: 'Off', tone: 'warning' },
  detect: { text: 'Detects only', tone: 'warning' },
  block: { text: 'Blocks', tone: 'good' },
  on: { text: 'On, mode unknown', tone: 'neutral' },
  unknown: { text: 'Unknown', tone: 'neutral' },
};

const preventionValue = ({ prevention, preventionWord }: ProtectionState): Value =>
  preventionWord === undefined ? preventionValues[prevention] : { text: preventionWord, tone: 'neutral' };

function detectionFacts(counted: Counted | undefined, threats: number | undefined): readonly FactItem[] {
  if (counted === undefined) {
    return [
      { label: 'Blocked', value: null },
      { label: 'Only detected', value: null },
      ...optionalNumber('Threats by the console’s own counter', threats),
    ];
  }
  const { source, counts } = counted;
  return [
    { label: 'Blocked', value: { number: counts.blocked } },
    { label: 'Only detected', value: { number: counts.detected } },
    ...(counts.untold > 0 ? [{ label: 'Detected, action not told', value: { number: counts.untold } }] : []),
    source === 'system-log' ? etProUnknown : etProFact(counts),
  ];
}

const etProLabel = 'Attributable to ET PRO rules';

/** The system log names no signatures (UniFi API reference §6). */
const etProUnknown: FactItem = {
  label: etProLabel,
  value: null,
  hint: 'The console’s log names no signatures.',
};

const etProFact = ({ etPro }: Tally): FactItem => ({
  label: etProLabel,
  value: { number: etPro },
  hint: 'At least: by signature number, name or the console’s own mark. Open rules that the subscription brings too are not counted.',
});

const numberOrDash = (number: number | undefined): Value => (number === undefined ? null : { number });

const optionalNumber = (label: string, number: number | undefined): readonly FactItem[] =>
  number === undefined ? [] : [{ label, value: { number } }];
