import Handlebars from 'handlebars';
import type { Email, Report } from '../report/report.ts';
import type { BlockView } from './block-view.ts';
import { palettes } from './colours.ts';
import type { Layout } from './layout.ts';
import { type SavedReportInput, savedReportsView } from './saved-reports.ts';
import { type PartialName, partialNames, type TemplateName, templateNames } from './templates.ts';
import { type TestMail, testMailView } from './test-mail.ts';
import type { TextView } from './text.ts';
import type { ReportView } from './view.ts';
import { type RenderOptions, writeEmail } from './write-email.ts';

/** A template as the build has compiled it. */
type CompiledTemplate = Parameters<typeof Handlebars.template>[0];

export type CompiledTemplates = Readonly<Record<TemplateName, CompiledTemplate>>;

export interface RendererDeps {
  readTemplate(name: TemplateName): string;
  /** What the build has made of the templates; absent in a source tree, where they are compiled when first needed. */
  readonly compiled?: CompiledTemplates | undefined;
}

export interface Renderer {
  /** One report as a mail and as a page. Total for every report: its strings may be anything. */
  render(report: Report, options: RenderOptions): Email;
}

/**
 * Makes the templates ready once. Strict: a name that a template misspells is an error, never a blank (libraries
 * reference §1.6).
 * @throws Error when a template cannot be read.
 */
export const createRenderer = (deps: RendererDeps): Renderer => {
  const layout = createLayout(deps);
  return { render: (report, options) => writeEmail(report, options, layout) };
};

/** The message of `send-test` as subject, HTML and text. @throws Error when a template cannot be read. */
export const renderTestMail = (mail: TestMail, deps: RendererDeps): Email => {
  const view = testMailView(mail);
  const { template } = templatesOf(deps);
  const html = template('test.html')(view);
  return { subject: view.subject, html, text: template('test.txt')(view), images: [], page: html };
};

/** The templates as the source of a CommonJS module that exports them compiled: the build's last step. */
export const precompile = (readTemplate: RendererDeps['readTemplate']): string => {
  const templates = templateNames.map(
    (name) =>
      `${JSON.stringify(name)}: ${Handlebars.precompile(sourceOf(name, readTemplate), optionsOf(name))}`,
  );
  return `exports.compiledTemplates = {\n${templates.join(',\n')}\n};\n`;
};

type ReadTemplate = <View>(name: TemplateName) => Handlebars.TemplateDelegate<View>;

interface Templates {
  readonly template: ReadTemplate;
  readonly partials: ReadonlyMap<PartialName, Handlebars.TemplateDelegate<object>>;
}

const templatesOf = ({ readTemplate, compiled }: RendererDeps): Templates => {
  const handlebars = Handlebars.create();
  const template: ReadTemplate = <View>(name: TemplateName) =>
    compiled === undefined
      ? handlebars.compile<View>(sourceOf(name, readTemplate), optionsOf(name))
      : handlebars.template<View>(compiled[name]);
  const partials = new Map<PartialName, Handlebars.TemplateDelegate<object>>();
  for (const name of partialNames) {
    const written = template<object>(`blocks/${name}`);
    const partial = isOfBlock.has(name) ? laidOutOnce(written) : written;
    partials.set(name, partial);
    handlebars.registerPartial(name, partial);
  }
  return { template, partials };
};

/** @throws Error when a template cannot be read. */
export const createLayout = (deps: RendererDeps): Layout => {
  const { template, partials } = templatesOf(deps);
  /** On its own a part has the colours of the whole. */
  const onItsOwn = (name: PartialName, view: object): string =>
    partials.get(name)?.(view, { data: { root: palettes } }) ?? '';
  return {
    html: template<ReportView>('report.html'),
    text: template<TextView>('report.txt'),
    section: (view) => onItsOwn('section', view),
    block: (view) => onItsOwn(view.kind, view),
  };
};

/** The partials of blocks: what they make depends on their view alone, and on the colours, which are always the same. */
const isOfBlock: ReadonlySet<string> = new Set([
  'facts',
  'table',
  'bars',
  'series',
  'note',
] satisfies BlockView['kind'][]);

/** A report is laid out several times until it fits, and most of its blocks are the same each time. */
const laidOutOnce = (partial: Handlebars.TemplateDelegate<object>): Handlebars.TemplateDelegate<object> => {
  const known = new WeakMap<object, string>();
  return (view, options) => {
    const html = known.get(view) ?? partial(view, options);
    known.set(view, html);
    return html;
  };
};

/** The page over all saved reports. @throws Error when the template cannot be read. */
export const renderSavedReports = (
  reports: readonly SavedReportInput[],
  { locale }: RenderOptions,
  deps: RendererDeps,
): string => templatesOf(deps).template('saved-reports.html')(savedReportsView(reports, locale));

const strictly = { strict: true, knownHelpersOnly: true, preventIndent: true } as const;

const optionsOf = (name: TemplateName) => ({ ...strictly, noEscape: name.endsWith('.txt') });

/** Templates are indented for people; in the mail it would be a tenth of its size. */
const sourceOf = (name: TemplateName, readTemplate: RendererDeps['readTemplate']): string => {
  const source = readTemplate(name);
  return name.endsWith('.txt') ? source : source.replace(/^[ \t]+/gmu, '');
};
