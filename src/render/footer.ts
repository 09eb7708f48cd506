import type { Period } from '../period.ts';
import type { Report } from '../report/report.ts';
import { labelMaxLength } from './cell.ts';
import { counted, type Writer } from './writer.ts';

/** Who wrote this, when, how long it took and when to expect the next one. */
export const footerLines = (report: Report, write: Writer): readonly string[] => {
  const { programVersion, console, tookMs, mutedCount, nextRunAtMs, siteTimeZone } = report.footer;
  const versions = [`unifi-report ${write.text(programVersion, labelMaxLength)}`];
  if (console !== undefined) versions.push(write.text(console, labelMaxLength));
  return [
    versions.join(' · '),
    `Covers ${periodInWords(report.period, write)}, all times in ${write.text(report.timeZone, labelMaxLength)}. Written ${write.value({ atMs: report.generatedAtMs })} in ${write.value({ durationMs: tookMs })}.`,
    siteTimeZone === undefined
      ? ''
      : `The site itself is in ${write.text(siteTimeZone, labelMaxLength)}: its days begin at another time.`,
    mutedCount === 0 ? '' : `${counted(write, mutedCount, 'finding')} not shown: muted in FINDINGS_FILE.`,
    nextRunAtMs === undefined ? '' : `Next report: ${write.value({ atMs: nextRunAtMs })}.`,
  ].filter((line) => line !== '');
};

export const periodInWords = ({ fromMs, toMs }: Period, write: Writer): string =>
  `${write.fullTime(fromMs)} – ${write.fullTime(toMs)}`;
