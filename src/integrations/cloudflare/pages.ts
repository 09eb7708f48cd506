import type * as v from 'valibot';
import { isSourceError } from '../../net/errors.ts';
import { type Envelope, requiredList } from './schema.ts';

export interface Rows<T> {
  readonly rows: readonly T[];
  /** Why there are more rows than were read; absent when all were. */
  readonly cut?: string;
}

const tooMany = 'there are more than a report reads';

interface PagedQuestion<S extends RowSchema> {
  readonly schema: S;
  /** Rows asked for per page. */
  readonly perPage: number;
  readonly mostPages: number;
  /** Pages count from 1. */
  readonly readPage: (page: number) => Promise<Envelope>;
}

type RowSchema = v.GenericSchema<unknown, { readonly id: string }>;

/**
 * Reads numbered pages to the end or to the ceiling (Cloudflare API reference §1, pagination). When a later page fails,
 * what was read before is kept and labelled. @throws SourceError when the first page cannot be read
 */
export async function readPages<S extends RowSchema>({
  schema,
  perPage,
  mostPages,
  readPage,
}: PagedQuestion<S>): Promise<Rows<v.InferOutput<S>>> {
  const byId = new Map<string, v.InferOutput<S>>();
  const rowsSoFar = () => [...byId.values()];

  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await unlessLater(page, () => readPage(page));
    if ('cut' in answer) return { rows: rowsSoFar(), cut: answer.cut };
    const rows = requiredList(schema, answer.result);
    const knownBefore = byId.size;
    for (const row of rows.filter(({ id }) => !byId.has(id))) {
      // A page may be longer than asked for.
      if (byId.size === perPage * mostPages) return { rows: rowsSoFar(), cut: tooMany };
      byId.set(row.id, row);
    }
    // A server that ignores the page number repeats itself for ever.
    const isRepeated = byId.size === knownBefore;
    if (isRepeated || isLastPage(answer, page, perPage)) return { rows: rowsSoFar() };
  }
  return { rows: rowsSoFar(), cut: tooMany };
}

async function unlessLater(
  page: number,
  read: () => Promise<Envelope>,
): Promise<Envelope | { readonly cut: string }> {
  try {
    return await read();
  } catch (error) {
    if (page === 1 || !isSourceError(error)) throw error;
    return { cut: `the rest could not be read (${error.message})` };
  }
}

/** A server may send fewer rows per page than asked for, and says so. */
function isLastPage({ result, result_info: info }: Envelope, page: number, perPage: number): boolean {
  if (info?.total_pages !== undefined) return page >= info.total_pages;
  const received = Array.isArray(result) ? result.length : 0;
  return received < (info?.per_page || perPage);
}
