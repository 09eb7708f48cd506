import type { Block, FactItem, Tone } from '../../report/section.ts';
import type { Answers } from './answers.ts';
import { type Events, mitigatedOf } from './event-summary.ts';
import { postureFact } from './posture-blocks.ts';
import { tokenFact } from './token-expiry.ts';
import type { Totals } from './totals.ts';
import { trafficItems } from './traffic-facts.ts';
import { isDown } from './tunnels.ts';
import { isActive } from './zones.ts';

/**
 * The section's first blocks: what there is, and what went through it; what could not be read is a dash, never 0. Two
 * lists, because a long mail cuts long ones.
 */
export const overview = (answers: Answers, totals: Totals, events: Events): readonly Block[] => [
  {
    kind: 'facts',
    items: [...zonesFact(answers), ...tunnelsFact(answers), ...postureFact(answers), ...tokenFact(answers)],
  },
  ...(answers.zones.length === 0 ? [] : [trafficBlock(totals, events)]),
];

const trafficBlock = (totals: Totals, events: Events): Block => ({
  kind: 'facts',
  title: 'Traffic',
  items: [...trafficItems(totals), mitigatedFact(events)],
});

function zonesFact({ zoneList, zones }: Answers): readonly FactItem[] {
  if (!zoneList.ok) return [{ label: 'Zones', value: null }];
  const idle = zones.filter(({ zone }) => !isActive(zone)).length;
  return [
    idle === 0
      ? { label: 'Zones', value: { number: zones.length } }
      : { label: 'Zones', value: { number: zones.length, tone: 'warning' }, hint: `${idle} not active` },
  ];
}

/** Left out where there are none to speak of: a note says why. */
function tunnelsFact({ accounts }: Answers): readonly FactItem[] {
  const tunnels = accounts.flatMap(({ tunnels: part }) => (part.ok ? part.data.rows : []));
  if (tunnels.length === 0) return [];
  const down = tunnels.filter(isDown).length;
  const unknown = tunnels.filter(({ status }) => status === undefined).length;
  if (unknown === tunnels.length) return [{ label: 'Tunnels', value: { text: 'unknown', tone: 'neutral' } }];
  const rest = unknown === 0 ? '' : `, ${unknown} unknown`;
  const text = `${down === 0 ? 'none' : down} of ${tunnels.length} down${rest}`;
  return [{ label: 'Tunnels', value: { text, tone: toneOf(down, unknown) } }];
}

function toneOf(down: number, unknown: number): Tone {
  if (down > 0) return 'warning';
  return unknown > 0 ? 'neutral' : 'good';
}

function mitigatedFact({ counted, sampled, countedZones, sampledZones }: Events): FactItem {
  const label = 'Requests blocked or challenged';
  if (countedZones + sampledZones === 0) return { label, value: null };
  const value = { number: mitigatedOf(counted) + mitigatedOf(sampled) };
  return sampledZones === 0
    ? { label, value }
    : { label, value, hint: 'At least: where the plan does not count, from a sample.' };
}
