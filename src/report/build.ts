import type { IntegrationResults } from '../integrations/results.ts';
import type { Period } from '../period.ts';
import { networkSections } from '../unifi/sections.ts';
import type { Snapshot } from '../unifi/snapshot.ts';
import type { FoundFinding } from './compare.ts';
import type { Comparison, FindingHistory, ReportedFinding } from './comparison.ts';
import { consoleFailureOf, coverageOf, isIncomplete } from './coverage.ts';
import type { Figures } from './figures.ts';
import { foundFindings } from './found.ts';
import type { Report } from './report.ts';
import type { Finding, NetworkSection } from './section.ts';
import { siteZoneUnlike } from './site-zone.ts';
import { verdictOf } from './verdict.ts';

export interface ReportInput {
  /** `REPORT_TITLE`. */
  readonly title?: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly snapshot: Snapshot;
  readonly integrations: IntegrationResults;
  /** What the rules found; the findings of the integrations are added here. */
  readonly findings: readonly Finding[];
  /** Which of all findings are not told but counted; absent: none. */
  readonly isMuted?: (finding: Finding) => boolean;
  /** Absent: nothing is compared. */
  readonly comparison?: Comparison;
  /** Of the findings that are compared, by their ids. */
  readonly histories?: ReadonlyMap<string, FindingHistory>;
  readonly figures?: Figures;
  readonly period: Period;
  readonly generatedAtMs: number;
  readonly tookMs: number;
  readonly programVersion: string;
  readonly nextRunAtMs?: number;
  /** It was due while the process was down or asleep. */
  readonly isDelayed?: true;
  /** Warnings about this very report, one sentence each. */
  readonly notices: readonly string[];
}

/** Everything that will be written, before it has a look. Pure; never fails for what could not be read. */
export function buildReport(input: ReportInput): Report {
  const { snapshot, period, timeZone, generatedAtMs, notices } = input;
  const { sections } = input.integrations;
  const found = foundFindings(input.findings, input.integrations, snapshot, input.isMuted);
  const findings = reportedFindings(found, input.histories);
  const comparison = input.comparison ?? { kind: 'none' };
  const consoleFailure = consoleFailureOf(snapshot);
  const incomplete = isIncomplete(snapshot, sections);
  const toldZone = snapshot.system.status === 'ok' ? snapshot.system.data.timeZone : undefined;
  const siteTimeZone = siteZoneUnlike(timeZone, toldZone, period);
  return {
    title: input.title || snapshot.site?.description || snapshot.host,
    generatedAtMs,
    period,
    timeZone,
    verdict: {
      ...verdictOf({ findings, consoleFailed: consoleFailure !== undefined, incomplete }),
      ...(comparison.kind === 'compared' ? { changes: comparison.counts } : {}),
    },
    ...(input.isDelayed === undefined ? {} : { isDelayed: input.isDelayed }),
    ...(consoleFailure === undefined ? {} : { consoleFailure }),
    incomplete,
    notices,
    findings,
    comparison,
    figures: input.figures ?? { items: [] },
    network: consoleFailure === undefined ? networkSections(snapshot) : sectionsWithContent(snapshot),
    integrations: sections,
    coverage: coverageOf(snapshot, sections),
    footer: {
      programVersion: input.programVersion,
      console: consoleWords(snapshot),
      tookMs: input.tookMs,
      mutedCount: mutedCountOf(found),
      ...(input.nextRunAtMs === undefined ? {} : { nextRunAtMs: input.nextRunAtMs }),
      ...(siteTimeZone === undefined ? {} : { siteTimeZone }),
    },
  };
}

/** What would have stood below something that is muted as well is not one more. */
function mutedCountOf(found: readonly FoundFinding[]): number {
  const muted = found.filter((one) => one.muted);
  const below = new Set(muted.flatMap(({ finding }) => finding.explains ?? []));
  return muted.filter(({ finding }) => !below.has(finding.id)).length;
}

/** Those that stand for themselves, each with those that it explains. */
function reportedFindings(
  found: readonly FoundFinding[],
  histories: ReadonlyMap<string, FindingHistory> = new Map(),
): readonly ReportedFinding[] {
  const told = found.filter(({ muted }) => !muted);
  const reported = ({ finding: { explains, ...finding } }: FoundFinding): ReportedFinding => {
    const history = histories.get(finding.id);
    const explained = told.filter(({ explainedBy }) => explainedBy === finding.id).map(reported);
    return {
      ...finding,
      ...(history === undefined ? {} : { history }),
      ...(explained.length === 0 ? {} : { explained }),
    };
  };
  return told.filter(({ explainedBy }) => explainedBy === undefined).map(reported);
}

/** Of a console that could not be read, sections that would only repeat so are left to the coverage list. */
function sectionsWithContent(snapshot: Snapshot): NetworkSection[] {
  return networkSections(snapshot).filter(({ blocks }) => blocks.some(({ kind }) => kind !== 'note'));
}

/** "UniFi Network 10.4.57, UniFi OS 4.1.13, unifi.example". */
function consoleWords({ host, system }: Snapshot): string {
  const { version, osVersion } = system.status === 'ok' ? system.data : {};
  return [
    version === undefined ? undefined : `UniFi Network ${version}`,
    osVersion === undefined ? undefined : `UniFi OS ${osVersion}`,
    host,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
