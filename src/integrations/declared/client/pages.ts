import { SourceError } from '../../../net/errors.ts';
import type { HttpAnswer } from '../../../net/http.ts';
import type { PaginationSpec } from '../spec.ts';
import { memberAt, withMemberAt, writePath } from './member-at.ts';
import { nextLink } from './next-link.ts';

/** What the request for one page has that the others have not. */
export type PageChoice =
  | { readonly kind: 'values'; readonly values: Readonly<Record<string, string | number>> }
  /** Path and query, on the same origin. */
  | { readonly kind: 'address'; readonly path: string };

export type PageRequest = PageChoice & { readonly maxBytes: number };

export interface Page {
  readonly answer: HttpAnswer;
  readonly value: unknown;
}

export interface JoinedPages {
  /** The first page with the items of all of them. */
  readonly value: unknown;
  /** Set when there was more than the ceiling lets through: how many pages were read. */
  readonly truncatedAfter?: number;
}

/** For one answer; a section that shows more than this holds is for nobody to read. */
const maxPageBytes = 8 * 1024 * 1024;
/** For all pages of a list together. */
const maxListBytes = 32 * 1024 * 1024;
const maxItems = 10_000;

/**
 * Asks for page after page until the last one or the ceiling. `origin` is the declared one, which no link may leave.
 * @throws SourceError `invalid_response` for pages that hold no list or come again, and what a request throws
 */
export async function readPages(
  pagination: PaginationSpec,
  origin: string,
  ask: (request: PageRequest) => Promise<Page>,
): Promise<JoinedPages> {
  let choice = firstOf(pagination);
  const first = await ask({ ...choice, maxBytes: maxPageBytes });
  if (pagination.kind === 'none') return { value: first.value };

  let page = first;
  let leftBytes = maxListBytes - first.answer.text.length;
  const items: unknown[] = [];
  const seen = new Set([keyOf(choice)]);
  for (let pages = 1; ; pages += 1) {
    const newItems = itemsOf(page.value, pagination);
    items.push(...newItems);
    const next = nextOf(pagination, page, { items: items.length, newItems: newItems.length, pages, origin });
    const value = () => withMemberAt(first.value, pagination.items, items);
    if (next === undefined) return { value: value() };
    if (pages >= pagination.maxPages || items.length >= maxItems || leftBytes <= 0)
      return { value: value(), truncatedAfter: pages };
    if (seen.has(keyOf(next))) throw comesAgain();
    seen.add(keyOf(next));
    choice = next;
    const before = page;
    page = await ask({ ...choice, maxBytes: Math.min(maxPageBytes, leftBytes) });
    // A server that does not know the parameter answers with the first page for ever.
    if (newItems.length > 0 && page.answer.text === before.answer.text) throw comesAgain();
    leftBytes -= page.answer.text.length;
  }
}

const comesAgain = (): SourceError =>
  new SourceError('invalid_response', 'answered with the same page again: its pagination works otherwise');

const keyOf = (choice: PageChoice): string =>
  choice.kind === 'address' ? choice.path : JSON.stringify(choice.values);

const firstOf = (pagination: PaginationSpec): PageChoice => {
  const hasStart = pagination.kind === 'page' || pagination.kind === 'offset';
  return hasStart ? numbered(pagination, pagination.start) : { kind: 'values', values: {} };
};

type Numbered = Extract<PaginationSpec, { kind: 'page' | 'offset' }>;
type Paged = Exclude<PaginationSpec, { kind: 'none' }>;

const numbered = ({ param, sizeParam, size }: Numbered, at: number): PageChoice => ({
  kind: 'values',
  values: { [param]: at, ...(sizeParam !== undefined && size !== undefined && { [sizeParam]: size }) },
});

const itemsOf = (value: unknown, { items: path }: Paged): readonly unknown[] => {
  const items = memberAt(value, path);
  if (Array.isArray(items)) return items;
  throw new SourceError('invalid_response', `answered without a list at ${writePath(path)}`);
};

interface Progress {
  readonly items: number;
  readonly newItems: number;
  readonly pages: number;
  readonly origin: string;
}

/** Undefined: that was the last page. */
const nextOf = (pagination: Paged, page: Page, progress: Progress): PageChoice | undefined => {
  switch (pagination.kind) {
    case 'page':
    case 'offset': {
      const { newItems, pages, items } = progress;
      if (newItems === 0 || newItems < (pagination.size ?? 1)) return undefined;
      return numbered(pagination, pagination.start + (pagination.kind === 'page' ? pages : items));
    }
    case 'cursor': {
      if (pagination.more !== undefined && memberAt(page.value, pagination.more) !== true) return undefined;
      const next = memberAt(page.value, pagination.next);
      const isCursor = (typeof next === 'string' && next !== '') || typeof next === 'number';
      return isCursor ? { kind: 'values', values: { [pagination.param]: next } } : undefined;
    }
    case 'link': {
      const path = nextLink(page.answer.headers.get('link'), progress.origin);
      return path === undefined ? undefined : { kind: 'address', path };
    }
  }
};
