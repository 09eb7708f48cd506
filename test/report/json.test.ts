import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportJson } from '../../src/report/json.ts';
import { blockJson } from '../../src/report/json-blocks.ts';
import type { Report } from '../../src/report/report.ts';
import { type Block, type Fact, severities, type Value } from '../../src/report/section.ts';
import { fullReport, morningMs, quietReport, readSection } from '../helpers/report.ts';
import { reportSchema, schemaProblems } from '../helpers/report-schema.ts';

/** As a reader of the file gets it. */
const written = (report: Report): unknown => JSON.parse(JSON.stringify(reportJson(report)));

describe('the document of a report', () => {
  test.each([
    ['of a quiet one', quietReport()],
    ['of one in which everything occurs', fullReport()],
  ])('%s is what the published schema says', (_, report) => {
    expect(schemaProblems(written(report))).toEqual([]);
  });

  test('says first what an overview of many needs', () => {
    expect(Object.keys(reportJson(fullReport())).slice(0, 6)).toEqual([
      'schemaVersion',
      'title',
      'generatedAtMs',
      'timeZone',
      'period',
      'verdict',
    ]);
  });

  test('holds findings with what they explain, and nothing that is only ours', () => {
    const finding = {
      id: 'a.b',
      severity: 'warning',
      title: 'T',
      meaning: 'M',
      advice: 'A',
      things: [],
    } as const;
    const inner = { ...finding, place: { host: 'secret.example' }, ownRuleId: 'x' };
    const { findings } = reportJson(quietReport({ findings: [{ ...inner, explained: [inner] }] }));
    expect(findings).toEqual([{ ...finding, explained: [finding] }]);
  });
});

describe('a block in the document', () => {
  const all: readonly Block[] = [
    {
      kind: 'series',
      title: 'Latency',
      points: [{ atMs: 1, amount: 2 }],
      summary: { latencyMs: 2 },
      shape: 'columns',
      stepMs: 300_000,
      largest: { latencyMs: 9 },
      marks: [{ fromMs: 1, toMs: 2, label: 'outage' }],
      fromMs: 0,
      toMs: 3,
    },
    { kind: 'facts', title: 'T', items: [{ label: 'L', value: { ratio: 0.5, tone: 'good' }, hint: 'H' }] },
    { kind: 'bars', title: 'T', items: [{ label: 'L', amount: 1, value: { bytes: 1 } }], more: 'M' },
    { kind: 'note', tone: 'warning', text: 'N' },
    {
      kind: 'table',
      title: 'T',
      columns: [{ title: 'C' }],
      rows: [['x'], [null]],
      more: 'M',
      well: { one: 'more device', many: 'more devices' },
    },
  ];

  test('says all that the block says', () => {
    expect(all.map(blockJson)).toEqual(all);
  });

  test('does not say how it is aligned', () => {
    const columns = [{ title: 'C', align: 'end' as const }];
    expect(blockJson({ kind: 'table', columns, rows: [] })).toEqual({
      kind: 'table',
      columns: [{ title: 'C' }],
      rows: [],
    });
  });

  test('leaves out a time that is none, for its schema knows no null there', () => {
    const odd = { stepMs: Number.NaN, fromMs: Number.POSITIVE_INFINITY, toMs: Number.NaN };
    const points = [{ atMs: 1, amount: Number.NaN }];
    expect(blockJson({ kind: 'series', title: 'T', points, summary: null, ...odd })).toEqual({
      kind: 'series',
      title: 'T',
      points: [],
      summary: null,
    });
  });
});

describe('the schema', () => {
  /** Every schema of an object in it. */
  const objectSchemas = (part: unknown): readonly Readonly<Record<string, unknown>>[] => {
    if (typeof part !== 'object' || part === null) return [];
    const inner = Object.values(part).flatMap(objectSchemas);
    return 'properties' in part && typeof part.properties === 'object' && !('$ref' in part)
      ? [Object.fromEntries(Object.entries(part)), ...inner]
      : inner;
  };

  test('accepts no member that it does not describe, anywhere: it cannot fall behind', () => {
    const schemas = objectSchemas(reportSchema);
    expect(schemas.length).toBeGreaterThan(25);
    expect(schemas.filter(({ additionalProperties }) => additionalProperties !== false)).toEqual([]);
  });

  test('refuses what is unknown, missing or of another version', () => {
    const whole = { ...reportJson(fullReport()) };
    expect(schemaProblems({ ...whole, more: 1 })).toHaveLength(1);
    expect(schemaProblems({ ...whole, footer: { ...whole.footer, more: 1 } })).toHaveLength(1);
    expect(schemaProblems({ ...whole, schemaVersion: 2 })).toHaveLength(1);
    expect(schemaProblems({ ...whole, verdict: undefined })).not.toEqual([]);
    const odd = { kind: 'note', tone: 'neutral', text: '', html: '' };
    expect(schemaProblems({ ...whole, network: [{ name: '', title: '', blocks: [odd] }] })).not.toEqual([]);
  });

  test('is versioned and has a name of its own', () => {
    expect(reportSchema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:unifi-report:schema:report:1',
      properties: { schemaVersion: { const: 1 } },
    });
  });
});

