import { describe, expect, test } from 'vitest';
import { renderSavedReports } from '../../src/render/render.ts';
import type { SavedReportInput } from '../../src/render/saved-reports.ts';
import { readShippedTemplate } from '../../src/render/templates.ts';
import { hostileTexts } from '../hostile/texts.ts';
import { parseHtml } from './html-elements.ts';

const page = (reports: readonly SavedReportInput[], locale = 'en-GB'): string =>
  renderSavedReports(reports, { locale }, { readTemplate: readShippedTemplate });
const saved = (changes: Partial<SavedReportInput> = {}): SavedReportInput => ({
  stem: '2026-11-21-070000',
  time: '2026-11-21-070000',
  extensions: ['html', 'txt', 'json'],
  title: 'Harbour Office',
  severity: 'warning',
  headline: '2 things need you',
  summary: 'AP-Garage offline 3 h',
  counts: { critical: 0, warning: 2, notice: 1 },
  ...changes,
});

describe('the page over all saved reports', () => {
  test('says of each when it was made, how it stands and where its files are', () => {
    const html = page([saved()]);
    expect(html).toContain('1 report, newest first');
    expect(html).toMatch(/<a href="2026-11-21-070000\.html"><time>21 Nov 2026, 07:00<\/time><\/a>/);
    expect(html).toContain('Harbour Office');
    expect(html).toContain('<span class="verdict">2 things need you</span>: AP-Garage offline 3 h');
    expect(html).toContain('2 warnings and 1 notice');
    expect(html).toContain('<a href="2026-11-21-070000.txt">text</a>');
    expect(html).toContain('<a href="2026-11-21-070000.json">JSON</a>');
  });

  test('writes the time that the report was made by its own clock, in the style of the locale', () => {
    expect(page([saved()], 'de-DE')).toContain('21. Nov. 2026, 07:00');
  });

  test('leads to what is there only, and says what is not known', () => {
    const html = page([{ stem: '2026-11-21-070000', time: '2026-11-21-070000', extensions: ['txt'] }]);
    expect(html).not.toContain('.html"');
    expect(html).not.toContain('.json"');
    expect(html).toContain('Not known');
    expect(html).not.toMatch(/undefined|NaN|Invalid/);
  });

  test('needs no script and nothing from elsewhere, and knows both colour schemes', () => {
    const html = page([saved(), saved({ severity: 'clear', summary: 'nothing needs you' })]);
    expect(html).not.toMatch(/<script|https?:|url\(|@import/i);
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).not.toContain('nothing needs you');
    expect(parseHtml(html).length).toBeGreaterThan(20);
  });

  test.each(hostileTexts)('stays inert whatever a network is called: %j', (text) => {
    const plain = parseHtml(page([saved({ title: 'a', headline: 'b', summary: 'c' })]));
    const html = page([saved({ title: text, headline: text || 'b', summary: text || 'c' })]);
    expect(parseHtml(html).length).toBeLessThanOrEqual(plain.length);
    expect(html).not.toMatch(/<script|<img|javascript:[^<]*"/i);
  });
});
