import type { Detection } from '../../console/detections.ts';
import type { Block, Value } from '../../report/section.ts';
import { insideHost } from './direction.ts';
import { hitsOf } from './hits.ts';
import { bySignature, hostLabel } from './ranking.ts';

const mostSignatures = 5;
const mostHosts = 2;

/** What the gateway would have missed without the subscription, and whom it was about. */
export function etProAloneBlocks(rows: readonly Detection[]): readonly Block[] {
  const groups = [...Map.groupBy(rows, bySignature.keyOf).values()].toSorted(
    (a, b) => hitsOf(b).all - hitsOf(a).all,
  );
  if (groups.length === 0) return [];
  const leftOut = groups.length - mostSignatures;
  return [
    {
      kind: 'table',
      title: 'Seen by ET PRO rules alone',
      columns: [{ title: 'Signature' }, { title: 'Hosts inside' }, { title: 'Hits', align: 'end' }],
      rows: groups.slice(0, mostSignatures).map(toRow),
      ...(leftOut > 0 && { more: `and ${leftOut} more` }),
    },
  ];
}

function toRow(group: readonly Detection[]): readonly Value[] {
  const [label = ''] = group.map(bySignature.labelOf);
  return [label, hostsOf(group), { number: hitsOf(group).all }];
}

/** "NAS (10.20.1.9), Kiosk (10.20.1.14) and 3 more"; a dash where no host of one's own is named. */
function hostsOf(group: readonly Detection[]): Value {
  const labels = [...new Set(group.map((row) => hostLabel(insideHost(row))))].filter((label) => label !== '');
  const rest = labels.length - mostHosts;
  const shown = labels.slice(0, mostHosts).join(', ');
  if (shown === '') return null;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
