import { reportJson } from './json.ts';
import type { Report } from './report.ts';

/** A report as a program reads it: one JSON document, by `schema/report.schema.json`. */
export const reportDocument = (report: Report): string => JSON.stringify(reportJson(report));
