import type { IntegrationSection } from '../integrations/results.ts';
import type { Comparison, ReportedFinding } from './comparison.ts';
import type { Figures } from './figures.ts';
import { blockJson, factJson } from './json-blocks.ts';
import type { Report, ReportFooter } from './report.ts';
import type { Finding, NetworkSection } from './section.ts';

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
export const reportJson = (report: Report) => ({
  schemaVersion: reportSchemaVersion,
  title: report.title,
  generatedAtMs: report.generatedAtMs,
  timeZone: report.timeZone,
  period: periodJson(report.period),
  verdict: verdictJson(report.verdict),
  isDelayed: report.isDelayed === true,
  incomplete: report.incomplete,
  ...(report.consoleFailure === undefined ? {} : { consoleFailure: report.consoleFailure }),
  notices: report.notices,
  findings: report.findings.map(findingJson),
  comparison: comparisonJson(report.comparison),
  figures: figuresJson(report.figures),
  network: report.network.map(networkJson),
  integrations: report.integrations.map(integrationJson),
  coverage: report.coverage.map(({ subject, sentence }) => ({ subject, sentence })),
  footer: footerJson(report.footer),
});

export type ReportJson = ReturnType<typeof reportJson>;

const periodJson = ({ fromMs, toMs }: Report['period']) => ({ fromMs, toMs });

const verdictJson = ({ severity, headline, summary, counts, changes }: Report['verdict']) => ({
  severity,
  headline,
  summary,
  counts: { critical: counts.critical, warning: counts.warning, notice: counts.notice },
  ...(changes === undefined ? {} : { changes: changesJson(changes) }),
});

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
  const { id, severity, title, short, meaning, advice, things, sinceMs, history, explained } = finding;
  return {
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
  items: items.map(({ key, label, unit, current, previous }) => ({
    key,
    label,
    unit,
    current,
    ...(previous === undefined ? {} : { previous }),
  })),
});

const networkJson = ({ name, title, blocks }: NetworkSection) => ({
  name,
  title,
  blocks: blocks.map(blockJson),
});

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

const footerJson = ({
  programVersion,
  console,
  tookMs,
  mutedCount,
  nextRunAtMs,
  siteTimeZone,
}: ReportFooter) => ({
  programVersion,
  ...(console === undefined ? {} : { console }),
  tookMs,
  mutedCount,
  ...(nextRunAtMs === undefined ? {} : { nextRunAtMs }),
  ...(siteTimeZone === undefined ? {} : { siteTimeZone }),
});
