import { plainText } from '../../report/format.ts';
import type { Email, Report } from '../../report/report.ts';

/** A report in a few lines, for services that show messages. Its texts are plain, and nothing is escaped yet. */
export interface Digest {
  /** The subject of the mail. */
  readonly title: string;
  readonly severity: Report['verdict']['severity'];
  /** Worst first. */
  readonly lines: readonly string[];
}

const longestLine = 300;

/** The verdict, what could not be read, and each finding in one line. */
export const digestOf = ({ subject }: Pick<Email, 'subject'>, report: Report): Digest => {
  const { verdict, consoleFailure, findings, integrations } = report;
  const failed = integrations.flatMap((section) => (section.success ? [] : [section]));
  const lines = [
    ...(consoleFailure === undefined ? [] : [consoleFailure]),
    `${verdict.headline}.`,
    ...findings.map(({ severity, title }) => `${severity}: ${title}`),
    ...failed.map(({ displayName, errorMessage }) => `${displayName}: ${errorMessage}`),
  ];
  return {
    title: plainText(subject, longestLine),
    severity: verdict.severity,
    lines: lines.map((line) => plainText(line, longestLine)),
  };
};

/**
 * As many whole lines as fit into `most`, and how many are left out.
 *
 * @param sizeOf how the service counts a text: characters, bytes.
 */
export const fitLines = (
  lines: readonly string[],
  most: number,
  sizeOf: (text: string) => number = ({ length }) => length,
): string => {
  const whole = lines.join('\n');
  if (sizeOf(whole) <= most) return whole;
  for (let count = lines.length - 1; count > 0; count -= 1) {
    const cut = [...lines.slice(0, count), `… and ${lines.length - count} more in the report`].join('\n');
    if (sizeOf(cut) <= most) return cut;
  }
  return '';
};
