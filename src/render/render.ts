import Handlebars from 'handlebars';
import type { Email, Report } from '../report/report.ts';
import type { BlockView } from './block-view.ts';
import { palettes } from './colours.ts';
import type { Layout } from './layout.ts';
import { type SavedReportInput, savedReportsView } from './saved-reports.ts';
import type { SectionView } from './sections.ts';
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
  const { layout, forget } = createLayout(deps);
  return {
    render: (report, options) => {
      try {
        return writeEmail(report, options, layout);
      } finally {
        forget();
      }
    },
  };
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
  /** Lets go of what was laid out. */
  forget(): void;
}

const templatesOf = ({ readTemplate, compiled }: RendererDeps): Templates => {
  const handlebars = Handlebars.create();
  handlebars.registerHelper('list', list);
  const template: ReadTemplate = <View>(name: TemplateName) =>
    compiled === undefined
      ? handlebars.compile<View>(sourceOf(name, readTemplate), optionsOf(name))
      : handlebars.template<View>(compiled[name]);
  const partials = new Map<PartialName, Handlebars.TemplateDelegate<object>>();
  const known = new Map<PartialName, Map<object, string>>();
  const laidOut = (name: PartialName): Map<object, string> => {
    const views = new Map<object, string>();
    known.set(name, views);
    return views;
  };
  for (const name of partialNames) {
    const written = template<object>(`blocks/${name}`);
    const partial = isOfItsView.has(name) ? laidOutOnce(written, laidOut(name)) : written;
    partials.set(name, partial);
    handlebars.registerPartial(name, partial);
  }
  const forget = (): void => {
    for (const views of known.values()) views.clear();
  };
  return { template, partials, forget };
};

/**
 * Its layout keeps the blocks of a report, which is laid out as a page and as a mail, until it is told to forget them.
 * @throws Error when a template cannot be read.
 */
export const createLayout = (deps: RendererDeps): { readonly layout: Layout; forget(): void } => {
  const { template, partials, forget } = templatesOf(deps);
  /** On its own a part has the colours of the whole. */
  const onItsOwn = (name: PartialName, view: object): string =>
    partials.get(name)?.(view, { data: { root: palettes } }) ?? '';
  const layout = {
    html: template<ReportView>('report.html'),
    text: template<TextView>('report.txt'),
    section: (view: SectionView) => onItsOwn('section', view),
    block: (view: BlockView) => onItsOwn(view.kind, view),
  };
  return { layout, forget };
};

/** Partials that depend on their view alone, and on the colours, which are always the same. */
const isOfItsView: ReadonlySet<string> = new Set([
  'facts',
  'table',
  'bars',
  'series',
  'note',
  'finding',
  'notices',
  'tiles',
] satisfies PartialName[]);

/** @param known what was laid out before, by its view */
const laidOutOnce =
  (
    partial: Handlebars.TemplateDelegate<object>,
    known: Map<object, string>,
  ): Handlebars.TemplateDelegate<object> =>
  (view, options) => {
    const html = known.get(view) ?? partial(view, options);
    known.set(view, html);
    return html;
  };

/** The page over all saved reports. @throws Error when the template cannot be read. */
export const renderSavedReports = (
  reports: readonly SavedReportInput[],
  { locale }: RenderOptions,
  deps: RendererDeps,
): string => templatesOf(deps).template('saved-reports.html')(savedReportsView(reports, locale));

const strictly = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: { list: true },
  preventIndent: true,
} as const;

/** `each` without places and keys: of a table of thousands of cells, making these for each takes as long as the rest. */
const list = (items: readonly object[], { fn }: Handlebars.HelperOptions): string => {
  let written = '';
  for (const item of items) written += fn(item);
  return written;
};

const optionsOf = (name: TemplateName) => ({ ...strictly, noEscape: name.endsWith('.txt') });

/** Templates are indented for people; in the mail it would be a tenth of its size. */
const sourceOf = (name: TemplateName, readTemplate: RendererDeps['readTemplate']): string => {
  const source = readTemplate(name);
  return name.endsWith('.txt') ? source : source.replace(/^[ \t]+/gmu, '');
};
