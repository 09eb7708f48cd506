import type { PastFindingsView } from './changes.ts';
import type { FindingsView } from './finding.ts';
import type { FindingView } from './finding-view.ts';
import type { SectionView } from './sections.ts';
import type { SummaryView } from './summary.ts';
import { blockLines } from './text-blocks.ts';
import { displayWidth, padText, textWidth, wrapText } from './text-lines.ts';
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
    ...(view.tiles.items.length === 0 ? [] : [tileLines(view)]),
  ],
  parts: [
    ...findingsParts(view.findings),
    ...view.pastFindings.map(pastFindingsPart),
    ...view.summaries.map(summaryPart),
    ...view.sections.map((section) => part(section.title, sectionLines(section))),
    ...coveragePart(view),
  ],
  footer: [view.fullReport, ...view.footer].filter((line) => line !== '').flatMap((line) => wrapText(line)),
});

/** What stands under a heading of its own. */
export const part = (title: string, lines: readonly string[]): TextView['parts'][number] => {
  const heading = wrapText(title);
  const width = heading.reduce((widest, line) => Math.max(widest, displayWidth(line)), 0);
  return { heading, rule: '='.repeat(Math.min(textWidth, width)), lines };
};

const tileLines = ({ tiles: { items, against } }: ReportView): readonly string[] => {
  const width = (texts: readonly string[]): number =>
    texts.reduce((widest, text) => Math.max(widest, displayWidth(text)), 0);
  const labels = width(items.map(({ label }) => label));
  const amounts = width(items.map(({ amount }) => amount));
  return [
    ...items.flatMap(({ label, amount, change }) =>
      wrapText(change, { first: `${padText(label, labels)}  ${padText(amount, amounts)}  ` }),
    ),
    ...(against === '' ? [] : wrapText(against)),
  ];
};

export const findingsParts = ({ cards, notices, more }: FindingsView): TextView['parts'] => {
  const ending = moreLines(more);
  return [
    ...(cards.length === 0
      ? []
      : [part('Findings', separated([...cards.map(findingLines), notices.length === 0 ? ending : []]))]),
    ...(notices.length === 0 ? [] : [part('Notices', [...notices.flatMap(noticeLines), ...ending])]),
  ];
};

const findingLines = (finding: FindingView): readonly string[] => [
  ...wrapText(finding.title, { first: `[${finding.word.toUpperCase()}] `, rest: '  ' }),
  ...wrapText(finding.meaning, { first: '  ' }),
  ...wrapText(`What to do: ${finding.advice}`, { first: '  ' }),
  ...(finding.things === '' ? [] : wrapText(`Concerns: ${finding.things}`, { first: '  ' })),
  ...(finding.explained.length === 0 ? [] : ['  This explains:']),
  ...finding.explained.flatMap((line) => wrapText(line, { first: '  - ' })),
  ...wrappedHistory(finding),
];

const noticeLines = (notice: FindingView): readonly string[] => [
  ...wrapText(notice.title, { first: '- ' }),
  ...(notice.meaning === '' ? [] : wrapText(notice.meaning, { first: '  ' })),
  ...wrapText(notice.advice, { first: '  ' }),
  ...(notice.things === '' ? [] : wrapText(`Concerns: ${notice.things}`, { first: '  ' })),
  ...wrappedHistory(notice),
];

const wrappedHistory = ({ isNew, since }: FindingView): readonly string[] => {
  const words = [isNew ? 'new' : '', since].filter((word) => word !== '').join(', ');
  return words === '' ? [] : wrapText(`(${words})`, { first: '  ' });
};

const pastFindingsPart = ({ title, lead, items, more }: PastFindingsView): TextView['parts'][number] =>
  part(title, [
    ...wrapText(lead),
    ...items.flatMap((item) => wrapText(item, { first: '- ' })),
    ...moreLines(more),
  ]);

export const sectionLines = ({ failure, blocks, more }: SectionView): readonly string[] =>
  failure === null ? separated([...blocks.map(blockLines), moreLines(more)]) : failureLines(failure);

const summaryPart = ({ title, lines, failure }: SummaryView): TextView['parts'][number] =>
  part(title, [
    ...lines.flatMap((line) => wrapText(line)),
    ...(failure === null ? [] : failureLines(failure)),
  ]);

const failureLines = ({ message, reason }: NonNullable<SectionView['failure']>): readonly string[] => [
  message,
  ...wrapText(reason),
];

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
const separated = (groups: readonly (readonly string[])[]): readonly string[] =>
  groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : ['', ...group]));
