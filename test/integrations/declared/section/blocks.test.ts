import { describe, expect, test } from 'vitest';
import type { SectionBlockSpec } from '../../../../src/integrations/declared/spec.ts';
import { blocksOf, nowMs } from './writing.ts';

const facts: SectionBlockSpec = {
  kind: 'facts',
  items: [
    { label: 'State', value: { path: '$.host.backup.state' } },
    { label: 'Size', value: { path: '$.host.backup.bytes', format: 'bytes' } },
  ],
};
const table: SectionBlockSpec = {
  kind: 'table',
  rows: '$.list.monitors[*]',
  columns: [
    { title: 'Monitor', value: { path: '$.name' } },
    { title: 'Latency', value: { path: '$.seconds', format: 'duration' } },
  ],
};
const bars: SectionBlockSpec = {
  kind: 'bars',
  title: 'Disks',
  rows: '$.list.disks[*]',
  label: '$.name',
  value: { path: '$.used', format: 'percent' },
};
const series: SectionBlockSpec = {
  kind: 'series',
  rows: '$.list.samples[*]',
  at: '$.time',
  value: { path: '$.load' },
  summary: 'largest',
};

const namesAt = (path: string): SectionBlockSpec => ({
  kind: 'facts',
  items: [{ label: 'Down', value: { path } }],
});

const note = (text: string) => ({ kind: 'note', tone: 'neutral', text });

describe('facts', () => {
  test('show each value in its format', () => {
    expect(blocksOf([facts], { host: { backup: { state: 'ok', bytes: 1_500_000 } } })).toEqual([
      {
        kind: 'facts',
        items: [
          { label: 'State', value: 'ok' },
          { label: 'Size', value: { bytes: 1_500_000 } },
        ],
      },
    ]);
  });

  test('a member that is not there is a dash, and a note names it', () => {
    expect(blocksOf([facts], { host: { backup: { state: 'ok' } } })).toEqual([
      expect.objectContaining({
        items: [
          { label: 'State', value: 'ok' },
          { label: 'Size', value: null },
        ],
      }),
      note('Missing or of an unexpected type: Size, $.host.backup.bytes'),
    ]);
  });

  test('a member that is null is a dash, and nothing is missing', () => {
    expect(blocksOf([facts], { host: { backup: { state: 'ok', bytes: null } } })).toHaveLength(1);
  });

  test('several texts stand beside each other, none is said', () => {
    const [downs, ups] = ['$.list[?@.up == false].name', '$.list[?@.up == true].name'].map(namesAt);
    const answers = {
      list: [
        { name: 'web', up: false },
        { name: 'mail', up: false },
      ],
    };

    expect(blocksOf([downs ?? facts], answers)).toMatchObject([{ items: [{ value: 'web, mail' }] }]);
    expect(blocksOf([ups ?? facts], answers)).toMatchObject([{ items: [{ value: 'none' }] }]);
  });

  test('of many texts the first ones are shown and the others counted', () => {
    const list = Array.from({ length: 25 }, (_, index) => ({ name: `m${index}` }));
    const [block] = blocksOf([namesAt('$.list[*].name')], { list });

    expect(block).toMatchObject({ items: [{ value: expect.stringMatching(/^m0, m1, .*m19 and 5 more$/) }] });
  });
});

describe('a table', () => {
  const monitors = [
    { name: 'web', seconds: 1 },
    { name: 'mail', seconds: '2' },
  ];

  test('has one row per value that is selected, amounts at the end of their column', () => {
    expect(blocksOf([table], { list: { monitors } })).toEqual([
      {
        kind: 'table',
        columns: [{ title: 'Monitor' }, { title: 'Latency', align: 'end' }],
        rows: [
          ['web', { durationMs: 1000 }],
          ['mail', { durationMs: 2000 }],
        ],
      },
    ]);
  });

  test('a single cell that is missing or of a wrong type is a dash, and a note counts them', () => {
    const list = {
      monitors: [...monitors, { name: 'dns' }, { seconds: [] }, { name: 'vpn', seconds: null }],
    };

    expect(blocksOf([table], { list })).toEqual([
      expect.objectContaining({
        rows: [
          ['web', { durationMs: 1000 }],
          ['mail', { durationMs: 2000 }],
          ['dns', null],
          [null, null],
          ['vpn', null],
        ],
      }),
      note('Missing or of an unexpected type: Monitor, $.name (1 of 5); Latency, $.seconds (2 of 5)'),
    ]);
  });

  test('a column that no row has is all dashes, as the error of healthy things may be', () => {
    expect(blocksOf([table], { list: { monitors: [{ name: 'web' }] } })).toEqual([
      expect.objectContaining({ rows: [['web', null]] }),
      note('Missing or of an unexpected type: Latency, $.seconds'),
    ]);
  });

  test('an empty list is a table without rows', () => {
    expect(blocksOf([table], { list: { monitors: [] } })).toMatchObject([{ kind: 'table', rows: [] }]);
  });

  test('shows as many rows as it may and counts the others', () => {
    const many = { monitors: Array.from({ length: 1_200 }, () => monitors[0]) };

    expect(blocksOf([{ ...table, limit: 3 }], { list: many })).toMatchObject([{ more: 'and 1197 more' }]);
    expect(blocksOf([table], { list: many })).toMatchObject([{ more: 'and 200 more' }]);
  });
});

