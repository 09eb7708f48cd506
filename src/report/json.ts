import type { IntegrationSection } from '../integrations/results.ts';
import type { Comparison, ReportedFinding } from './comparison.ts';
import type { Figure, Figures } from './figures.ts';
import { blockJson, factJson } from './json-blocks.ts';
import type { Report, ReportFooter } from './report.ts';
import type { Finding, NetworkSection } from './section.ts';
import { whole } from './whole.ts';

/** Of `schema/report.schema.json`. A new member that may be absent keeps it; anything else is a new number. */
export const reportSchemaVersion = 1;

/**
 * A report for machines: what is saved beside it, and what is sent to whoever wants to read it by program. Pure. Every
 * member is named here, so that nothing of ours gets out by accident and the schema holds. Times and lengths of time are
 * milliseconds and say so in their names (`atMs`: since 1970, UTC); texts are as they came from the network: whoever
 * shows them escapes them.
 *
 * What an overview of many reports needs stands first: an index reads the beginning of a file only.
 */
export function reportJson(report: Report) {
  const { title, generatedAtMs, timeZone, period, verdict, isDelayed, incomplete, ...more } = report;
  const { consoleFailure, notices, findings, comparison, figures, network, integrations, ...last } = more;
  const { coverage, footer, ...left } = last;
  const document = {
    schemaVersion: reportSchemaVersion,
    title,
    generatedAtMs,
    timeZone,
    period: periodJson(period),
    verdict: verdictJson(verdict),
    isDelayed: isDelayed === true,
    incomplete,
    ...(consoleFailure === undefined ? {} : { consoleFailure }),
    notices,
    findings: findings.map(findingJson),
    comparison: comparisonJson(comparison),
    figures: figuresJson(figures),
    network: network.map(networkJson),
    integrations: integrations.map(integrationJson),
    coverage: coverage.map(({ subject, sentence, ...rest }) => whole({ subject, sentence }, rest)),
    footer: footerJson(footer),
  };
  return whole(document, left);
}

export type ReportJson = ReturnType<typeof reportJson>;

const periodJson = ({ fromMs, toMs }: Report['period']) => ({ fromMs, toMs });

function verdictJson({ severity, headline, summary, counts, changes, ...left }: Report['verdict']) {
  const document = {
    severity,
    headline,
    summary,
    counts: { critical: counts.critical, warning: counts.warning, notice: counts.notice },
    ...(changes === undefined ? {} : { changes: changesJson(changes) }),
  };
  return whole(document, left);
}

const changesJson = ({
  new: added,
  ongoing,
  resolved,
  notKnown,
}: NonNullable<Report['verdict']['changes']>) => ({
  new: added,
  ongoing,
  resolved,
  notKnown,
});

/** What was found, as it is told; with `explained`, what else it is the cause of. */
interface FindingJson extends Omit<ReportedFinding, 'place' | 'ownRuleId' | 'explained'> {
  readonly explained?: readonly FindingJson[];
}

function findingJson(finding: ReportedFinding): FindingJson {
  const { id, severity, title, short, meaning, advice, things, sinceMs, history, explained, ...more } =
    finding;
  const { place: _place, ownRuleId: _ownRuleId, ...left } = more;
  const document = {
    id,
    severity,
    title,
    ...(short === undefined ? {} : { short }),
    meaning,
    advice,
    things,
    ...(sinceMs === undefined || !Number.isFinite(sinceMs) ? {} : { sinceMs }),
    ...(history === undefined ? {} : { history: { ...history } }),
    ...(explained === undefined ? {} : { explained: explained.map(findingJson) }),
  };
  return whole(document, left);
}

/** As the integration told it, before it was compared with anything. */
const toldJson = ({ explains: _, ...finding }: Finding): FindingJson => findingJson(finding);

function comparisonJson(comparison: Comparison) {
  if (comparison.kind !== 'compared') return { kind: comparison.kind };
  const { kind, lastReportAtMs, counts, resolved, notKnown } = comparison;
  return {
    kind,
    lastReportAtMs,
    counts: changesJson(counts),
    resolved: resolved.map(({ id, severity, title, firstSeenMs, happened }) => ({
      id,
      severity,
      title,
      firstSeenMs,
      happened,
    })),
    notKnown: notKnown.map(({ id, severity, title, firstSeenMs }) => ({ id, severity, title, firstSeenMs })),
  };
}

const figuresJson = ({ previousPeriod, items }: Figures) => ({
  ...(previousPeriod === undefined ? {} : { previousPeriod: periodJson(previousPeriod) }),
  items: items.map(figureJson),
});

function figureJson({ key, label, unit, current, previous, ...left }: Figure) {
  return whole({ key, label, unit, current, ...(previous === undefined ? {} : { previous }) }, left);
}

const networkJson = ({ name, title, blocks, ...left }: NetworkSection) =>
  whole({ name, title, blocks: blocks.map(blockJson) }, left);

function integrationJson(section: IntegrationSection) {
  const { name, displayName, success } = section;
  if (!success) {
    return { name, displayName, success, errorMessage: section.errorMessage, reason: section.reason };
  }
  const { blocks, facts, findings } = section.data;
  return {
    name,
    displayName,
    success,
    data: { blocks: blocks.map(blockJson), facts: facts.map(factJson), findings: findings.map(toldJson) },
  };
}

function footerJson(footer: ReportFooter) {
  const { programVersion, console, tookMs, mutedCount, nextRunAtMs, siteTimeZone, ...left } = footer;
  const document = {
    programVersion,
    ...(console === undefined ? {} : { console }),
    tookMs,
    mutedCount,
    ...(nextRunAtMs === undefined ? {} : { nextRunAtMs }),
    ...(siteTimeZone === undefined ? {} : { siteTimeZone }),
  };
  return whole(document, left);
}
