import type { PastFindingsView } from './changes.ts';
import type { FindingView } from './finding.ts';
import type { SectionView } from './sections.ts';
import { blockLines } from './text-blocks.ts';
import { displayWidth, textWidth, wrapText } from './text-lines.ts';
import type { ReportView } from './view.ts';

/** The text part as lines of at most 78 columns; the template sets them under each other. */
export interface TextView {
  readonly opening: readonly (readonly string[])[];
  readonly parts: readonly {
    readonly heading: readonly string[];
    readonly rule: string;
    readonly lines: readonly string[];
  }[];
  readonly footer: readonly string[];
}

/** Says what the HTML says, in the same order. */
export const textView = (view: ReportView): TextView => ({
  opening: [
    ...(view.consoleFailure === '' ? [] : [wrapText(view.consoleFailure, { first: '!! ' })]),
    [...wrapText(view.title), ...wrapText(view.period)],
    [
      ...wrapText(view.verdict.headline.toUpperCase()),
      ...(view.verdict.counts === '' ? [] : wrapText(view.verdict.counts)),
      ...(view.verdict.changes === '' ? [] : wrapText(view.verdict.changes)),
    ],
    ...(view.notices.length === 0
      ? []
      : [view.notices.flatMap((notice) => wrapText(notice, { first: '* ' }))]),
  ],
  parts: [
    ...findingsPart(view),
    ...view.pastFindings.map(pastFindingsPart),
    ...view.sections.map((section) => part(section.title, sectionLines(section))),
    ...coveragePart(view),
  ],
  footer: view.footer.flatMap((line) => wrapText(line)),
});

/** What stands under a heading of its own. */
export const part = (title: string, lines: readonly string[]): TextView['parts'][number] => {
  const heading = wrapText(title);
  const width = heading.reduce((widest, line) => Math.max(widest, displayWidth(line)), 0);
  return { heading, rule: '='.repeat(Math.min(textWidth, width)), lines };
};

const findingsPart = ({ findings: { shown, more } }: ReportView): TextView['parts'] =>
  shown.length === 0 ? [] : [part('Findings', separated([...shown.map(findingLines), moreLines(more)]))];

export const findingLines = (finding: FindingView): readonly string[] => [
  ...wrapText(finding.title, { first: `[${finding.word.toUpperCase()}] `, rest: '  ' }),
  ...wrapText(finding.meaning, { first: '  ' }),
  ...wrapText(`What to do: ${finding.advice}`, { first: '  ' }),
  ...(finding.things === '' ? [] : wrapText(`Concerns: ${finding.things}`, { first: '  ' })),
  ...(finding.explained.length === 0 ? [] : ['  This explains:']),
  ...finding.explained.flatMap((line) => wrapText(line, { first: '  - ' })),
  ...(finding.since === '' ? [] : wrapText(`(${finding.since})`, { first: '  ' })),
];

const pastFindingsPart = ({ title, lead, items, more }: PastFindingsView): TextView['parts'][number] =>
  part(title, [
    ...wrapText(lead),
    ...items.flatMap((item) => wrapText(item, { first: '- ' })),
    ...moreLines(more),
  ]);

export const sectionLines = ({ failure, blocks, more }: SectionView): readonly string[] =>
  failure === null
    ? separated([...blocks.map(blockLines), moreLines(more)])
    : [failure.message, ...wrapText(failure.reason)];

const coveragePart = ({ coverage, moreCoverage }: ReportView): TextView['parts'] =>
  coverage.length === 0
    ? []
    : [
        part('What could not be read', [
          ...coverage.flatMap(({ subject, sentence }) =>
            wrapText(`${subject}: ${sentence}`, { first: '- ' }),
          ),
          ...moreLines(moreCoverage),
        ]),
      ];

const moreLines = (more: string): readonly string[] => (more === '' ? [] : wrapText(more));

/** With an empty line between the groups. */
export const separated = (groups: readonly (readonly string[])[]): readonly string[] =>
  groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : ['', ...group]));
