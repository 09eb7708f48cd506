import type { Block } from '../../report/section.ts';
import type { ZoneAnswers } from './answers.ts';
import { trafficOf } from './totals.ts';
import { shorten, sumOfKnown } from './wording.ts';

const mostCountries = 5;
const longestName = 40;

/** Made when a country is to be named: the names of all regions are 10 ms of a start that most commands do not need. */
let names: Intl.DisplayNames | undefined;
const regionName = (code: string): string | undefined => {
  names ??= new Intl.DisplayNames(['en'], { type: 'region' });
  return names.of(code);
};

/** Codes that are no countries, as Cloudflare uses them. */
const otherNames = new Map([
  ['XX', 'Unknown'],
  ['T1', 'Tor network'],
]);

/** Where the requests of all zones came from, and how many of them were threats: those with most threats first. */
export function countryTable(zones: readonly ZoneAnswers[]): readonly Block[] {
  const all = zones.flatMap((answers) => trafficOf(answers)?.countries ?? []);
  const rows = [...Map.groupBy(all, ({ country }) => country)]
    .map(([country, group]) => ({
      country,
      requests: sumOfKnown(group.map(({ requests }) => requests)) ?? 0,
      threats: sumOfKnown(group.map(({ threats }) => threats)) ?? 0,
    }))
    .toSorted(
      (a, b) => b.threats - a.threats || b.requests - a.requests || a.country.localeCompare(b.country, 'en'),
    );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      isDetail: true,
      title: 'Countries with most threats and requests',
      columns: [
        { title: 'Country' },
        { title: 'Threats', align: 'end' },
        { title: 'Requests', align: 'end' },
      ],
      rows: rows
        .slice(0, mostCountries)
        .map(({ country, threats, requests }) => [
          nameOf(country),
          { number: threats },
          { number: requests },
        ]),
    },
  ];
}

/** What is no code of two letters stays as it is, within reason. */
const nameOf = (country: string): string =>
  otherNames.get(country) ??
  (/^[A-Z]{2}$/.test(country) ? (regionName(country) ?? country) : shorten(country, longestName));
