/** One line of docs/faults.md: a fault and what a person gets to see of it. */
export interface Line {
  readonly fault: string;
  readonly exitCode: number | null;
  readonly sentence: string;
}

export interface Table {
  readonly heading: string;
  /** What holds for every line of it. */
  readonly introduction: string;
  readonly lines: readonly Line[];
}

const introduction = `# What happens when a source fails

Everything that can go wrong between unifi-report and the three it asks, the exit code of \`run --once\` and the words a
reader finds in the mail. Each line is a test: the program runs against a server that misbehaves in this way, and the
table is what came out (\`test/faults/faults.test.ts\`).

In all of these cases exactly one mail goes out, what was not affected is reported as on any other day, the program
holds less than 250 MiB, the source that fails gets no more than its budget, and no key, token or password shows up in
mail, files, store or log. Nobody is sent a credential by a redirect.
`;

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const writeTable = ({ heading, introduction: words, lines }: Table): string =>
  [
    `## ${heading}\n`,
    `${words}\n`,
    row('fault', 'exit code', 'the mail says'),
    row('---', '---', '---'),
    ...lines.map(({ fault, exitCode, sentence }) => row(fault, String(exitCode), steady(sentence))),
    '',
  ].join('\n');

/** The page as it has to be after a run. */
export const writeDocument = (tables: readonly Table[]): string =>
  [introduction, ...tables.map(writeTable)].join('\n');

/** Leaves out what differs from run to run and from machine to machine. */
const steady = (sentence: string): string =>
  sentence
    .replaceAll(/127\.0\.0\.1:\d+/g, '*host*')
    // Without any resolver the answer is another one.
    .replaceAll('the name could not be looked up', 'name not found')
    // Which of two limits strikes first depends on how quick the machine is.
    .replaceAll(/did not answer within \d+ \w+/g, 'did not answer in time')
    .replaceAll('|', '\\|');
