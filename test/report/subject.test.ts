import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/report/report.ts';
import { reportSubject } from '../../src/report/subject.ts';

const verdict = (changes: Partial<Verdict>): Verdict => ({
  severity: 'clear',
  headline: 'All clear',
  summary: 'nothing needs you',
  counts: { critical: 0, warning: 0, notice: 0 },
  ...changes,
});

const title = 'Harbour Office';

describe('the subject begins with what is at stake', () => {
  const summary = 'AP-Garage offline 3 h';

  test('all clear', () => {
    expect(reportSubject({ title, verdict: verdict({}) })).toBe(
      '[all clear] Harbour Office: nothing needs you',
    );
  });

  test('one warning and several', () => {
    const counts = { critical: 0, warning: 1, notice: 5 };
    expect(reportSubject({ title, verdict: verdict({ severity: 'warning', summary, counts }) })).toBe(
      '[1 warning] Harbour Office: AP-Garage offline 3 h',
    );
    const two = { ...counts, warning: 2 };
    expect(reportSubject({ title, verdict: verdict({ severity: 'warning', summary, counts: two }) })).toBe(
      '[2 warnings] Harbour Office: AP-Garage offline 3 h',
    );
  });

  test('critical wins over warnings, and an unreadable console is critical without any finding', () => {
    const counts = { critical: 2, warning: 4, notice: 0 };
    expect(reportSubject({ title, verdict: verdict({ severity: 'critical', summary, counts }) })).toMatch(
      /^\[2 critical\] /,
    );
    expect(reportSubject({ title, verdict: verdict({ severity: 'critical', summary }) })).toMatch(
      /^\[critical\] /,
    );
  });
});

test('a long title leaves room for what happened', () => {
  const subject = reportSubject({ title: 'x'.repeat(5000), verdict: verdict({ summary: 'it happened' }) });
  expect(subject).toContain('…: it happened');
});

test('of any title and finding: one line without control or bidirectional characters, at most 150 long', () => {
  const text = fc.string({ unit: 'binary', maxLength: 400 });
  fc.assert(
    fc.property(text, text, (anyTitle, summary) => {
      const subject = reportSubject({ title: anyTitle, verdict: verdict({ severity: 'critical', summary }) });
      expect(subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(Array.from(subject).length).toBeLessThanOrEqual(150);
      expect(subject.startsWith('[critical] ')).toBe(true);
    }),
  );
});