const text = fc.string({ unit: 'binary', maxLength: 30 });
const number = fc.oneof(fc.integer(), fc.double());
const tone = fc.constantFrom('good' as const, 'warning' as const, 'critical' as const, 'neutral' as const);
const value: fc.Arbitrary<Value> = fc.oneof(
  text,
  fc.constant(null),
  fc.record({ text, tone }),
  fc.record({ number }),
  fc.record({ bytes: number }),
  fc.record({ bitsPerSecond: number }),
  fc.record({ ratio: number, tone }),
  fc.record({ durationMs: number }),
  fc.record({ latencyMs: number }),
  fc.record({ atMs: number }),
  fc.record({ celsius: number }),
);
/** With every member that it may have: one more does not compile until it is tried here as well. */
type Full<Kind extends Block['kind']> = Required<Extract<Block, { kind: Kind }>>;

const facts: fc.Arbitrary<Full<'facts'>> = fc.record({
  kind: fc.constant('facts' as const),
  isDetail: fc.boolean(),
  title: text,
  items: fc.array(fc.record({ label: text, value, hint: text }), { maxLength: 3 }),
});
const table: fc.Arbitrary<Full<'table'>> = fc.record({
  kind: fc.constant('table' as const),
  isDetail: fc.boolean(),
  title: text,
  columns: fc.constant([{ title: 'A', align: 'end' as const }]),
  rows: fc.array(fc.tuple(value), { maxLength: 3 }),
  more: text,
  well: fc.record({ one: text, many: text }),
});
const bars: fc.Arbitrary<Full<'bars'>> = fc.record({
  kind: fc.constant('bars' as const),
  isDetail: fc.boolean(),
  title: text,
  items: fc.array(fc.record({ label: text, amount: number, value }), { maxLength: 3 }),
  more: text,
});
const series: fc.Arbitrary<Full<'series'>> = fc.record({
  kind: fc.constant('series' as const),
  isDetail: fc.boolean(),
  title: text,
  points: fc.array(fc.record({ atMs: number, amount: number }), { maxLength: 4 }),
  summary: value,
  shape: fc.constantFrom('line' as const, 'columns' as const),
  stepMs: number,
  largest: value,
  marks: fc.array(fc.record({ fromMs: number, toMs: number, label: text }), { maxLength: 2 }),
  fromMs: number,
  toMs: number,
});
const note: fc.Arbitrary<Full<'note'>> = fc.record({ kind: fc.constant('note' as const), tone, text });
const block: fc.Arbitrary<Block> = fc.oneof(facts, table, bars, series, note);
const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ kind: fc.constant('attacker' as const), ip: text, count: number, lastAtMs: number }),
  fc.record({ kind: fc.constant('outage' as const), what: text, sinceMs: number }),
  fc.record({ kind: fc.constant('metric' as const), key: text, value: number, unit: text }),
);
const finding = fc.record({
  id: text,
  severity: fc.constantFrom(...severities),
  title: text,
  meaning: text,
  advice: text,
  things: fc.array(text, { maxLength: 2 }),
  sinceMs: number,
});

test('whatever sources tell, the document is what the schema says', () => {
  fc.assert(
    fc.property(
      fc.array(block, { maxLength: 6 }),
      fc.array(fact, { maxLength: 4 }),
      fc.array(finding, { maxLength: 4 }),
      text,
      (blocks, facts, findings, title) => {
        const report = quietReport({
          title,
          findings: findings.map((one) => ({
            ...one,
            history: { status: 'ongoing', firstSeenMs: morningMs },
            explained: findings,
          })),
          network: [{ name: 'internet', title, blocks }],
          integrations: [{ ...readSection(title, blocks), success: true, data: { blocks, facts, findings } }],
        });
        expect(schemaProblems(written(report))).toEqual([]);
      },
    ),
  );
});
