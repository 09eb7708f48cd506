import * as v from 'valibot';
import { isSourceError, SourceError } from '../net/errors.ts';
import { flag, isRecord, number, requiredRows } from './fields.ts';
import { mostAtOnce } from './limit.ts';

/** Rows asked for at once; consoles may send fewer, so only the number received counts (UniFi API reference §5.2). */
export const pageSize = 100;

/** What a paged v2 answer says about itself beside its rows (§5.2, §5.3). */
const pageSchema = v.object({ has_next: flag, total_element_count: number, total_page_count: number });

export interface PagedRows<T> {
  readonly rows: readonly T[];
  /** How many rows the console says there are. */
  readonly total?: number;
  readonly totalPages?: number;
  /** Why there are more rows than were read; absent when all were read. */
  readonly cut?: string;
}

const tooMany = 'there are more than a report reads';

interface PagedQuestion<S extends RowSchema> {
  readonly schema: S;
  readonly mostPages: number;
  /** Stop after the first page when the console says that there are more pages than the ceiling. */
  readonly stopWhenTooMany?: boolean;
  readonly readPage: (pageNumber: number) => Promise<unknown>;
}

type RowSchema = v.GenericSchema<unknown, { readonly id?: string | undefined }>;

/**
 * Reads pages to the end or to the ceiling. When a later page fails, what was read before is kept and labelled.
 * @throws SourceError when the first page cannot be read
 */
export async function readPages<S extends RowSchema>(
  question: PagedQuestion<S>,
): Promise<PagedRows<v.InferOutput<S>>> {
  const rows: v.InferOutput<S>[] = [];
  // A page may be longer than asked for.
  const mostRows = question.mostPages * pageSize;
  const seen = new Set<string>();
  let counts: Pick<PagedRows<unknown>, 'total' | 'totalPages'> = {};

  for (let pageNumber = 0; pageNumber < question.mostPages; ) {
    const numbers = nextPages(rows.length, pageNumber, Math.min(question.mostPages, counts.totalPages ?? 0));
    for (const page of await Promise.all(numbers.map((each) => readOnePage(question, each)))) {
      if ('cut' in page) return { rows, ...counts, cut: page.cut };
      if (pageNumber === 0) counts = page.counts;
      pageNumber += 1;
      // Rows move to later pages while new ones arrive, and a console that ignores the page number repeats itself.
      const fresh = page.rows.filter(({ id }) => id === undefined || !seen.has(id));
      for (const row of fresh) {
        if (rows.length === mostRows) return { rows, ...counts, cut: tooMany };
        if (row.id !== undefined) seen.add(row.id);
        rows.push(row);
      }
      if (fresh.length === 0 || !page.hasMore) return { rows, ...counts };
      if (question.stopWhenTooMany && (counts.totalPages ?? 0) > question.mostPages)
        return { rows, ...counts, cut: tooMany };
    }
  }
  return { rows, ...counts, cut: tooMany };
}

/**
 * As many as one console is asked at once: a slow one would else be waited for as often as there are pages. The first page
 * says how many there are; where it is not full, that is doubtful, and the second shows whether it is true. Where nothing is
 * said, each page tells whether there is another.
 */
const nextPages = (rowsRead: number, from: number, end: number): readonly number[] => {
  const isDoubtful = from < 2 && rowsRead < pageSize;
  const length = isDoubtful ? 1 : Math.max(1, Math.min(mostAtOnce, end - from));
  return Array.from({ length }, (_, index) => from + index);
};

/** "Only 5,000 of 12,000 events were read: …", or nothing when all were. */
export function cutNote(what: string, { rows, total, cut }: PagedRows<unknown>): readonly string[] {
  if (cut === undefined) return [];
  const of = total !== undefined && total > rows.length ? ` of ${total}` : '';
  return [`Only ${rows.length}${of} ${what} were read: ${cut}.`];
}

async function readOnePage<S extends RowSchema>({ schema, readPage }: PagedQuestion<S>, pageNumber: number) {
  try {
    return parsePage(schema, await readPage(pageNumber), pageNumber);
  } catch (error) {
    if (pageNumber === 0 || !isSourceError(error)) throw error;
    return { cut: `the rest could not be read (${error.message})` };
  }
}

function parsePage<S extends RowSchema>(schema: S, body: unknown, pageNumber: number) {
  if (!isRecord(body) || !('data' in body))
    throw new SourceError('invalid_response', 'the console answered without the list that was asked for');
  const { has_next, total_element_count: total, total_page_count: totalPages } = v.parse(pageSchema, body);
  const rows = requiredRows(schema, body.data ?? []);
  const isLast = totalPages === undefined ? rows.length < pageSize : pageNumber + 1 >= totalPages;
  return {
    rows,
    hasMore: has_next === true || !(has_next === false || isLast),
    counts: {
      ...(total !== undefined && { total }),
      ...(totalPages !== undefined && { totalPages }),
    },
  };
}