describe('bars', () => {
  test('have a name and a length each', () => {
    const disks = [
      { name: 'a', used: 20 },
      { name: 7, used: '40%' },
    ];

    expect(blocksOf([bars], { list: { disks } })).toEqual([
      {
        kind: 'bars',
        title: 'Disks',
        items: [
          { label: 'a', amount: 20, value: { ratio: 0.2 } },
          { label: '7', amount: 40, value: { ratio: 0.4 } },
        ],
      },
    ]);
  });

  test('rows without a name or with a length that cannot be drawn are left out and counted', () => {
    const disks = [{ name: 'a', used: 20 }, { used: 5 }, { name: 'b', used: -5 }, { name: 'c', used: null }];

    expect(blocksOf([bars], { list: { disks } })).toEqual([
      expect.objectContaining({ items: [{ label: 'a', amount: 20, value: { ratio: 0.2 } }] }),
      note(
        'Missing or of an unexpected type: name of a bar, $.name (1 of 4); length of a bar, $.used (1 of 4)',
      ),
    ]);
  });
});

describe('a series', () => {
  const samples = [
    { time: nowMs / 1000, load: 2 },
    { time: nowMs - 60_000, load: 6 },
    { time: new Date(nowMs - 120_000).toISOString(), load: '1' },
  ];
  const points = [
    { atMs: nowMs - 120_000, amount: 1 },
    { atMs: nowMs - 60_000, amount: 6 },
    { atMs: nowMs, amount: 2 },
  ];

  test('is in the order of time, whatever times are written like, and has the title of its integration', () => {
    expect(blocksOf([series], { list: { samples } })).toEqual([
      { kind: 'series', title: 'Storage', points, summary: { number: 6 } },
    ]);
  });

  test.each([
    ['last', 2],
    ['largest', 6],
    ['smallest', 1],
    ['mean', 3],
    ['total', 9],
  ] as const)('its summary may be the %s', (summary, number) => {
    expect(blocksOf([{ ...series, summary }], { list: { samples } })).toMatchObject([
      { summary: { number } },
    ]);
  });

  test('its summary has the format of its values', () => {
    const inBytes = { ...series, value: { path: '$.load', format: 'bytes' } } as const;

    expect(blocksOf([inBytes], { list: { samples } })).toMatchObject([{ summary: { bytes: 6 } }]);
  });

  test('samples without a time or an amount are left out and counted', () => {
    const gappy = [...samples, { time: 0, load: 1 }, { load: 1 }, { time: nowMs, load: 'high' }];

    expect(blocksOf([series], { list: { samples: gappy } })).toEqual([
      expect.objectContaining({ points }),
      note('Missing or of an unexpected type: time of Storage, $.time (1 of 6); Storage, $.load (1 of 6)'),
    ]);
  });

  test('without samples it is there and empty', () => {
    expect(blocksOf([series], { list: { samples: [] } })).toMatchObject([{ points: [], summary: null }]);
  });
});

