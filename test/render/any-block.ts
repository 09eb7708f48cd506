import fc from 'fast-check';
import type { Block, Value } from '../../src/report/section.ts';

/** Short ones, and such as must be cut to one length or another. */
export const anyText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.integer({ min: 100, max: 900 }).map((length) => 'W'.repeat(length)),
  fc.integer({ min: 100, max: 900 }).map((length) => '語 '.repeat(length / 2)),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  anyText,
  fc.record({ text: anyText, tone: fc.constantFrom('good', 'warning') }),
  fc.record({ number: fc.double() }),
  fc.constant(null),
);
const items = fc.array(fc.record({ label: anyText, value, amount: fc.nat(9), hint: anyText }), {
  maxLength: 22,
});

export const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('facts'), title: anyText, items }),
  fc.record({ kind: fc.constant('bars'), title: anyText, items, more: anyText, isDetail: fc.boolean() }),
  fc.record({ kind: fc.constant('note'), tone: fc.constant('neutral'), text: anyText }),
  fc.record({
    kind: fc.constant('table'),
    title: anyText,
    columns: fc.constant([{ title: 'One' }, { title: 'Two', isDetail: true }, { title: 'Three' }]),
    rows: fc.array(fc.tuple(value, value, value), { maxLength: 9 }),
    well: fc.record({ one: anyText, many: anyText }),
    isDetail: fc.boolean(),
  }),
);
