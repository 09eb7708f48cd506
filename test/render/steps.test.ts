import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BlockView } from '../../src/render/block-view.ts';
import { frameView } from '../../src/render/frame.ts';
import type { Layout } from '../../src/render/layout.ts';
import { fitsIntoMail, type Limits, limitSteps, uncutLimits } from '../../src/render/limits.ts';
import { keptFrames, type WrittenFrame } from '../../src/render/same-frame.ts';
import type { SectionView } from '../../src/render/sections.ts';
import { type ReportView, reportView, writerFor } from '../../src/render/view.ts';
import { writeEmail } from '../../src/render/write-email.ts';
import { createKept, type Kept } from '../../src/render/writer.ts';
import type { Report } from '../../src/report/report.ts';
import { sizeOf } from '../../src/transfer-encoding.ts';
import { eventfulReport, readSection } from '../helpers/report.ts';
import { anyBlock, anyText as text } from './any-block.ts';

const someTexts = fc.array(text, { maxLength: 5 });
const finding = fc.record({
  id: text,
  severity: fc.constantFrom('critical', 'warning', 'notice'),
  title: text,
  meaning: text,
  advice: text,
  things: fc.array(text, { maxLength: 9 }),
});
const explaining = fc
  .tuple(finding, fc.array(finding, { maxLength: 9 }))
  .map(([one, explained]) => ({ ...one, explained }));

/** What stands around the sections. */
const frame: fc.Arbitrary<Partial<Report>> = fc.oneof(
  fc.record({ findings: fc.array(explaining, { maxLength: 3 }) }),
  fc.record({
    title: text,
    notices: someTexts,
    findings: fc.array(explaining, { maxLength: 6 }),
    coverage: fc.array(fc.record({ subject: text, sentence: text }), { maxLength: 20 }),
    verdict: fc.record({
      severity: fc.constantFrom('clear', 'warning'),
      headline: text,
      summary: text,
      counts: fc.constant({ critical: 0, warning: 1, notice: 0 }),
    }),
  }),
);

/** Laid out as letters that depend on everything in it, as long as a mail that must be cut to some step or other. */
const layout = (weight: number): Layout => {
  const line = (view: object): string => `${JSON.stringify(view)}${'='.repeat(weight * 40)}\n`;
  const block = (view: BlockView): string => line(view).repeat(weight);
  const section = (view: SectionView): string =>
    [line({ ...view, blocks: [] }), ...view.blocks.map(block)].join('');
  const html = (view: ReportView): string =>
    [line({ ...view, sections: [] }), ...view.sections.map(section)].join('');
  return { html, section, block, text: () => '' };
};

/** Every step written for itself, from the most generous one on, until one fits. */
const searched = (report: Report, { html }: Layout): { html: string; step: number } => {
  let written = '';
  for (const [step, limits] of limitSteps.entries()) {
    written = html(reportView(report, { locale: 'en-GB', limits, fullReport: { isAttached: false } }));
    if (fitsIntoMail([sizeOf(written)])) return { html: written, step };
  }
  return { html: written, step: limitSteps.length };
};

test('whatever a report holds, its mail is the most generous one that fits, as if each had been written for itself', () => {
  const blocks = fc.array(anyBlock, { maxLength: 12 });
  const stepsTaken = new Set<number>();
  fc.assert(
    fc.property(blocks, blocks, frame, fc.integer({ min: 1, max: 8 }), (ours, theirs, around, weight) => {
      const report = eventfulReport({
        ...around,
        network: [{ name: 'x', title: 'X', blocks: ours }],
        integrations: [readSection('Y', theirs)],
      });
      const expected = searched(report, layout(weight));
      expect(writeEmail(report, { locale: 'en-GB' }, layout(weight)).html).toBe(expected.html);
      stepsTaken.add(expected.step);
    }),
    { numRuns: 60 },
  );
  expect(stepsTaken.size).toBeGreaterThan(3);
});

const framed = (report: Report, limits: Limits, kept: Kept): WrittenFrame => {
  const write = writerFor(report, { locale: 'en-GB', limits, kept });
  return { frame: frameView(report, write, limits, undefined), neededLength: write.neededLength() };
};

test('a frame is the same where nothing in it is cut, and is written anew where something is', () => {
  fc.assert(
    fc.property(frame, fc.shuffledSubarray([...limitSteps]), (around, steps) => {
      const report = eventfulReport(around);
      const kept = createKept();
      framed(report, uncutLimits, kept);
      const frameOf = keptFrames(report, (limits) => framed(report, limits, kept));
      for (const limits of steps) expect(frameOf(limits)).toEqual(framed(report, limits, createKept()).frame);
    }),
  );
});

test('a finding that the page has whole is cut in the mails that have no room for it', () => {
  const meaning = 'It is so. '.repeat(50).trim();
  const finding = { id: 'x', severity: 'warning', title: 'X', meaning, advice: 'Look.', things: [] } as const;
  const report = eventfulReport({ findings: [finding] });
  const kept = createKept();
  framed(report, uncutLimits, kept);
  const frameOf = keptFrames(report, (limits) => framed(report, limits, kept));
  for (const limits of limitSteps) {
    const length = frameOf(limits).findings.cards[0]?.meaning.length ?? 0;
    expect(length).toBeLessThanOrEqual(limits.textLength);
    expect(length === meaning.length).toBe(limits.textLength >= meaning.length);
  }
});
