import type { Block } from '../../report/section.ts';
import { eventLabel } from './actions.ts';
import type { Events } from './event-summary.ts';
import type { EventCount } from './security.ts';
import { more } from './wording.ts';

const mostKinds = 10;
const mostAddresses = 5;

/** What Cloudflare did against whom. "none" is written only where something was asked and answered. */
export const securityBlocks = ({
  counted,
  sampled,
  countedZones,
  sampledZones,
  attackers,
}: Events): readonly Block[] => [
  ...(countedZones > 0 ? [eventBars('Security events', counted)] : []),
  ...(sampledZones > 0
    ? [eventBars('Security events, a sample (the plan does not count them)', sampled)]
    : []),
  ...(attackers.length > 0 ? [addressBars(attackers)] : []),
];

const eventBars = (title: string, events: readonly EventCount[]): Block => ({
  kind: 'bars',
  title,
  items: events.slice(0, mostKinds).map(({ action, source, count }) => ({
    label: eventLabel(action, source),
    amount: count,
    value: { number: count },
  })),
  ...more(events.length, mostKinds),
});

const addressBars = (attackers: Events['attackers']): Block => ({
  kind: 'bars',
  title: 'Addresses blocked or challenged most, by a sample',
  items: attackers
    .slice(0, mostAddresses)
    .map(({ ip, count }) => ({ label: ip, amount: count, value: { number: count } })),
  ...more(attackers.length, mostAddresses),
});