describe('what is of a wrong type or not there fails the whole section', () => {
  const invalid = expect.objectContaining({ code: 'invalid_response', retryable: false });
  const two = (name: unknown, seconds: unknown) => ({
    list: {
      monitors: [
        { name, seconds },
        { name, seconds },
      ],
    },
  });

  test.each<[string, SectionBlockSpec, Readonly<Record<string, unknown>>]>([
    ['a list for a fact', facts, { host: { backup: { state: [], bytes: 1 } } }],
    ['an object for a fact', facts, { host: { backup: { state: {}, bytes: 1 } } }],
    ['a text for bytes', facts, { host: { backup: { state: 'ok', bytes: 'many' } } }],
    ['true for bytes', facts, { host: { backup: { state: 'ok', bytes: true } } }],
    ['a text on the way to a fact', facts, { host: { backup: 'ok' } }],
    ['a list on the way to a fact', facts, { host: [{ backup: { state: 'ok', bytes: 1 } }] }],
    ['nothing on the way to all facts', facts, { host: {} }],
    ['null for an answer', facts, { host: null }],
    ['null for all facts', facts, { host: { backup: { state: null, bytes: null } } }],
    ['no answer', facts, {}],
    ['a text for the rows', table, { list: { monitors: 'none' } }],
    ['a number for the rows', table, { list: { monitors: 3 } }],
    ['null for the rows', table, { list: { monitors: null } }],
    ['no rows', table, { list: {} }],
    ['a list for the object that holds the rows', table, { list: [] }],
    ['texts for rows', table, { list: { monitors: ['web', 'mail'] } }],
    ['lists for rows', table, { list: { monitors: [['web', 1]] } }],
    ['rows without any of the columns', table, { list: { monitors: [{}, {}] } }],
    ['a number that is none beside a text', namesAt('$.list[*]'), { list: ['a', Number.POSITIVE_INFINITY] }],
    ['rows of nothing but null', table, two(null, null)],
    ['a list in every cell of a column', table, two([], 1)],
    ['a text in every cell of a column of durations', table, two('web', 'quick')],
    ['an object in every cell of a column', table, two('web', {})],
    ['a text for the bars', bars, { list: { disks: 'none' } }],
    ['objects for the names of all bars', bars, { list: { disks: [{ name: {}, used: 1 }] } }],
    ['texts for the lengths of all bars', bars, { list: { disks: [{ name: 'a', used: 'much' }] } }],
    ['negative lengths of all bars', bars, { list: { disks: [{ name: 'a', used: -1 }] } }],
    ['bars without anything', bars, { list: { disks: [{}] } }],
    ['an object of numbers for the samples', series, { list: { samples: { a: 1 } } }],
    ['texts for the times of all samples', series, { list: { samples: [{ time: 'noon', load: 1 }] } }],
    ['lists for all amounts', series, { list: { samples: [{ time: nowMs, load: [] }] } }],
    ['samples without anything', series, { list: { samples: [{}] } }],
  ])('%s', (_, block, answers) => {
    expect(() => blocksOf([block], answers)).toThrow(invalid);
  });

  test('even when all other blocks are fine', () => {
    const answers = { host: { backup: { state: 'ok', bytes: 1 } }, list: { monitors: 'none' } };

    expect(() => blocksOf([facts, table], answers)).toThrow(
      expect.objectContaining({ message: 'answered with something other than rows at $.list.monitors[*]' }),
    );
  });

  test.each<[string, SectionBlockSpec]>([
    ['a table', { kind: 'table', rows: '$.list', columns: [{ title: 'Name', value: { path: '$.name' } }] }],
    ['bars', { kind: 'bars', rows: '$.list', label: '$.name', value: { path: '$.name' } }],
  ])('rows of %s that are the list itself, not its entries', (_, block) => {
    expect(() => blocksOf([block], { list: [{ name: 'web' }] })).toThrow(/append \[\*\] to rows/);
  });

  test('the sentence names the place and the type, never the value', () => {
    const answers = { host: { backup: { state: 'ok', bytes: 'sk-secret' } } };

    expect(() => blocksOf([facts], answers)).toThrow(
      expect.objectContaining({
        message: 'Size: the answer at $.host.backup.bytes is a text, not a number of bytes',
      }),
    );
  });

  test('several values where one with a format is shown', () => {
    const sizes: SectionBlockSpec = {
      kind: 'facts',
      items: [{ label: 'Size', value: { path: '$.disks[*]', format: 'bytes' } }],
    };

    expect(() => blocksOf([sizes], { disks: [1, 2] })).toThrow(/is 2 values, not one/);
  });
});

test('an answer of more values than anybody looks through is refused before it is searched', () => {
  const list = { monitors: Array.from({ length: 300_000 }, () => 1) };

  expect(() => blocksOf([table], { list })).toThrow(expect.objectContaining({ code: 'too_large' }));
});

test('an answer nested a million deep is refused, not a crash', () => {
  const deep: unknown = JSON.parse('['.repeat(240_000) + ']'.repeat(240_000));

  expect(() => blocksOf([{ ...table, rows: '$..x' }], { deep })).toThrow(
    expect.objectContaining({ code: 'invalid_response' }),
  );
});

test('a filter that would search for hours is stopped', () => {
  const every: SectionBlockSpec = {
    kind: 'facts',
    items: [{ label: 'Seen', value: { path: '$.list[?count($.list[?@ == 1]) > 0]' } }],
  };

  expect(() => blocksOf([every], { list: Array.from({ length: 100_000 }, (_, index) => index) })).toThrow(
    expect.objectContaining({ code: 'too_large', message: expect.stringContaining('can search in 5 s') }),
  );
});
