import { describe, expect, test } from 'vitest';
import { nextLink } from '../../../../src/integrations/declared/client/next-link.ts';
import { type RecordedRequest, sendJson } from '../../../helpers/https-server.ts';
import { serve } from '../../../helpers/serve.ts';
import { askOnce, blocksOf, ref, showing } from './asking.ts';

type Answer = { readonly body: unknown; readonly headers?: Readonly<Record<string, string>> };

const serveAnswers = (answer: (request: RecordedRequest) => Answer) =>
  serve(
    (request, response) => {
      const { body, headers = {} } = answer(request);
      sendJson(response, body, 200, headers);
    },
    { tls: false },
  );

/** A table of all entries of the list, at `rows`. */
const listing = (baseUrl: string, pagination: object, rows = '$.host[*]', more: object = {}) => ({
  ...showing(baseUrl, '$'),
  section: [{ table: { rows, columns: [{ title: 'N', value: '$.n' }], limit: 1_000 } }],
  operations: { host: { path: '/list', query: { q: 'x' }, pagination, ...more } },
});
const read = async (declaration: object) => {
  const blocks = blocksOf(await askOnce(declaration, { env: { NAS_TOKEN: 'token-canary' } }));
  const numbers = blocks
    .flatMap((block) => (block.kind === 'table' ? block.rows : []))
    .map(([value]) =>
      Number(typeof value === 'object' && value !== null && 'number' in value ? value.number : value),
    );
  const notes = blocks.flatMap((block) => (block.kind === 'note' ? [block.text] : []));
  return { numbers, notes };
};

const entries = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => ({ n: from + index }));
const upTo = (count: number) => entries(0, count).map(({ n }) => n);

describe('numbered pages', () => {
  const paged = (perPage: number, total: number) =>
    serveAnswers(({ query }) => {
      const page = Number(query.get('page') ?? query.get('p') ?? 1);
      return { body: entries((page - 1) * perPage, Math.min(page * perPage, total)) };
    });

  test('are asked for until an empty one', async () => {
    const { url, requests } = await paged(2, 5);
    expect(await read(listing(url, { type: 'page' }))).toEqual({ numbers: upTo(5), notes: [] });
    expect(requests.map((request) => request.url)).toEqual(
      [1, 2, 3, 4].map((page) => `/list?q=x&page=${page}`),
    );
  });

  test('or until one that is shorter than asked for', async () => {
    const { url, requests } = await paged(2, 5);
    const pagination = { type: 'page', param: 'p', sizeParam: 'n', size: 2 };
    expect((await read(listing(url, pagination))).numbers).toEqual(upTo(5));
    expect(requests.map((request) => request.url)).toEqual(
      [1, 2, 3].map((page) => `/list?q=x&p=${page}&n=2`),
    );
  });

  test('end at the ceiling, and the section says so', async () => {
    const { url, requests } = await paged(2, 100);
    expect(await read(listing(url, { type: 'page', maxPages: 3 }))).toEqual({
      numbers: upTo(6),
      notes: ['Only the first 3 pages of "host" were read; there are more.'],
    });
    expect(requests).toHaveLength(3);
  });

  test('have a ceiling of 20 unless told otherwise', async () => {
    const { url, requests } = await paged(1, 1_000);
    await read(listing(url, { type: 'page' }));
    expect(requests).toHaveLength(20);
  });

  test('fail when the server knows no such parameter and says the same for ever', async () => {
    const { url, requests } = await serveAnswers(() => ({ body: entries(0, 2) }));
    expect(await askOnce(listing(url, { type: 'page' }))).toMatchObject({
      success: false,
      reason: 'It answered with the same page again: its pagination works otherwise.',
    });
    expect(requests).toHaveLength(2);
  });

  test('with more entries than a report can show end at once, and the section says so', async () => {
    const { url, requests } = await serveAnswers(() => ({ body: Array.from({ length: 200_000 }, () => 1) }));
    const blocks = blocksOf(
      await askOnce({
        ...showing(url, '$.host[0]'),
        operations: { host: { path: '/', pagination: { type: 'page' } } },
      }),
    );
    expect(JSON.stringify(blocks)).toContain('Only the first page of \\"host\\" was read');
    expect(requests).toHaveLength(1);
  });

  test('fail when there is no list where the list should stand', async () => {
    const { url } = await serveAnswers(() => ({ body: { items: {} } }));
    expect(await askOnce(listing(url, { type: 'page', items: '$.items' }))).toMatchObject({
      success: false,
      reason: 'It answered without a list at $.items.',
    });
  });
});

test('offsets count what came', async () => {
  const { url, requests } = await serveAnswers(({ query }) => {
    const offset = Number(query.get('offset'));
    return { body: { data: { items: entries(offset, Math.min(offset + 3, 7)) }, total: 7 } };
  });
  const pagination = { type: 'offset', items: '$.data.items' };
  expect((await read(listing(url, pagination, '$.host.data.items[*]'))).numbers).toEqual(upTo(7));
  expect(requests.map(({ query }) => query.get('offset'))).toEqual(['0', '3', '6', '7']);
});

