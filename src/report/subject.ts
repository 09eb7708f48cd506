import { plainText } from './format.ts';
import type { Report, Verdict } from './report.ts';

/** In code points: what mail clients on a desk show of a subject, and well below any header limit. */
const maxSubjectLength = 150;
const maxTitleLength = 60;

/**
 * The subject line: "[2 warnings] Harbour Office: AP-Garage offline 3 h", "[2 warnings, delayed] …". One line without control or
 * bidirectional characters, at most 150 code points.
 */
export function reportSubject(report: Pick<Report, 'title' | 'verdict' | 'isDelayed'>): string {
  const title = plainText(report.title, maxTitleLength);
  const delayed = report.isDelayed === true ? ', delayed' : '';
  return plainText(
    `[${tag(report.verdict)}${delayed}] ${title}: ${report.verdict.summary}`,
    maxSubjectLength,
  );
}

function tag({ severity, counts }: Verdict): string {
  switch (severity) {
    case 'critical':
      return counts.critical > 1 ? `${counts.critical} critical` : 'critical';
    case 'warning':
      return counts.warning === 1 ? '1 warning' : `${counts.warning} warnings`;
    default:
      return 'all clear';
  }
}
