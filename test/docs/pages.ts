import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Page {
  /** Below the project, with slashes: `docs/docker.md`. */
  readonly path: string;
  readonly text: string;
}

/** What people read about the program. */
export const pages: readonly Page[] = [
  'README.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...globSync('docs/*.md', { cwd: root }),
]
  .map((path) => path.replaceAll('\\', '/'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

export const pageAt = (path: string): Page => {
  const page = pages.find((candidate) => candidate.path === path);
  if (page === undefined) throw new Error(`There is no page ${path}.`);
  return page;
};

const fence = /^ *```[^\n]*\n([\s\S]*?)^ *```$/gm;
const span = /`([^`\n]+)`/g;

/** What stands between fences, block by block. */
export const codeBlocksOf = ({ text }: Page): readonly string[] =>
  [...text.matchAll(fence)].map(([, block = '']) => block);

/** Everything that is written as code: blocks line by line, and what stands between backticks. */
export const codeOf = ({ text }: Page): readonly string[] => [
  ...[...text.matchAll(fence)].flatMap(([, block = '']) => block.split('\n')),
  ...[...text.replaceAll(fence, '').matchAll(span)].map(([, code = '']) => code),
];

/** The sentences that the entries of a list begin with, each in code and on a line of its own. */
export const quotedSentences = ({ text }: Page): readonly string[] =>
  [...text.replaceAll(fence, '').matchAll(/^(?:- | {2})`([^`\n]+)`\\?$/gm)].map(([, quoted = '']) => quoted);

/** As GitHub names the anchors of headings. */
const anchorsOf = ({ text }: Page): readonly string[] =>
  [...text.replaceAll(fence, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Targets of links and pictures, without those that lead out of the project. */
const targetsOf = ({ text }: Page): readonly string[] =>
  [...text.replaceAll(fence, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/i.test(target));

/** Where a link leads, below the project. */
const pathOf = (target: string, page: Page): string => {
  const [file = ''] = target.split('#');
  return file === '' ? page.path : normalize(join(dirname(page.path), file)).replaceAll('\\', '/');
};

/** Every file and folder that a page links to, below the project. */
export const linkedPathsOf = (page: Page): readonly string[] =>
  targetsOf(page).map((target) => pathOf(target, page));

/** Links of a page that lead nowhere: to a file that is not there, or to a heading that its page does not have. */
export const brokenLinksOf = (page: Page): readonly string[] =>
  targetsOf(page).filter((target) => {
    const [, anchor] = target.split('#');
    const path = pathOf(target, page);
    if (!existsSync(join(root, path))) return true;
    const there = path === page.path ? page : pages.find((candidate) => candidate.path === path);
    return anchor !== undefined && !(there !== undefined && anchorsOf(there).includes(anchor));
  });
