import { describe, expect, test } from 'vitest';
import type { Handler } from '../../helpers/https-server.ts';
import { list, refusal, send, zoneRow } from './fake-cloudflare.ts';
import { ask } from './opening.ts';
import { failed, shown } from './reading.ts';

interface PagedZones {
  readonly count: number;
  /** What a page says about itself. */
  readonly info?: (page: number, perPage: number) => object;
  /** Rows per page, whatever was asked for. */
  readonly perPage?: number;
}

/** `count` pending zones, which are listed but not asked about. */
const paged =
  ({ count, info = () => ({}), perPage }: PagedZones): Handler =>
  (request, response) => {
    const page = Number(request.query.get('page'));
    const size = perPage ?? Number(request.query.get('per_page'));
    const rows = Array.from({ length: count }, (_, index) =>
      zoneRow(`z${index}.example`, { status: 'pending' }),
    );
    send(list(rows.slice((page - 1) * size, page * size), info(page, size)))(request, response);
  };

const zonesRead = async (zones: Handler) => {
  const { asked, results } = await ask({ zones });
  const { overview, notes } = shown(results);
  return { pages: asked('zones').map(({ query }) => query.get('page')), zones: overview.Zones, notes };
};

describe('zones are read to the end', () => {
  test('by total_pages, fifty at a time', async () => {
    const { asked } = await ask({ zones: paged({ count: 0 }) });
    expect(asked('zones')[0]?.query.get('per_page')).toBe('50');
    const info = (_page: number, perPage: number) => ({ total_pages: Math.ceil(100 / perPage) });
    const { pages, zones } = await zonesRead(paged({ count: 100, info }));
    expect(pages).toEqual(['1', '2']);
    expect(zones).toMatchObject({ number: 100 });
  });

  test('by a short page where there is no total', async () => {
    const { pages, zones, notes } = await zonesRead(paged({ count: 120 }));
    expect(pages).toEqual(['1', '2', '3']);
    expect(zones).toMatchObject({ number: 120 });
    expect(notes).toEqual([]);
  });

  test('also where the server sends fewer per page than asked for and says so', async () => {
    const { pages, zones } = await zonesRead(
      paged({ count: 45, perPage: 20, info: (_page, per_page) => ({ per_page }) }),
    );
    expect(pages).toEqual(['1', '2', '3']);
    expect(zones).toMatchObject({ number: 45 });
  });

  test('a total_count that is wrong is not believed', async () => {
    const { zones } = await zonesRead(paged({ count: 70, info: () => ({ total_count: 0 }) }));
    expect(zones).toMatchObject({ number: 70 });
  });

  test('a server that ignores the page number does not keep us', async () => {
    const rows = Array.from({ length: 50 }, (_, index) =>
      zoneRow(`z${index}.example`, { status: 'pending' }),
    );
    const { pages, zones } = await zonesRead(send(list(rows)));
    expect(pages).toEqual(['1', '2']);
    expect(zones).toMatchObject({ number: 50 });
  });

  test('up to a ceiling, which is reported', async () => {
    const { pages, notes } = await zonesRead(paged({ count: 1_500 }));
    expect(pages).toHaveLength(20);
    expect(notes).toContain('Only 1000 zones were read: there are more than a report reads.');
  });
});

test('a page that is longer than asked for does not reach beyond the ceiling', async () => {
  const { pages, zones, notes } = await zonesRead(paged({ count: 1_500, perPage: 1_500 }));
  expect(pages).toEqual(['1']);
  expect(zones).toMatchObject({ number: 1000 });
  expect(notes).toContain('Only 1000 zones were read: there are more than a report reads.');
});

describe('a page that fails', () => {
  const failingFrom =
    (firstBad: number): Handler =>
    (request, response) => {
      const isBad = Number(request.query.get('page')) >= firstBad;
      const answer = isBad ? send(refusal(7003, 'no route'), 404) : paged({ count: 120 });
      return answer(request, response);
    };

  test('a later one leaves what was read before, labelled', async () => {
    const { zones, notes } = await zonesRead(failingFrom(2));
    expect(zones).toMatchObject({ number: 50 });
    expect(notes).toContain(
      'Only 50 zones were read: the rest could not be read (does not know this address (HTTP 404)).',
    );
  });

  test('the first one is a failure', async () => {
    const { results } = await ask({ zones: failingFrom(1) });
    expect(failed(results).code).toBe('http_error');
  });
});

test('rows that are no zones are left out, the others stay', async () => {
  const rows = [
    null,
    'zone',
    {},
    { name: 'no id' },
    zoneRow('a.example', { status: null, account: [], paused: 'false' }),
  ];
  const { results } = await ask({ zones: send(list(rows)) });
  expect(
    shown(results)
      .table('Zones')
      .map((row) => row.slice(0, 2)),
  ).toEqual([['a.example', null]]);
});

test('a list of something else is not "no zones visible"', async () => {
  const { results } = await ask({ zones: send(list([null, 7, { name: 'a.example' }])) });
  expect(failed(results)).toMatchObject({ code: 'invalid_response' });
});
