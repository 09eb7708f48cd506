import { formatBitsPerSecond, formatBytes, formatLatency, formatRatio } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import type { FindingContext, Rule } from './rule.ts';
import { type BesideUsual, besideUsual } from './usual.ts';

/** Internet lines that are worse than they usually are here, though no fixed limit is reached. */
export const internetUsualRules: readonly Rule[] = [
  slowerThanUsual,
  lossierThanUsual,
  downloadBelowUsual,
  moreThanUsual,
];

/** So much more is a difference that somebody may notice. */
const noticeableMs = 20;
const noticeableLossRatio = 0.005;

const one = (context: FindingContext, key: string): BesideUsual | undefined =>
  besideUsual(context, (measurement) => measurement.key === key)[0];

function slowerThanUsual(context: FindingContext): Finding[] {
  const { highLatencyMs, unusualLatencyTimes } = context.thresholds;
  const latency = one(context, 'internet.latency');
  if (latency === undefined) return [];
  const { now, usual } = latency;
  if (now < usual * unusualLatencyTimes || now < usual + noticeableMs) return [];
  // From there on another rule tells it.
  if (now >= highLatencyMs) return [];
  return [
    {
      id: 'internet.slower-than-usual',
      severity: 'notice',
      title: `The internet answers after ${formatLatency(now, 'en')}, usually after ${formatLatency(usual, 'en')}`,
      meaning:
        'The typical delay is well above that of the last reports. Something fills the line, or its way has changed.',
      advice: 'See whether a client fills the line, restart the modem, and ask the provider if it stays so.',
      things: ['internet'],
    },
  ];
}

function lossierThanUsual(context: FindingContext): Finding[] {
  const { packetLossRatio, unusualTimes } = context.thresholds;
  const loss = one(context, 'internet.loss');
  if (loss === undefined) return [];
  const { now, usual } = loss;
  if (now < usual * unusualTimes || now < usual + noticeableLossRatio || now >= packetLossRatio) return [];
  return [
    {
      id: 'internet.lossier-than-usual',
      severity: 'notice',
      title: `The internet loses ${formatRatio(now, 'en')} of its packets, usually ${formatRatio(usual, 'en')}`,
      meaning: 'More probes of the console than usual got no answer while the line was up.',
      advice: 'Check the cable to the modem and restart it. If it grows, ask the provider for a line test.',
      things: ['internet'],
    },
  ];
}

function downloadBelowUsual(context: FindingContext): Finding[] {
  const download = one(context, 'internet.download');
  if (download === undefined || download.now > download.usual / 2) return [];
  return [
    {
      id: 'internet.download-below-usual',
      severity: 'notice',
      title: `The speed test reached ${formatBitsPerSecond(download.now, 'en')}, usually ${formatBitsPerSecond(download.usual, 'en')}`,
      meaning: 'The latest download test was less than half as fast as those of the last reports.',
      advice:
        'Run a speed test by hand at a quiet hour. If it stays slow, restart the modem and ask the provider.',
      things: ['internet'],
    },
  ];
}

/** What the lines carried, which no integration counts. */
export const ownTrafficKeys: ReadonlySet<string> = new Set([
  'traffic.total',
  'traffic.download',
  'traffic.upload',
]);

/** Below this much a day, several times the usual fills no line. */
const noticeableBytes = 10e9;

function moreThanUsual(context: FindingContext): Finding[] {
  const traffic = one(context, 'traffic.total');
  if (traffic === undefined) return [];
  const { now, usual } = traffic;
  if (now < noticeableBytes || now < usual * context.thresholds.unusualTimes) return [];
  return [
    {
      id: 'internet.more-than-usual',
      severity: 'notice',
      title: `The internet carried ${formatBytes(now, 'en')} a day, usually ${formatBytes(usual, 'en')}`,
      meaning:
        'Far more went over the line than in the last reports: a large backup or update, a new habit, or data that leaves.',
      advice:
        'See in the internet section when it was, and among the busiest clients who it was. Ask if you do not know why.',
      things: ['internet'],
    },
  ];
}
