import type { Report } from './report.ts';

/** A report as a program reads it: one JSON document. */
export const reportDocument = (report: Report): string => JSON.stringify(report);
