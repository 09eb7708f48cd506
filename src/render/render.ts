import Handlebars from 'handlebars';
import type { Email, Report } from '../report/report.ts';
import { reportSubject } from '../report/subject.ts';
import { fitsIntoMail, fitsOnPage, type Limits, limitSteps, pageSteps } from './limits.ts';
import { type SavedReportInput, savedReportsView } from './saved-reports.ts';
import { partialNames, type TemplateName } from './templates.ts';
import { type TestMail, testMailView } from './test-mail.ts';
import { type TextView, textView } from './text.ts';
import { type ReportView, reportView } from './view.ts';

export interface RendererDeps {
  readTemplate(name: TemplateName): string;
}

export interface RenderOptions {
  /** BCP 47 tag; decides how numbers and dates are written. The words are English. */
  readonly locale: string;
}

export interface Renderer {
  /** One report as a mail and as a page. Total for every report: its strings may be anything. */
  render(report: Report, options: RenderOptions): Email;
}

/**
 * Compiles the templates once, on the first report. Strict: a name that a template misspells is an error, never a
 * blank (libraries reference §1.6).
 * @throws Error when a template cannot be read.
 */
export const createRenderer = ({ readTemplate }: RendererDeps): Renderer => {
  const writeHtml = compileHtml(readTemplate);
  const writeText = compileText<TextView>(readTemplate('report.txt'));
  return {
    render: (report, { locale }) => {
      const write = (limits: Limits): Written => {
        const view = reportView(report, locale, limits);
        return { view, html: writeHtml(view) };
      };
      const { view, html } = mostGenerous(limitSteps, write, fitsIntoMail);
      const { html: page } = mostGenerous(pageSteps, write, fitsOnPage);
      return { subject: reportSubject(report), html, text: writeText(textView(view)), images: [], page };
    },
  };
};

/** The message of `send-test` as subject, HTML and text. @throws Error when a template cannot be read. */
export const renderTestMail = (mail: TestMail, { readTemplate }: RendererDeps): Email => {
  const view = testMailView(mail);
  const writeHtml = Handlebars.create().compile(withoutIndentation(readTemplate('test.html')), strictly);
  const writeText = compileText(readTemplate('test.txt'));
  const html = writeHtml(view);
  return { subject: view.subject, html, text: writeText(view), images: [], page: html };
};

/** The page over all saved reports. @throws Error when the template cannot be read. */
export const renderSavedReports = (
  reports: readonly SavedReportInput[],
  { locale }: RenderOptions,
  { readTemplate }: RendererDeps,
): string =>
  Handlebars.create().compile(
    withoutIndentation(readTemplate('saved-reports.html')),
    strictly,
  )(savedReportsView(reports, locale));

const strictly = { strict: true, knownHelpersOnly: true, preventIndent: true } as const;

const compileHtml = (readTemplate: RendererDeps['readTemplate']): ((view: ReportView) => string) => {
  const handlebars = Handlebars.create();
  for (const name of partialNames) {
    handlebars.registerPartial(name, withoutIndentation(readTemplate(`blocks/${name}`)));
  }
  return handlebars.compile<ReportView>(withoutIndentation(readTemplate('report.html')), strictly);
};

const compileText = <View>(template: string): ((view: View) => string) =>
  Handlebars.create().compile<View>(template, { ...strictly, noEscape: true });

/** Templates are indented for people; in the mail it would be a tenth of its size. */
const withoutIndentation = (template: string): string => template.replace(/^[ \t]+/gmu, '');

interface Written {
  readonly view: ReportView;
  readonly html: string;
}

/** The most generous version that fits; the tightest when none does. */
const mostGenerous = (
  [generous, ...tighter]: readonly [Limits, ...Limits[]],
  write: (limits: Limits) => Written,
  fits: (html: string) => boolean,
): Written => {
  let written = write(generous);
  for (const limits of tighter) {
    if (fits(written.html)) return written;
    written = write(limits);
  }
  return written;
};
