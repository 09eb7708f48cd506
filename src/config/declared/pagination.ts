import * as v from 'valibot';
import type { PaginationSpec } from '../../integrations/declared/spec.ts';
import { fields, object, parsedBy, string, text, whole } from './fields.ts';
import { memberPath } from './member-path.ts';

/** A list that never ends must not keep a report waiting. */
const defaultMaxPages = 20;

const place = v.pipe(string, parsedBy(memberPath));
const common = {
  items: v.exactOptional(place, '$'),
  maxPages: v.exactOptional(whole(1, 100), defaultMaxPages),
} as const;
const size = { sizeParam: v.exactOptional(text(100)), size: v.exactOptional(whole(1, 10_000)) } as const;

const sizeOf = (written: { readonly sizeParam?: string; readonly size?: number }) => ({
  ...(written.sizeParam !== undefined && { sizeParam: written.sizeParam }),
  ...(written.size !== undefined && { size: written.size }),
});
const hasBoth = ({ sizeParam, size }: { readonly sizeParam?: string; readonly size?: number }): boolean =>
  sizeParam === undefined || size !== undefined;
const noSize = 'has a sizeParam without the size to send in it';

const none = v.pipe(
  fields({ type: v.literal('none') }),
  v.transform((): PaginationSpec => ({ kind: 'none' })),
);

const page = v.pipe(
  fields({
    type: v.literal('page'),
    param: v.exactOptional(text(100), 'page'),
    start: v.exactOptional(whole(0, 1_000_000), 1),
    ...size,
    ...common,
  }),
  v.check((it) => hasBoth(it), noSize),
  v.transform(
    (it): PaginationSpec => ({
      kind: 'page',
      param: it.param,
      start: it.start,
      items: it.items,
      maxPages: it.maxPages,
      ...sizeOf(it),
    }),
  ),
);

const offset = v.pipe(
  fields({
    type: v.literal('offset'),
    param: v.exactOptional(text(100), 'offset'),
    start: v.exactOptional(whole(0, 1_000_000), 0),
    ...size,
    ...common,
  }),
  v.check((it) => hasBoth(it), noSize),
  v.transform(
    (it): PaginationSpec => ({
      kind: 'offset',
      param: it.param,
      start: it.start,
      items: it.items,
      maxPages: it.maxPages,
      ...sizeOf(it),
    }),
  ),
);

const cursor = v.pipe(
  fields({
    type: v.literal('cursor'),
    param: v.exactOptional(text(100), 'cursor'),
    next: place,
    more: v.exactOptional(place),
    ...common,
  }),
  v.transform(
    (it): PaginationSpec => ({
      kind: 'cursor',
      param: it.param,
      next: it.next,
      items: it.items,
      maxPages: it.maxPages,
      ...(it.more !== undefined && { more: it.more }),
    }),
  ),
);

const link = v.pipe(
  fields({ type: v.literal('link'), ...common }),
  v.transform(({ items, maxPages }): PaginationSpec => ({ kind: 'link', items, maxPages })),
);

/** How to get at a list that comes in pages. */
export const paginationSchema = object(
  v.variant('type', [none, page, offset, cursor, link], 'must be one of none, page, offset, cursor, link'),
);
