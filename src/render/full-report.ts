import type { Report } from '../report/report.ts';
import type { Writer } from './writer.ts';

/** Where the reader of a mail finds the whole report. */
export interface FullReport {
  readonly isAttached: boolean;
  /** Its file's name among the saved reports; absent where it is not saved. */
  readonly savedName?: string;
}

/** "The full report is attached and saved as DATA_DIR/reports/2026-11-21-070000.html."; empty where it is nowhere else. */
export const fullReportLine = ({ isAttached, savedName }: FullReport, write: Writer): string => {
  const saved = savedName === undefined ? '' : `saved as DATA_DIR/reports/${write.text(savedName)}`;
  if (isAttached) return `The full report is ${['attached', saved].filter(Boolean).join(' and ')}.`;
  return saved === '' ? '' : `The full report is ${saved}.`;
};

/** Of the slug: a file name is also shown on a phone. */
const longestSlug = 40;

/** "harbour-office-2026-11-21.html": plain ASCII, whatever the network is called. */
export const attachmentName = ({ title, generatedAtMs, timeZone }: Report): string => {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replaceAll(/^-+|-+$/g, '');
  return `${slug === '' ? 'network-report' : slug}-${dayOf(generatedAtMs, timeZone)}.html`;
};

/** "2026-11-21", in the report's zone. */
const dayOf = (atMs: number, timeZone: string): string => {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
};
