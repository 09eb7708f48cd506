import { SourceError } from '../../../net/errors.ts';
import type { HttpAnswer } from '../../../net/http.ts';
import type { PaginationSpec } from '../spec.ts';
import { memberAt, withMemberAt, writePath } from './member-at.ts';
import { nextLink } from './next-link.ts';

/** What the request for one page has that the others have not. */
export type PageRequest =
  | { readonly kind: 'values'; readonly values: Readonly<Record<string, string | number>> }
  /** Path and query, on the same origin. */
  | { readonly kind: 'address'; readonly path: string };

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

/** For all pages of a list together; the one that goes beyond it is the last. */
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
  const start = firstOf(pagination);
  const first = await ask(start);
  if (pagination.kind === 'none') return { value: first.value };

  let page = first;
  let leftBytes = maxListBytes - first.answer.text.length;
  const items: unknown[] = [];
  const seen = new Set([keyOf(start)]);
  for (let pages = 1; ; pages += 1) {
    const newItems = itemsOf(page.value, pagination);
    // Not spread into one call: a list may be longer than the stack.
    for (const item of newItems) items.push(item);
    const next = nextOf(pagination, page, { items: items.length, newItems: newItems.length, pages, origin });
    const value = withMemberAt(first.value, pagination.items, items);
    if (next === undefined) return { value };
    const isFull = pages >= pagination.maxPages || items.length >= maxItems || leftBytes <= 0;
    if (isFull) return { value, truncatedAfter: pages };
    if (seen.has(keyOf(next))) throw comesAgain();
    seen.add(keyOf(next));
    const before = page;
    page = await ask(next);
    // A server that does not know the parameter answers with the first page for ever.
    if (newItems.length > 0 && page.answer.text === before.answer.text) throw comesAgain();
    leftBytes -= page.answer.text.length;
  }
}

const comesAgain = (): SourceError =>
  new SourceError('invalid_response', 'answered with the same page again: its pagination works otherwise');

const keyOf = (request: PageRequest): string =>
  request.kind === 'address' ? request.path : JSON.stringify(request.values);

const firstOf = (pagination: PaginationSpec): PageRequest => {
  const hasStart = pagination.kind === 'page' || pagination.kind === 'offset';
  return hasStart ? numbered(pagination, pagination.start) : { kind: 'values', values: {} };
};

type Numbered = Extract<PaginationSpec, { kind: 'page' | 'offset' }>;
type Paged = Exclude<PaginationSpec, { kind: 'none' }>;

const numbered = ({ param, sizeParam, size }: Numbered, at: number): PageRequest => ({
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
const nextOf = (pagination: Paged, page: Page, progress: Progress): PageRequest | undefined => {
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
