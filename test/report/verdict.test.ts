import { describe, expect, test } from 'vitest';
import type { Finding, Severity } from '../../src/report/section.ts';
import { verdictOf } from '../../src/report/verdict.ts';

const finding = (severity: Severity, title: string): Finding => ({
  id: title,
  severity,
  title,
  meaning: '',
  advice: '',
  things: [],
});

const read = { consoleFailed: false, incomplete: false };

describe('do I need to act?', () => {
  test('no finding is all clear', () => {
    expect(verdictOf({ findings: [], ...read })).toEqual({
      severity: 'clear',
      headline: 'All clear',
      summary: 'nothing needs you',
      counts: { critical: 0, warning: 0, notice: 0 },
    });
  });

  test('notices need nobody, but are counted', () => {
    const verdict = verdictOf({ findings: [finding('notice', 'n')], ...read });
    expect(verdict).toMatchObject({ severity: 'clear', headline: 'All clear' });
    expect(verdict.summary).toBe('nothing needs you, 1 notice');
  });

  test('one warning is one thing, named by its title', () => {
    const verdict = verdictOf({ findings: [finding('warning', 'w'), finding('notice', 'n')], ...read });
    expect(verdict).toEqual({
      severity: 'warning',
      headline: '1 thing needs you',
      summary: 'w',
      counts: { critical: 0, warning: 1, notice: 1 },
    });
  });

  test('critical and warning are counted together, the worst gives severity and summary', () => {
    const verdict = verdictOf({ findings: [finding('critical', 'c'), finding('warning', 'w')], ...read });
    expect(verdict).toMatchObject({ severity: 'critical', headline: '2 things need you', summary: 'c' });
  });

  test('an all-clear over an incomplete reading says so', () => {
    const verdict = verdictOf({ findings: [], consoleFailed: false, incomplete: true });
    expect(verdict.headline).toBe('All clear in what could be read');
    expect(verdict.summary).toBe('nothing needs you in what could be read');
  });

  test('an unreadable console comes before every finding', () => {
    const verdict = verdictOf({
      findings: [finding('warning', 'w')],
      consoleFailed: true,
      incomplete: true,
    });
    expect(verdict).toMatchObject({
      severity: 'critical',
      headline: 'The console could not be read',
      counts: { critical: 0, warning: 1, notice: 0 },
    });
  });
});
