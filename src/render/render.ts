import Handlebars from 'handlebars';
import type { Email, Report } from '../report/report.ts';
import { partialNames, type TemplateName } from './templates.ts';
import { type TestMail, testMailView } from './test-mail.ts';
import type { TextView } from './text.ts';
import type { ReportView } from './view.ts';
import { type RenderOptions, writeEmail } from './write-email.ts';

export interface RendererDeps {
  readTemplate(name: TemplateName): string;
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
  const layout = { html: writeHtml, text: writeText };
  return { render: (report, options) => writeEmail(report, options, layout) };
};

/** The message of `send-test` as subject, HTML and text. @throws Error when a template cannot be read. */
export const renderTestMail = (mail: TestMail, { readTemplate }: RendererDeps): Email => {
  const view = testMailView(mail);
  const writeHtml = Handlebars.create().compile(withoutIndentation(readTemplate('test.html')), strictly);
  const writeText = compileText(readTemplate('test.txt'));
  const html = writeHtml(view);
  return { subject: view.subject, html, text: writeText(view), images: [], page: html };
};

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
