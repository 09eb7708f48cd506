import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsIntoMail, limitSteps } from '../../src/render/limits.ts';
import { type ReportView, reportView } from '../../src/render/view.ts';
import { writeEmail } from '../../src/render/write-email.ts';
import type { Report } from '../../src/report/report.ts';
import type { Block, Value } from '../../src/report/section.ts';
import { eventfulReport, readSection } from '../helpers/report.ts';

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.integer({ min: 100, max: 900 }).map((length) => 'W'.repeat(length)),
  fc.integer({ min: 100, max: 900 }).map((length) => '語 '.repeat(length / 2)),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  text,
  fc.record({ text, tone: fc.constantFrom('good', 'warning') }),
  fc.record({ number: fc.double() }),
  fc.constant(null),
);
const items = fc.array(fc.record({ label: text, value, amount: fc.nat(9), hint: text }), { maxLength: 22 });

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('facts'), title: text, items }),
  fc.record({ kind: fc.constant('bars'), title: text, items, more: text, isDetail: fc.boolean() }),
  fc.record({ kind: fc.constant('note'), tone: fc.constant('neutral'), text }),
  fc.record({
    kind: fc.constant('table'),
    title: text,
    columns: fc.constant([{ title: 'One' }, { title: 'Two', isDetail: true }, { title: 'Three' }]),
    rows: fc.array(fc.tuple(value, value, value), { maxLength: 9 }),
    well: fc.record({ one: text, many: text }),
    isDetail: fc.boolean(),
  }),
);

/** Laid out as letters that depend on everything in it, as long as a mail that must be cut to some step or other. */
const layout = (weight: number) => ({
  html: (view: ReportView): string => JSON.stringify(view).padEnd(JSON.stringify(view).length * weight, 'x'),
  text: (): string => '',
});

/** Every step written for itself, from the most generous one on, until one fits. */
const searched = (report: Report, html: (view: ReportView) => string): { html: string; step: number } => {
  let written = '';
  for (const [step, limits] of limitSteps.entries()) {
    written = html(reportView(report, { locale: 'en-GB', limits, fullReport: { isAttached: false } }));
    if (fitsIntoMail(written)) return { html: written, step };
  }
  return { html: written, step: limitSteps.length };
};

test('whatever a report holds, its mail is the most generous one that fits, as if each had been written for itself', () => {
  const blocks = fc.array(block, { maxLength: 12 });
  const stepsTaken = new Set<number>();
  fc.assert(
    fc.property(blocks, blocks, fc.integer({ min: 1, max: 8 }), (ours, theirs, weight) => {
      const report = eventfulReport({
        network: [{ name: 'x', title: 'X', blocks: ours }],
        integrations: [readSection('Y', theirs)],
      });
      const { html, text: letters } = layout(weight);
      const expected = searched(report, html);
      expect(writeEmail(report, { locale: 'en-GB' }, { html, text: letters }).html).toBe(expected.html);
      stepsTaken.add(expected.step);
    }),
    { numRuns: 60 },
  );
  expect(stepsTaken.size).toBeGreaterThan(3);
});
