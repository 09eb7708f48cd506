import type { Fact } from '../../report/section.ts';
import type { ZoneAnswers } from './answers.ts';
import type { TrafficTotals } from './traffic-parse.ts';
import { sumOfKnown } from './wording.ts';

/** Traffic of all zones that were asked about. */
export interface Totals extends TrafficTotals {
  readonly askedZones: number;
  readonly knownZones: number;
}

export function totalsOf(zones: readonly ZoneAnswers[]): Totals {
  const asked = zones.flatMap(({ parts }) => parts ?? []);
  const known = asked.flatMap(({ traffic }) => (traffic.ok ? (traffic.data.data ?? []) : []));
  return {
    requests: sumOfKnown(known.map(({ requests }) => requests)),
    bytes: sumOfKnown(known.map(({ bytes }) => bytes)),
    cachedRequests: sumOfKnown(known.map(({ cachedRequests }) => cachedRequests)),
    threats: sumOfKnown(known.map(({ threats }) => threats)),
    askedZones: asked.length,
    knownZones: known.length,
  };
}

/** Only of complete totals: half of the zones would compare as half of the traffic. */
export function trafficFacts({ requests, threats, bytes, askedZones, knownZones }: Totals): readonly Fact[] {
  if (knownZones < askedZones) return [];
  return [
    ...metric('cloudflare.requests', requests, 'requests'),
    ...metric('cloudflare.bytes', bytes, 'bytes'),
    ...metric('cloudflare.threats', threats, 'threats'),
  ];
}

const metric = (key: string, value: number | undefined, unit: string): readonly Fact[] =>
  value === undefined ? [] : [{ kind: 'metric', key, value, unit }];
