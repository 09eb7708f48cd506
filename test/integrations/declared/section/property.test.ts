import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSectionWriter } from '../../../../src/integrations/declared/section/section.ts';
import { valueFormats } from '../../../../src/integrations/declared/section-spec.ts';
import type { SectionBlockSpec } from '../../../../src/integrations/declared/spec.ts';
import { parseFetched } from '../../../../src/integrations/fetched.ts';
import { isSourceError } from '../../../../src/net/errors.ts';
import { writeValue } from '../../../../src/report/write-value.ts';
import { declaration } from '../declaration.ts';
import { context, dataOf } from './writing.ts';

/** Every kind of block, every format. */
const section: readonly SectionBlockSpec[] = [undefined, ...valueFormats].flatMap(
  (format): SectionBlockSpec[] => {
    const valueAt = (path: string) => (format === undefined ? { path } : { path, format });
    return [
      {
        kind: 'facts',
        items: [
          { label: 'A', value: valueAt('$.a') },
          { label: 'B', value: valueAt('$..b') },
        ],
      },
      { kind: 'table', rows: '$.list[*]', columns: [{ title: 'A', value: valueAt('$.a') }] },
      { kind: 'bars', rows: '$.list[*]', label: '$.a', value: valueAt('$.b') },
      { kind: 'series', rows: '$.list[*]', at: '$.a', value: valueAt('$.b'), summary: 'mean' },
    ];
  },
);

const scalar = fc.oneof(
  fc.constantFrom(
    null,
    0,
    -1,
    1e308,
    Number.POSITIVE_INFINITY,
    true,
    '',
    '12',
    '1e999',
    'P1D',
    '2026-05-26',
    '0001-01-01',
  ),
  fc.double({ noNaN: true }),
  fc.string(),
);
const row = fc.oneof(fc.record({ a: scalar, b: scalar }, { requiredKeys: [] }), fc.jsonValue());
const answers = fc.record(
  { a: fc.oneof(scalar, fc.jsonValue()), b: scalar, list: fc.oneof(fc.array(row), fc.jsonValue()) },
  { requiredKeys: [] },
);
const style = { locale: 'en-GB', timeZone: 'UTC' };

test('whatever an API answers, the section is one that can be shown, or a failure that was foreseen', () => {
  fc.assert(
    fc.property(answers, fc.constantFrom(...section), (answered, block) => {
      const writer = createSectionWriter(declaration({ section: [block] }));
      try {
        const { blocks } = dataOf(parseFetched(writer.write(answered, context)));
        const [first] = blocks;
        const values = first?.kind === 'facts' ? first.items.map(({ value }) => value) : [];
        expect(values.map((value) => writeValue(value, style)).join()).not.toMatch(
          /NaN|undefined|Invalid|Infinity/,
        );
      } catch (error) {
        expect(isSourceError(error) && error.code).toBe('invalid_response');
      }
    }),
    { numRuns: 1_000 },
  );
});
