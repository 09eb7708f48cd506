import type { Block } from '../../report/section.ts';
import { eventLabel } from './actions.ts';
import type { EventCount } from './event-counts.ts';
import type { Events, Tops } from './event-summary.ts';
import type { NameCount } from './event-tops.ts';
import { more } from './wording.ts';

const mostKinds = 10;
const mostTops = 5;

/** What Cloudflare did against whom. "none" is written only where something was asked and answered. */
export const securityBlocks = ({
  counted,
  sampled,
  countedZones,
  sampledZones,
  countedTops,
  sampledTops,
}: Events): readonly Block[] => [
  ...(countedZones > 0 ? [eventBars('Security events', counted)] : []),
  ...topBars(countedTops, ''),
  ...(sampledZones > 0
    ? [eventBars('Security events, a sample (the plan does not count them)', sampled)]
    : []),
  ...topBars(sampledTops, ', by a sample'),
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

const topBars = ({ rules, addresses, paths }: Tops, how: string): readonly Block[] => [
  ...nameBars(`Rules that blocked or challenged most${how}`, rules),
  ...nameBars(`Addresses blocked or challenged most${how}`, addresses),
  ...nameBars(`Paths for which that was most${how}`, paths),
];

/** The lists are tops already: how many more there are is not known. */
function nameBars(title: string, names: readonly NameCount[]): readonly Block[] {
  if (names.length === 0) return [];
  const items = names
    .slice(0, mostTops)
    .map(({ name, count }) => ({ label: name, amount: count, value: { number: count } }));
  return [{ kind: 'bars', title, items }];
}
