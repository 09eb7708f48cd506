import { readFileSync } from 'node:fs';

/** The partials of the HTML part; each lies in `templates/blocks/<name>.hbs`. */
export const partialNames = [
  'card',
  'tiles',
  'finding',
  'notices',
  'new',
  'things',
  'summaries',
  'section',
  'failure',
  'title',
  'facts',
  'table',
  'bars',
  'series',
  'note',
  'more',
] as const;

const pageNames = ['report.html', 'report.txt', 'saved-reports.html', 'test.html', 'test.txt'] as const;

export type PartialName = (typeof partialNames)[number];

/** A template's path below `templates/`, without `.hbs`. */
export type TemplateName = (typeof pageNames)[number] | `blocks/${PartialName}`;

export const templateNames: readonly TemplateName[] = [
  ...pageNames,
  ...partialNames.map((name): TemplateName => `blocks/${name}`),
];

/** Reads a template that is shipped with the program, from the package's root beside `src/` and `dist/`. */
export const readShippedTemplate = (name: TemplateName): string =>
  readFileSync(new URL(`../../templates/${name}.hbs`, import.meta.url), 'utf8');
