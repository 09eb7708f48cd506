import type { Fact } from '../../report/section.ts';
import type { ZoneAnswers } from './answers.ts';
import type { Traffic, TrafficTotals } from './traffic-parse.ts';
import { sumOfKnown } from './wording.ts';
import { neverServed } from './zones.ts';

/** Traffic of all zones of which it is known. */
export interface Totals extends TrafficTotals {
  /** Of the period before; absent unless it is known of every zone that is summed up. */
  readonly before?: TrafficTotals;
  /** Those that Cloudflare serves, whether or not they were asked about. */
  readonly servedZones: number;
  readonly knownZones: number;
}

export function totalsOf(zones: readonly ZoneAnswers[]): Totals {
  const served = zones.filter(({ zone, parts }) => parts !== undefined || !neverServed(zone));
  const known = zones.flatMap((zone) => trafficOf(zone) ?? []);
  const before = known.flatMap((traffic) => traffic.before ?? []);
  return {
    ...sumOf(known),
    ...(known.length > 0 && before.length === known.length && { before: sumOf(before) }),
    servedZones: served.length,
    knownZones: known.length,
  };
}

/** What is known of one zone's traffic. */
export const trafficOf = ({ parts }: Pick<ZoneAnswers, 'parts'>): Traffic | undefined =>
  parts?.traffic.ok ? parts.traffic.data.data : undefined;

function sumOf(known: readonly TrafficTotals[]): TrafficTotals {
  const [only] = known;
  return {
    requests: sumOfKnown(known.map(({ requests }) => requests)),
    bytes: sumOfKnown(known.map(({ bytes }) => bytes)),
    cachedRequests: sumOfAll(known.map(({ cachedRequests }) => cachedRequests)),
    threats: sumOfKnown(known.map(({ threats }) => threats)),
    serverErrors: sumOfAll(known.map(({ serverErrors }) => serverErrors)),
    // A visitor of two zones is one visitor.
    visitors: known.length === 1 ? only?.visitors : undefined,
  };
}

/** For parts of a whole: with one of them unknown the share would be too small. */
const sumOfAll = (values: readonly (number | undefined)[]): number | undefined =>
  values.includes(undefined) ? undefined : sumOfKnown(values);

/** Of each zone by its name, and of all together where they are complete: half of the zones would compare as half. */
export function trafficFacts(zones: readonly ZoneAnswers[], totals: Totals): readonly Fact[] {
  const ofZones = zones.flatMap((answers) => {
    const traffic = trafficOf(answers);
    return traffic
      ? [...metrics(traffic, `:${answers.zone.name}`), ...ownMetrics(traffic, answers.zone.name)]
      : [];
  });
  return totals.knownZones < totals.servedZones ? ofZones : [...metrics(totals, ''), ...ofZones];
}

const metrics = ({ requests, bytes, threats }: TrafficTotals, of: string): readonly Fact[] => [
  ...metric(`cloudflare.requests${of}`, requests, 'requests'),
  ...metric(`cloudflare.bytes${of}`, bytes, 'bytes'),
  ...metric(`cloudflare.threats${of}`, threats, 'threats'),
];

const ownMetrics = ({ visitors, serverErrors }: TrafficTotals, zone: string): readonly Fact[] => [
  ...metric(`cloudflare.visitors:${zone}`, visitors, 'visitors'),
  ...metric(`cloudflare.server-errors:${zone}`, serverErrors, 'requests'),
];

const metric = (key: string, value: number | undefined, unit: string): readonly Fact[] =>
  value === undefined ? [] : [{ kind: 'metric', key, value, unit }];