describe('cursors', () => {
  const pagination = { type: 'cursor', next: '$.meta.next', items: '$.items' };

  test.each([
    ['null', null],
    ['empty', ''],
    ['missing', undefined],
  ])('lead to the page whose next one is %s', async (_, end) => {
    const { url, requests } = await serveAnswers(({ query }) => {
      const cursor = query.get('cursor');
      if (cursor === null) return { body: { items: entries(0, 2), meta: { next: 'a/b=' } } };
      return { body: { items: entries(2, 3), meta: { next: end } } };
    });
    expect((await read(listing(url, pagination, '$.host.items[*]'))).numbers).toEqual(upTo(3));
    expect(requests.map(({ query }) => query.get('cursor'))).toEqual([null, 'a/b=']);
  });

  test('that come again end in a failure instead of a circle', async () => {
    const { url, requests } = await serveAnswers(({ query }) => ({
      body: {
        items: [{ n: 1, at: requests.length }],
        meta: { next: query.get('cursor') === 'a' ? 'b' : 'a' },
      },
    }));
    expect(await askOnce(listing(url, pagination))).toMatchObject({
      success: false,
      reason: 'It answered with the same page again: its pagination works otherwise.',
    });
    expect(requests).toHaveLength(3);
  });

  test('are variables of GraphQL, and may say whether there is more', async () => {
    const { url, requests } = await serveAnswers((request) => {
      const { variables } = Object(request.json());
      const isLast = variables.after === 'c1';
      const nodes = isLast ? entries(2, 4) : entries(0, 2);
      return {
        body: { data: { a: { nodes, pageInfo: { endCursor: isLast ? 'c2' : 'c1', hasNextPage: !isLast } } } },
      };
    });
    const declaration = {
      ...listing(url, {}, '$.host.a.nodes[*]'),
      type: 'graphql',
      operations: {
        host: {
          query: '{ a }',
          variables: { first: 2 },
          pagination: {
            type: 'cursor',
            param: 'after',
            next: '$.a.pageInfo.endCursor',
            more: '$.a.pageInfo.hasNextPage',
            items: '$.a.nodes',
          },
        },
      },
    };
    expect((await read(declaration)).numbers).toEqual(upTo(4));
    expect(requests.map((request) => Object(request.json()).variables)).toEqual([
      { first: 2 },
      { first: 2, after: 'c1' },
    ]);
  });
});

describe('Link headers', () => {
  test('are followed as they are, with the credentials', async () => {
    const { url, requests } = await serveAnswers(({ query, path, headers }) => {
      const own = `http://${headers.host}`;
      const page = Number(query.get('page') ?? 1);
      const next =
        page === 1 ? `<${own}/v2/list?page=2&tag=a&tag=b>; rel="next"` : '</list?page=1>; rel="prev first"';
      return { body: entries(page, page + 1).map((entry) => ({ ...entry, path })), headers: { link: next } };
    });
    const declaration = listing(`${url}/api`, { type: 'link' }, '$.host[*]');
    const auth = { type: 'api_key', key: ref('NAS_TOKEN'), query: 'key' };
    expect((await read({ ...declaration, auth })).numbers).toEqual([1, 2]);
    expect(requests.map((request) => request.url)).toEqual([
      '/api/list?q=x&key=token-canary',
      '/v2/list?page=2&tag=a&tag=b&key=token-canary',
    ]);
  });

  test('to another origin are refused, and nobody there is asked', async () => {
    const other = await serve((_request, response) => sendJson(response, []), { tls: false });
    const { url } = await serveAnswers(() => ({
      body: entries(0, 1),
      headers: { link: `<${other.url}/list?page=2>; rel=next` },
    }));
    expect(await askOnce(listing(url, { type: 'link' }))).toMatchObject({
      success: false,
      reason: 'It answered with a next page at another address; refused.',
    });
    expect(other.requests).toEqual([]);
  });

  test('that lead in a circle end in a failure', async () => {
    const { url, requests } = await serveAnswers(({ query }) => ({
      body: [{ n: 1, at: requests.length }],
      headers: { link: `</list?page=${query.get('page') === '2' ? 3 : 2}>; rel="next"` },
    }));
    expect(await askOnce(listing(url, { type: 'link' }))).toMatchObject({ success: false });
    expect(requests).toHaveLength(3);
  });

  test.each([
    [null, undefined],
    ['', undefined],
    ['</a>; rel="prev", </b?c=1>; rel="next"', '/b?c=1'],
    ['</a>; title="x, y; z"; rel=next', '/a'],
    ['</a>; REL="last next"', '/a'],
    ['</a>; rel="nextish"', undefined],
    ['</a>; rel=next-archive', undefined],
    ['<?page=2>; rel="next"', '/?page=2'],
    ['no link at all', undefined],
  ])('%o leads to %o', (header, path) => {
    expect(nextLink(header, 'https://nas.example')).toBe(path);
  });
});
