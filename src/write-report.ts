import type { FindingsConfig } from './config/config.ts';
import { absenceOf } from './findings/absence.ts';
import { findAll } from './findings/index.ts';
import { dayIn, isMuted, withNames } from './findings/mute.ts';
import { isHappening } from './findings/parts-read.ts';
import { known } from './findings/rule.ts';
import { defaultThresholds } from './findings/thresholds.ts';
import type { IntegrationResults } from './integrations/results.ts';
import { measure } from './measurements/measure.ts';
import type { Measurement } from './measurements/measurement.ts';
import type { Period } from './period.ts';
import { buildReport } from './report/build.ts';
import { type Compared, compareFindings } from './report/compare.ts';
import { type Figures, figuresOf } from './report/figures.ts';
import { foundFindings } from './report/found.ts';
import type { Report } from './report/report.ts';
import type { Finding, SourcedFact } from './report/section.ts';
import type { Recalled, RunMemory } from './store/run-memory.ts';
import type { Snapshot } from './unifi/snapshot.ts';

export interface ReportSettings {
  readonly title?: string;
  readonly timeZone: string;
  readonly programVersion: string;
  /** Sentences about this very installation, e.g. that certificates are not verified. */
  readonly notices: readonly string[];
  /** Own thresholds, and what must not be told. */
  readonly findings: FindingsConfig;
}

/** What the console and the integrations told. */
export interface Gathered {
  readonly snapshot: Snapshot;
  readonly integrations: IntegrationResults;
}

export interface ReportMaterial extends Gathered {
  /** What rules may compare across sources. */
  readonly facts: readonly SourcedFact[];
  readonly startedAtMs: number;
  readonly nowMs: number;
  readonly period: Period;
  readonly nextRunAtMs: number | undefined;
  readonly recalled: Recalled;
  /** False for a report over a time of its own (`--since`), which is neither compared nor remembered. */
  readonly isCompared: boolean;
  /** It was due while the process was down or asleep. */
  readonly isDelayed: boolean;
}

/** A report, and what the ones after it have to know of it. */
export interface WrittenReport {
  readonly report: Report;
  readonly memory: Omit<RunMemory, 'privacy'>;
}

/** Finds what matters, compares it with the reports before, and writes it. Pure. */
export const writeReport = (settings: ReportSettings, material: ReportMaterial): WrittenReport => {
  const { snapshot, integrations, facts, period, nowMs, recalled, nextRunAtMs } = material;
  const { title, timeZone, programVersion, notices } = settings;
  const thresholds = { ...defaultThresholds, ...settings.findings.thresholds };
  const previous = recalled.previous === undefined ? {} : { previous: recalled.previous };
  const findings = findAll(snapshot, facts, { period, nowMs, timeZone, thresholds, ...previous });
  const today = dayIn(timeZone, nowMs);
  const mutes = withNames(settings.findings.mutes, namedIn(snapshot));
  const muted = (finding: Pick<Finding, 'id' | 'things'>) => isMuted(finding, mutes, today);
  const measurements = measure(snapshot, facts);
  const compared = compare(material, findings, muted);

  const report = buildReport({
    ...(title === undefined ? {} : { title }),
    ...(nextRunAtMs === undefined ? {} : { nextRunAtMs }),
    timeZone,
    programVersion,
    notices,
    period,
    snapshot,
    integrations,
    findings,
    isMuted: muted,
    ...(material.isCompared ? compared : {}),
    figures: figures(material, measurements),
    ...(material.isDelayed ? { isDelayed: true } : {}),
    generatedAtMs: nowMs,
    tookMs: nowMs - material.startedAtMs,
  });
  return {
    report,
    memory: { madeAtMs: nowMs, findings: compared.remember, measurements, ...subjectsOf(snapshot) },
  };
};

/** Devices and clients: either may be what a mute means by an address. */
const namedIn = ({ devices, clients }: Snapshot): readonly { id: string; name: string }[] => [
  ...(known(devices) ?? []),
  ...(known(clients) ?? []),
];

const compare = (
  { snapshot, integrations, nowMs, recalled }: ReportMaterial,
  findings: readonly Finding[],
  muted: (finding: Pick<Finding, 'id' | 'things'>) => boolean,
): Compared =>
  compareFindings({
    found: foundFindings(findings, integrations, snapshot, muted),
    nowMs,
    told: recalled.told,
    seen: recalled.seen,
    absenceOf: absenceOf(snapshot, integrations.sections),
    isMuted: muted,
    isHappening,
  });

const figures = (
  { integrations, period, recalled, isCompared }: ReportMaterial,
  current: readonly Measurement[],
): Figures =>
  figuresOf({
    current,
    period,
    previous: isCompared ? recalled.periodBefore : undefined,
    displayNames: new Map(integrations.sections.map(({ name, displayName }) => [name, displayName])),
  });

/** Who was there, for the rules of the next report. Guests come and go. */
function subjectsOf({
  internet,
  clients,
  pastClients,
}: Snapshot): Pick<RunMemory, 'wanAddresses' | 'clientIds'> {
  const wans = internet.status === 'ok' ? internet.data.wans : [];
  const here = clients.status === 'ok' ? clients.data : [];
  const gone = pastClients.status === 'ok' ? pastClients.data : [];
  return {
    wanAddresses: Object.fromEntries(wans.flatMap(({ name, ip }) => (ip === undefined ? [] : [[name, ip]]))),
    clientIds: [...new Set([...here, ...gone].filter(({ guest }) => !guest).map(({ id }) => id))],
  };
}
