import { formatDuration } from '../report/format.ts';
import type { Finding, SourcedFact } from '../report/section.ts';
import type { Outage } from '../unifi/snapshot.ts';
import { clockTime } from './clock-time.ts';
import { internetDown, lineWord } from './internet-down.ts';
import { internetLines, type Line } from './internet-lines.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { shortName, since } from './wording.ts';

/** What went down together with a line to the internet: tunnels, and checks of declared integrations. */
export const acrossLineOutageRules: readonly Rule[] = [wentDownWithLine];

/** Outages that only the console's samples show are this far off: it takes one every five minutes (UniFi API reference §5). */
const earlierMs = 5 * 60_000;

/** A tunnel counts as down when its heartbeats have been missing for a while, which may end after the outage did. */
const laterMs = 2 * 60_000;

interface LineOutage {
  readonly line: Line;
  readonly outage: Outage;
}

type TrackedOutage = Extract<SourcedFact, { kind: 'outage' }> & {
  readonly source: { readonly finding: Pick<Finding, 'id' | 'severity'> };
};

/** While no line is up there is nothing to come back to: that is told once, by `across.internet-down`. */
function wentDownWithLine(context: FindingContext): Finding[] {
  if (internetDown(context) !== undefined) return [];
  const outages = internetLines(known(context.snapshot.internet)).flatMap((line) =>
    outagesOf(line).map((outage) => ({ line, outage })),
  );
  return context.facts
    .filter((fact) => isTracked(fact))
    .flatMap((fact) => {
      const cause = nearest(fact, outages, context.nowMs);
      if (cause === undefined) return [];
      return fact.untilMs === undefined ? [notBack(fact, cause, context)] : [back(fact, cause, context)];
    });
}

const outagesOf = ({ pastOutages, down, downSinceMs }: Line): readonly Outage[] =>
  down && downSinceMs !== undefined ? [...pastOutages, { fromMs: downSinceMs }] : pastOutages;

const isTracked = (fact: SourcedFact): fact is TrackedOutage =>
  fact.kind === 'outage' && fact.source.finding !== undefined;

/** The outage in which it began; of several the one whose beginning is closest. */
function nearest(
  { sinceMs }: TrackedOutage,
  outages: readonly LineOutage[],
  nowMs: number,
): LineOutage | undefined {
  const distanceMs = ({ outage }: LineOutage) => Math.abs(outage.fromMs - sinceMs);
  return outages
    .filter(
      ({ outage: { fromMs, toMs = nowMs } }) => sinceMs >= fromMs - earlierMs && sinceMs <= toMs + laterMs,
    )
    .toSorted((a, b) => distanceMs(a) - distanceMs(b))[0];
}

function notBack(fact: TrackedOutage, cause: LineOutage, context: FindingContext): Finding {
  const { finding } = fact.source;
  const what = shortName(fact.what);
  return {
    id: idOf(fact),
    severity: finding.severity,
    title: `${what} went down with ${lineWord(cause.line)} at ${clockTime(cause.outage.fromMs, context)} and did not come back`,
    short: `${what} down since the internet outage`,
    meaning: `${lengthOf(cause, context)} ${what} failed in that time and has not recovered since, so the line is where it began, but not why it lasts.`,
    advice:
      'Restart what should have connected again; for a Cloudflare Tunnel that is cloudflared on its host. If it happens with every outage, see why it does not try again by itself.',
    things: [fact.what],
    explains: [finding.id],
    ...since(fact.sinceMs),
  };
}

function back(fact: TrackedOutage, cause: LineOutage, context: FindingContext): Finding {
  const what = shortName(fact.what);
  return {
    id: idOf(fact),
    severity: 'notice',
    title: `${what} was down while ${lineWord(cause.line)} was down, and came back`,
    meaning: `${lengthOf(cause, context)} ${what} failed in that time and has recovered: no trouble of its own.`,
    advice: 'Nothing to do but about the line itself.',
    things: [fact.what],
    explains: [fact.source.finding.id],
    ...since(fact.sinceMs),
  };
}

const idOf = ({ source }: TrackedOutage): string => `across.line-outage:${source.finding.id}`;

/** "The internet was down from 02:47 to 03:01 (14 min)." */
function lengthOf({ line, outage: { fromMs, toMs } }: LineOutage, context: FindingContext): string {
  if (toMs === undefined || !(toMs >= fromMs)) {
    return `${line.title} went down at ${clockTime(fromMs, context)}.`;
  }
  return `${line.title} was down from ${clockTime(fromMs, context)} to ${clockTime(toMs, context)} (${formatDuration(toMs - fromMs)}).`;
}
