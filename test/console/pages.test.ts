import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { text } from '../../src/console/fields.ts';
import { cutNote, readPages } from '../../src/console/pages.ts';
import { SourceError } from '../../src/net/errors.ts';

const schema = v.object({ id: text });
const rows = (page: number, count = 100) =>
  Array.from({ length: count }, (_, index) => ({ id: `${page}-${index}` }));

/** Reads pages from a function and records which were asked for. */
async function read(
  answer: (page: number) => unknown,
  { mostPages = 5, stopWhenTooMany = false }: { mostPages?: number; stopWhenTooMany?: boolean } = {},
) {
  const asked: number[] = [];
  const log = await readPages({
    schema,
    mostPages,
    stopWhenTooMany,
    readPage: async (page) => {
      asked.push(page);
      return answer(page);
    },
  });
  return { asked, log };
}

describe('pages are read', () => {
  test('until the console says that there are no more', async () => {
    const { asked, log } = await read((page) => ({
      data: rows(page),
      total_page_count: 3,
      total_element_count: 300,
    }));
    expect(asked).toEqual([0, 1, 2]);
    expect(log).toMatchObject({ total: 300, totalPages: 3 });
    expect(log.rows).toHaveLength(300);
    expect(log.cut).toBeUndefined();
  });

  test('twelve at a time once the first one has said how many there are, in their order', async () => {
    const asked: number[][] = [];
    const log = await readPages({
      schema,
      mostPages: 50,
      readPage: async (page) => {
        const together = asked.at(-1);
        if (together === undefined || together.length === 0) asked.push([page]);
        else together.push(page);
        // Whoever is asked at the same time is asked before anybody answers; then the next ones begin.
        await new Promise((resolve) => setImmediate(resolve));
        if (asked.at(-1)?.length !== 0) asked.push([]);
        return { data: rows(page), total_page_count: 20 };
      },
    });

    expect(asked.map(({ length }) => length).filter((length) => length > 0)).toEqual([1, 12, 7]);
    expect(log.rows.map(({ id }) => id)).toEqual(
      Array.from({ length: 20 }, (_, page) => rows(page))
        .flat()
        .map(({ id }) => id),
    );
  });

  test('by the number of rows that came, not of those asked for', async () => {
    const { asked, log } = await read((page) => ({ data: rows(page, 30), total_page_count: 2 }));
    expect(asked).toEqual([0, 1]);
    expect(log.rows).toHaveLength(60);
  });

  test('while the console says has_next', async () => {
    const { asked } = await read((page) => ({ data: rows(page), has_next: page < 2 }));
    expect(asked).toEqual([0, 1, 2]);
  });

  test('while they are full, when the console says nothing', async () => {
    const { asked } = await read((page) => ({ data: rows(page, page < 2 ? 100 : 7) }));
    expect(asked).toEqual([0, 1, 2]);
  });

  test('until one is empty, whatever the counts say: with those that were asked for at the same time', async () => {
    const { asked, log } = await read(
      (page) => ({ data: page === 0 ? rows(0) : [], total_page_count: 100, has_next: true }),
      { mostPages: 100 },
    );
    expect(asked).toHaveLength(1 + 12);
    expect(log.rows).toHaveLength(100);
  });

  test('one by one where the first is not full, although more are said to come', async () => {
    const { asked } = await read((page) => ({ data: page === 0 ? rows(0, 1) : [], total_page_count: 100 }));
    expect(asked).toEqual([0, 1]);
  });

  test('once, when the console ignores the page number', async () => {
    const { asked, log } = await read(() => ({ data: rows(0), has_next: true }));
    expect(asked).toEqual([0, 1]);
    expect(log.rows).toHaveLength(100);
  });

  test('without counting a row twice that moved to the next page', async () => {
    const moved = (page: number) => (page === 0 ? rows(0) : [{ id: '0-99' }, { id: '1-0' }]);
    const { log } = await read((page) => ({ data: moved(page), total_page_count: 2 }));
    expect(log.rows).toHaveLength(101);
  });

  test('to the ceiling, and that is said', async () => {
    const { asked, log } = await read((page) => ({
      data: rows(page),
      total_page_count: 99,
      total_element_count: 9_900,
    }));
    expect(asked).toHaveLength(5);
    expect(cutNote('events', log)).toEqual([
      'Only 500 of 9900 events were read: there are more than a report reads.',
    ]);
  });

  test('not further than the first, where more than the ceiling is too many', async () => {
    const { asked, log } = await read((page) => ({ data: rows(page), total_page_count: 6 }), {
      stopWhenTooMany: true,
    });
    expect(asked).toEqual([0]);
    expect(log.cut).toBeDefined();
  });
});

describe('a page that fails', () => {
  const failing = (at: number) => (page: number) => {
    if (page === at) throw new SourceError('timeout', 'did not answer in time');
    return { data: rows(page), total_page_count: 4, total_element_count: 400 };
  };

  test('keeps the ones before it, and says so', async () => {
    const { log } = await read(failing(2));
    expect(log.rows).toHaveLength(200);
    expect(cutNote('events', log)).toEqual([
      'Only 200 of 400 events were read: the rest could not be read (did not answer in time).',
    ]);
  });

  test('is the failure of all when it is the first', async () => {
    await expect(read(failing(0))).rejects.toMatchObject({ code: 'timeout' });
  });

  test('for a reason nobody expected is not hidden', async () => {
    const broken = (page: number) => (page === 1 ? Promise.reject(new TypeError('bug')) : failing(9)(page));
    await expect(read(broken)).rejects.toThrow('bug');
  });
});

test('an empty page with null for a list is no rows', async () => {
  expect((await read(() => ({ data: null, total_element_count: 0 }))).log.rows).toEqual([]);
});

test.each([{}, [], 'x', null, { data: 7 }])('%j instead of a page is an invalid response', async (body) => {
  await expect(read(() => body)).rejects.toMatchObject({ code: 'invalid_response' });
});

test('what was read to the end needs no note', async () => {
  expect(cutNote('events', (await read((page) => ({ data: rows(page, 3) }))).log)).toEqual([]);
});

test('a page that is longer than asked for counts as the pages it stands for', async () => {
  const short = await read(() => ({ data: rows(0, 500), has_next: false }), { mostPages: 5 });
  expect(short.log).toEqual({ rows: rows(0, 500) });
  const { asked, log } = await read((page) => ({ data: rows(page, 300_000) }), { mostPages: 5 });
  expect(asked).toEqual([0]);
  expect(log).toEqual({ rows: rows(0, 500), cut: 'there are more than a report reads' });
});
