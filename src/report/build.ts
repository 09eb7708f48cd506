import type { IntegrationResults } from '../integrations/results.ts';
import type { Period } from '../period.ts';
import { networkSections } from '../unifi/sections.ts';
import type { Snapshot } from '../unifi/snapshot.ts';
import { consoleFailureOf, coverageOf, isIncomplete } from './coverage.ts';
import { inPlace, toldOnce } from './places.ts';
import type { Report } from './report.ts';
import type { Finding, NetworkSection } from './section.ts';
import { siteZoneUnlike } from './site-zone.ts';
import { verdictOf } from './verdict.ts';
import { worstFirst } from './worst-first.ts';

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
  readonly period: Period;
  readonly generatedAtMs: number;
  readonly tookMs: number;
  readonly programVersion: string;
  readonly nextRunAtMs?: number;
  /** Warnings about this very report, one sentence each. */
  readonly notices: readonly string[];
}

/** Everything that will be written, before it has a look. Pure; never fails for what could not be read. */
export function buildReport(input: ReportInput): Report {
  const { snapshot, period, timeZone, generatedAtMs, notices } = input;
  const { sections } = input.integrations;
  const theirs = sections.flatMap((section) => (section.success ? section.data.findings : []));
  const found = toldOnce(worstFirst([...input.findings, ...theirs.map(inPlace(snapshot))]));
  const findings = found.filter((finding) => input.isMuted?.(finding) !== true);
  const consoleFailure = consoleFailureOf(snapshot);
  const incomplete = isIncomplete(snapshot, sections);
  const toldZone = snapshot.system.status === 'ok' ? snapshot.system.data.timeZone : undefined;
  const siteTimeZone = siteZoneUnlike(timeZone, toldZone, period);
  return {
    title: input.title || snapshot.site?.description || snapshot.host,
    generatedAtMs,
    period,
    timeZone,
    verdict: verdictOf({ findings, consoleFailed: consoleFailure !== undefined, incomplete }),
    ...(consoleFailure === undefined ? {} : { consoleFailure }),
    incomplete,
    notices,
    findings,
    network: consoleFailure === undefined ? networkSections(snapshot) : sectionsWithContent(snapshot),
    integrations: sections,
    coverage: coverageOf(snapshot, sections),
    footer: {
      programVersion: input.programVersion,
      console: consoleWords(snapshot),
      tookMs: input.tookMs,
      mutedCount: found.length - findings.length,
      ...(input.nextRunAtMs === undefined ? {} : { nextRunAtMs: input.nextRunAtMs }),
      ...(siteTimeZone === undefined ? {} : { siteTimeZone }),
    },
  };
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
