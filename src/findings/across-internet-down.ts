import type { Finding, SourcedFact } from '../report/section.ts';
import { clockTime } from './clock-time.ts';
import { internetDown } from './internet-down.ts';
import type { FindingContext, Rule } from './rule.ts';
import { listed, since } from './wording.ts';

/** An internet that is down explains what needs it: integrations that cannot be asked, and checks that fail. */
export const acrossInternetDownRules: readonly Rule[] = [explainedByInternetDown];

/** Outages that only the console's samples show are this far off: it takes one every five minutes (UniFi API reference §5). */
const toleranceMs = 5 * 60_000;

type Outage = Extract<SourcedFact, { kind: 'outage' }>;

/** A notice: the line that is down is told by a finding of its own, and it is the only thing to be done. */
function explainedByInternetDown(context: FindingContext): Finding[] {
  const down = internetDown(context);
  if (down === undefined) return [];
  const beganMs = (down.sinceMs ?? context.period.fromMs) - toleranceMs;
  const outages = context.facts.filter((fact) => isOutage(fact)).filter((fact) => fact.sinceMs >= beganMs);
  if (outages.length === 0) return [];
  const names = [...new Set(outages.map(({ what }) => what))];
  return [
    {
      id: 'across.internet-down',
      severity: 'notice',
      title: `${listed(names)} ${names.length === 1 ? 'fails' : 'fail'} because the internet is down`,
      meaning: `${beginning(down.sinceMs, context)} ${whatFailed(outages)} One cause, not several.`,
      advice: 'Bring the internet back first. What still fails in the next report has a cause of its own.',
      things: names,
      explains: outages.flatMap(explainedBy),
      ...since(down.sinceMs),
    },
  ];
}

/** It goes on, it needs the internet, and it is either a silence or something that a finding tells of. */
const isOutage = (fact: SourcedFact): fact is Outage =>
  fact.kind === 'outage' &&
  fact.untilMs === undefined &&
  fact.source.isRemote &&
  (fact.source.isUnreachable || fact.source.finding !== undefined);

/** What is critical keeps its place: that it began in this time is likely, but not certain, to be why. */
const explainedBy = ({ source: { finding } }: Outage): string[] =>
  finding === undefined || finding.severity === 'critical' ? [] : [finding.id];

const beginning = (sinceMs: number | undefined, context: FindingContext): string =>
  sinceMs === undefined
    ? 'No line to the internet is up.'
    : `The internet has been down since ${clockTime(sinceMs, context)}.`;

function whatFailed(outages: readonly Outage[]): string {
  const silent = outages.filter(({ source }) => source.isUnreachable).map(({ what }) => what);
  const told = outages.filter(({ source }) => !source.isUnreachable).map(({ what }) => what);
  return [
    silent.length === 0 ? '' : `${listed(silent, 5)} could not be asked without it.`,
    told.length === 0 ? '' : `Since then this is known to fail: ${listed(told, 5)}.`,
  ]
    .join(' ')
    .trim();
}
