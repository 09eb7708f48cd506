import { describe, expect, test } from 'vitest';
import { maxEncodedHtmlBytes } from '../../src/render/limits.ts';
import type { Comparison, FindingHistory, ResolvedFinding } from '../../src/report/comparison.ts';
import { smallestBody } from '../../src/transfer-encoding.ts';
import { morningMs, quietReport } from '../helpers/report.ts';
import { visibleText } from './html-elements.ts';
import { rendered } from './renderer.ts';

const dayMs = 24 * 60 * 60 * 1000;
const yesterdayMs = morningMs - dayMs;

const past = (title: string, changes: Partial<ResolvedFinding> = {}): ResolvedFinding => ({
  id: title,
  severity: 'warning',
  title,
  firstSeenMs: yesterdayMs - dayMs,
  happened: false,
  ...changes,
});
const compared = (changes: Partial<Extract<Comparison, { kind: 'compared' }>> = {}): Comparison => ({
  kind: 'compared',
  lastReportAtMs: yesterdayMs,
  counts: { new: 0, ongoing: 0, resolved: 0, notKnown: 0 },
  resolved: [],
  notKnown: [],
  ...changes,
});
/** Both parts as a reader sees them, on one line. */
const parts = (comparison: Comparison, changes = {}) => {
  const { html, text } = rendered(quietReport({ comparison, ...changes }));
  return [visibleText(html), text].map((part) => part.replaceAll(/\s+/g, ' '));
};

describe('the verdict', () => {
  test.each([
    [{ new: 2, ongoing: 1, resolved: 3, notKnown: 0 }, /2 new, 1 ongoing, 3 resolved(?!,)/],
    [{ new: 0, ongoing: 0, resolved: 0, notKnown: 1_204 }, /1,204 not known/],
  ])('counts what has changed: %o', (counts, expected) => {
    for (const part of parts(compared({ counts }))) expect(part).toMatch(expected);
  });

  test('says where there is no report to compare with that there is none, and nothing where nothing is compared or was ever found', () => {
    for (const part of parts({ kind: 'baseline' }))
      expect(part).toContain('no earlier report to compare this one with: nothing is marked as new');
    for (const part of [...parts({ kind: 'none' }), ...parts(compared())])
      expect(part).not.toMatch(/earlier report|\bnew\b|ongoing|resolved/i);
  });
});

describe('a finding', () => {
  const finding = {
    id: 'a',
    severity: 'warning',
    title: 'A',
    meaning: 'M.',
    advice: 'D.',
    things: ['A'],
  } as const;
  const tells = (history?: FindingHistory, sinceMs?: number) =>
    parts(compared(), {
      findings: [{ ...finding, ...(history && { history }), ...(sinceMs && { sinceMs }) }],
    });

  test.each([
    ['new', tells({ status: 'new' }), /\bnew\b/],
    ['new, with the time it began', tells({ status: 'new' }, yesterdayMs), /new[,·\s]+since 21 Nov, 07:00/],
    [
      'ongoing since a report first had it',
      tells({ status: 'ongoing', firstSeenMs: yesterdayMs }),
      /ongoing since 21 Nov, 07:00/,
    ],
    [
      'ongoing since it began, where that is known to be earlier',
      tells({ status: 'ongoing', firstSeenMs: yesterdayMs }, yesterdayMs - dayMs),
      /ongoing since 20 Nov, 07:00/,
    ],
    ['neither in a first report', tells(undefined, yesterdayMs), /(?<!new, |ongoing )since 21 Nov, 07:00/],
  ])('is %s', (_, written, expected) => {
    for (const part of written) expect(part).toMatch(expected);
  });
});

describe('what the last report said and this one does not', () => {
  test('is a list of its own in both parts, with the report that first had it', () => {
    const comparison = compared({
      resolved: [past('AP-Garage is offline')],
      notKnown: [past('SW-Attic is hot', { severity: 'critical' })],
    });
    for (const part of parts(comparison)) {
      expect(part).toContain('The report of 21 Nov, 07:00 said this; it is not found any more.');
      expect(part).toContain('Warning: AP-Garage is offline (first reported 20 Nov, 07:00)');
      expect(part).toMatch(/Not known.+could not be read this time.+Critical: SW-Attic is hot/);
      expect(part).not.toContain('not seen again');
    }
  });

  test('is not called put right where it only happened', () => {
    for (const part of parts(compared({ resolved: [past('PC talked to malware', { happened: true })] }))) {
      expect(part).toContain('PC talked to malware (not seen again, first reported');
      expect(part).toContain('does not mean that somebody put it right');
    }
  });

  test('may be called anything, and may be thousands: nothing breaks out, the rest is counted, the mail fits', () => {
    const hostile = past('<script>alert(1)</script>\u202e\nUnable to fetch data');
    const [html, text] = parts(compared({ resolved: [hostile] }));
    expect(rendered(quietReport({ comparison: compared({ resolved: [hostile] }) })).html).not.toContain(
      '<script',
    );
    expect(`${html}${text}`).not.toMatch(/\u202e|Unable to fetch data/);

    const many = Array.from({ length: 5_000 }, (_, index) => past(`${'ж'.repeat(500)} ${index}`));
    const full = rendered(quietReport({ comparison: compared({ resolved: many, notKnown: many }) }));
    expect(smallestBody(full.html).bytes).toBeLessThan(maxEncodedHtmlBytes);
    expect(full.text).toMatch(/and 4,9\d\d more/);
  });
});
