import type { Measurement } from '../measurements/measurement.ts';
import { formatBytes, formatNumber, plainText } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import { ownTrafficKeys } from './internet-usual.ts';
import type { FindingContext, Rule } from './rule.ts';
import { type BesideUsual, besideUsual } from './usual.ts';

/** Far more detections, requests or data than usual, and far fewer requests: surges and silence. Numbers per day. */
export const trafficUsualRules: readonly Rule[] = [moreDetections, moreTraffic, lessTraffic];

/** Below this many a day, several times the usual is still next to nothing. */
const fewest: Readonly<Record<string, number>> = { hits: 50, requests: 1_000, bytes: 1e9, threats: 50 };

const isSurge = ({ now, usual, unit }: BesideUsual, { thresholds }: FindingContext): boolean =>
  now >= (fewest[unit] ?? Number.POSITIVE_INFINITY) && now >= usual * thresholds.unusualTimes;

function moreDetections(context: FindingContext): Finding[] {
  const both = besideUsual(context, ({ key }) => /^security\.(blocked|detected)$/.test(key));
  const sum = (of: 'now' | 'usual') => both.reduce((total, one) => total + one[of], 0);
  const all = { key: 'security', unit: 'hits', now: sum('now'), usual: sum('usual') };
  if (both.length === 0 || !isSurge(all, context)) return [];
  return [
    {
      id: 'security.more-than-usual',
      severity: 'notice',
      title: `${rate(all.now)} intrusion detections a day, usually ${rate(all.usual)}`,
      meaning:
        'The gateway found far more than in the last reports. Somebody tries harder, or something inside has changed.',
      advice: 'See in the security section where they come from, and whether they were blocked.',
      things: ['intrusion prevention'],
    },
  ];
}

const isTraffic = ({ key, unit }: Measurement): boolean =>
  ['requests', 'bytes', 'threats'].includes(unit) && !ownTrafficKeys.has(key);

function moreTraffic(context: FindingContext): Finding[] {
  return besideUsual(context, (measurement) => measurement.kind === 'total' && isTraffic(measurement))
    .filter((one) => isSurge(one, context))
    .map((one) => ({
      id: `traffic.more-than-usual:${one.key}`,
      severity: one.unit === 'threats' ? 'warning' : 'notice',
      title: `${integrationOf(one)} saw ${amount(one.now, one.unit)} a day, usually ${amount(one.usual, one.unit)}`,
      meaning:
        one.unit === 'threats'
          ? 'Far more was taken for an attack than in the last reports.'
          : 'Far more than in the last reports: a success, a misconfigured client, or the beginning of an attack.',
      advice: 'See in its section where it comes from. If it is nobody you know, block it or limit its rate.',
      things: [integrationOf(one)],
    }));
}

function lessTraffic(context: FindingContext): Finding[] {
  return besideUsual(context, ({ unit, kind }) => kind === 'total' && unit === 'requests')
    .filter(
      ({ now, usual }) => usual >= (fewest.requests ?? 0) && now * context.thresholds.unusualTimes <= usual,
    )
    .map((one) => ({
      id: `traffic.less-than-usual:${one.key}`,
      severity: 'warning',
      title: `${integrationOf(one)} saw only ${amount(one.now, one.unit)} a day, usually ${amount(one.usual, one.unit)}`,
      meaning: 'Hardly anybody came. What is published there may not be reachable.',
      advice: 'Open what is published there from outside, and look at its DNS, its tunnel and its server.',
      things: [integrationOf(one)],
    }));
}

/** "Cloudflare" from `cloudflare.requests`. */
function integrationOf({ key }: BesideUsual): string {
  const name = plainText(key.split('.', 1)[0] ?? '', 40);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const rate = (perDay: number): string => (perDay < 0.5 ? 'none' : formatNumber(Math.round(perDay), 'en'));

const amount = (perDay: number, unit: string): string =>
  unit === 'bytes' ? formatBytes(perDay, 'en') : `${rate(perDay)} ${unit}`;
