import type { Block } from '../../report/section.ts';
import type { ZoneAnswers } from './answers.ts';
import { asDetails } from './details.ts';
import type { NameCount } from './event-tops.ts';
import { byFrequency } from './frequency.ts';
import { shorten, sumOfKnown } from './wording.ts';

const mostNames = 5;
const longestName = 80;

/** DNS of all zones; nothing where it could not be read, which a note says. */
export function dnsBlocks(zones: readonly ZoneAnswers[]): readonly Block[] {
  const read = zones.flatMap(({ parts }) => (parts?.dns.ok ? (parts.dns.data.data ?? []) : []));
  const queries = sumOfKnown(read.map((dns) => dns.queries));
  if (queries === undefined) return [];
  const nxdomain = sumOfKnown(read.map((dns) => dns.nxdomain)) ?? 0;
  return [
    {
      kind: 'facts',
      title: 'DNS',
      items: [
        {
          label: 'Queries',
          value: { number: queries },
          hint: 'Cloudflare estimates large numbers from samples.',
        },
        {
          label: 'For names that do not exist',
          value: queries === 0 ? null : { ratio: Math.min(1, nxdomain / queries) },
        },
      ],
    },
    ...asDetails(
      nameBars(
        'Names asked for most',
        read.flatMap((dns) => dns.names),
      ),
    ),
    ...nameBars(
      'Names asked for that do not exist',
      read.flatMap((dns) => dns.nxdomainNames),
    ),
  ];
}

/** The lists are tops already, so what is left out cannot be counted. */
function nameBars(title: string, names: readonly NameCount[]): readonly Block[] {
  if (names.length === 0) return [];
  const items = byFrequency(names)
    .slice(0, mostNames)
    .map(({ name, count }) => ({
      label: shorten(name, longestName),
      amount: count,
      value: { number: count },
    }));
  return [{ kind: 'bars', title, items }];
}
