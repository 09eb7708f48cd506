import type { Detections } from '../../console/detections.ts';
import type { Block, FactItem } from '../../report/section.ts';
import { hitsOf } from './hits.ts';
import type { Tally } from './tally.ts';

export interface Counted {
  readonly source: Detections['source'];
  readonly counts: Tally;
}

/** How much was detected, and what of it the subscription did; a count that could not be read is a dash, never 0. */
export function detectionFacts(counted: Counted | undefined, threats: number | undefined): Block {
  return { kind: 'facts', title: 'Detections', items: counted ? countFacts(counted) : uncounted(threats) };
}

const uncounted = (threats: number | undefined): readonly FactItem[] => [
  { label: 'Blocked', value: null },
  { label: 'Only detected', value: null },
  ...(threats === undefined
    ? []
    : [{ label: 'Threats by the console’s own counter', value: { number: threats } }]),
];

function countFacts({ source, counts }: Counted): readonly FactItem[] {
  const { blocked, detected, untold } = counts.hits;
  return [
    { label: 'Blocked', value: { number: blocked } },
    { label: 'Only detected', value: detected > 0 ? { number: detected, tone: 'warning' } : { number: 0 } },
    ...(untold > 0 ? [{ label: 'Detected, action not told', value: { number: untold } }] : []),
    ...(source === 'system-log' ? etProUnknown : etProFacts(counts)),
  ];
}

const etProLabel = 'By ET PRO rules, at least';

/** The system log names no signatures (UniFi API reference §6). */
const etProUnknown: readonly FactItem[] = [
  { label: etProLabel, value: null, hint: 'The console’s log names no signatures.' },
];

/** A lower bound, with the reason (UniFi API reference §6). */
function etProFacts({ hits, etPro, etProAlone }: Tally): readonly FactItem[] {
  const attributed: FactItem = { label: etProLabel, value: { number: etPro.all } };
  if (hits.all === 0) return [attributed];
  const explained = {
    ...attributed,
    hint: 'Recognised by number, name or the console’s own mark. Open rules that come with the subscription look like everybody’s and are not counted.',
  };
  if (etPro.all === 0) return [explained];
  return [
    explained,
    { label: 'Their share, at least', value: { ratio: etPro.all / hits.all } },
    {
      label: 'Seen by ET PRO rules alone',
      value: { number: hitsOf(etProAlone).all },
      hint: 'No open rule fired between the same two hosts: without the subscription the gateway would have missed them.',
    },
  ];
}
