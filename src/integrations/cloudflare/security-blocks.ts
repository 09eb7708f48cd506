import type { Block } from '../../report/section.ts';
import { eventLabel } from './actions.ts';
import { asDetails } from './details.ts';
import type { EventCount } from './event-counts.ts';
import type { Events, Tops } from './event-summary.ts';
import type { NameCount } from './event-tops.ts';
import { more, shorten } from './wording.ts';

const mostKinds = 6;
const mostTops = 5;
/** Of the sample, where other zones are counted. */
const fewTops = 3;
const longestName = 80;
const bySample = ', by a sample';

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
  ...topBlocks(countedTops, mostTops, ''),
  ...(sampledZones > 0
    ? [eventBars('Security events, a sample (the plan does not count them)', sampled)]
    : []),
  ...(countedZones > 0
    ? asDetails(topBlocks(sampledTops, fewTops, bySample))
    : topBlocks(sampledTops, mostTops, bySample)),
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

const topBlocks = ({ rules, addresses, paths }: Tops, most: number, how: string): readonly Block[] => [
  ...nameTable(`Rules that blocked or challenged most${how}`, 'Rule', rules.slice(0, most)),
  ...addressBars(`Addresses blocked or challenged most${how}`, addresses.slice(0, most)),
  ...nameTable(`Paths blocked or challenged most${how}`, 'Path', paths.slice(0, most)),
];

/** Names are long here, which a table bears better than bars. The lists are tops: how many more there are is not known. */
function nameTable(title: string, column: string, names: readonly NameCount[]): readonly Block[] {
  if (names.length === 0) return [];
  const columns = [{ title: column }, { title: 'Events', align: 'end' }] as const;
  return [
    {
      kind: 'table',
      title,
      columns,
      rows: names.map(({ name, count }) => [shorten(name, longestName), { number: count }]),
    },
  ];
}

function addressBars(title: string, names: readonly NameCount[]): readonly Block[] {
  if (names.length === 0) return [];
  const items = names.map(({ name, count }) => ({ label: name, amount: count, value: { number: count } }));
  return [{ kind: 'bars', title, items }];
}
