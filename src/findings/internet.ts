import { formatDuration } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import type { Internet, Outage } from '../unifi/snapshot.ts';
import { internetLines, type Line } from './internet-lines.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import type { Thresholds } from './thresholds.ts';
import { counted, forHowLong, listed, since, soLong } from './wording.ts';

/** Lines that are down, and lines that were. */
export const internetRules: readonly Rule[] = [downNow, outages];

function downNow({ snapshot, nowMs }: FindingContext): Finding[] {
  const lines = internetLines(known(snapshot.internet));
  const backup = lines.find((line) => line.up === true);
  return lines
    .filter((line) => line.down)
    .map((line) => {
      const length = forHowLong(line.downSinceMs, nowMs);
      return {
        id: `internet.down:${line.key}`,
        severity: backup === undefined ? 'critical' : 'warning',
        title: length === '' ? `${line.title} is down` : `${line.title} has been down${length}`,
        short: `${line.title} down${soLong(line.downSinceMs, nowMs)}`,
        meaning:
          backup === undefined
            ? 'Nobody on this network reaches the internet.'
            : `The network runs on ${listed([backup.key])}; should that fail too, there may be no other line.`,
        advice: 'Restart the modem. If that does not help, call the provider and ask about a fault.',
        things: [line.key],
        ...since(line.downSinceMs),
      };
    });
}

function outages({ snapshot, period, thresholds }: FindingContext): Finding[] {
  return internetLines(known(snapshot.internet)).flatMap((line) => {
    const past = line.pastOutages.filter(
      ({ fromMs, toMs }) => fromMs < period.toMs && (toMs ?? fromMs) >= period.fromMs,
    );
    return past.length === 0 ? [] : [outageFinding(line, past, thresholds)];
  });
}

function outageFinding(line: Line, past: Internet['outages'], thresholds: Thresholds): Finding {
  const lengths = past.map(outageLengthMs).filter((length) => length !== undefined);
  const totalMs = lengths.reduce((sum, length) => sum + length, 0);
  const lasting = lengths.length < past.length || totalMs >= thresholds.shortOutageMs;
  const written = lengths.map((length) => formatDuration(length));
  return {
    id: `internet.outage:${line.key}`,
    severity: lasting || past.length >= thresholds.manyOutages ? 'warning' : 'notice',
    title: `${line.title} was down ${howOften(past.length, lengths.length, totalMs)}`.trim(),
    meaning:
      past.length > 1 && written.length > 0
        ? `The outages lasted ${listed(written, 10)}. In these times nobody reached the internet over this line.`
        : 'In this time nobody reached the internet over this line.',
    advice:
      'If it happens again, give the provider the times from the internet section and ask for a line test.',
    things: [line.key],
    ...since(past.reduce((first, { fromMs }) => Math.min(first, fromMs), Number.POSITIVE_INFINITY)),
  };
}

function howOften(count: number, lengthsKnown: number, totalMs: number): string {
  const total = lengthsKnown === 0 ? undefined : formatDuration(totalMs);
  if (count === 1) return total === undefined ? '' : `for ${total}`;
  return `${counted(count, 'time', 'times')}${total === undefined ? '' : `, ${total} altogether`}`;
}

function outageLengthMs({ fromMs, toMs }: Outage): number | undefined {
  return toMs === undefined || !(toMs >= fromMs) ? undefined : toMs - fromMs;
}
