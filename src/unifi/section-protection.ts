import type { Block, Value } from '../report/section.ts';
import type { Protection } from './side-parts.ts';
import type { Snapshot } from './snapshot.ts';

const modes = {
  off: { text: 'off', tone: 'warning' },
  detects: { text: 'detects, does not block', tone: 'warning' },
  blocks: { text: 'detects and blocks', tone: 'good' },
} as const satisfies Record<Exclude<Protection['intrusionPrevention'], 'unknown'>, Value>;

/** What the gateway is set to do. Nothing where that is not known, or where there is surely no gateway to do it. */
export function protectionBlocks({ protection, devices }: Snapshot): readonly Block[] {
  const mode = protection.status === 'ok' ? protection.data.intrusionPrevention : 'unknown';
  const lacksGateway = devices.status === 'ok' && !devices.data.some(({ kind }) => kind === 'gateway');
  if (mode === 'unknown' || lacksGateway) return [];
  return [{ kind: 'facts', items: [{ label: 'Intrusion prevention', value: modes[mode] }] }];
}
