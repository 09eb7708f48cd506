import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { palettes } from '../../src/render/colours.ts';
import { columnsKeepingWords, columnWidths, lineLengths, longestWord } from '../../src/render/columns.ts';
import { asShares } from '../../src/render/series.ts';
import { displayWidth, padText, textWidth, wrapText } from '../../src/render/text-lines.ts';
import type { Block } from '../../src/report/section.ts';
import { eventfulReport } from '../helpers/report.ts';
import { parseHtml, visibleText } from './html-elements.ts';
import { rendered } from './renderer.ts';

const renderedBlock = (block: Block) =>
  rendered(eventfulReport({ network: [{ name: 'x', title: 'Section', blocks: [block] }] }));

describe('bars', () => {
  test('have widths in whole per cent of the largest', () => {
    const items = [200, 50, 0].map((amount) => ({ label: `n${amount}`, amount, value: { number: amount } }));
    const { html } = renderedBlock({ kind: 'bars', items });
    const widths = parseHtml(html)
      .filter(({ attributes }) => attributes.get('bgcolor') === palettes.light.shades.notice.edge)
      .map(({ attributes }) => attributes.get('width'));
    expect(widths).toEqual(['100%', '25%']);
  });

  test.each([Number.NaN, -3, Number.POSITIVE_INFINITY])('survive an amount of %s', (amount) => {
    expect(asShares([amount, 10])).toEqual([0, 1]);
    expect(asShares([amount])).toEqual([0]);
  });
});

describe('a table', () => {
  const columns = [{ title: 'Device' }, { title: 'Clients', align: 'end' }] as const;

  test('shows zero as 0 and what is not known as a dash', () => {
    const { html, text } = renderedBlock({
      kind: 'table',
      columns,
      rows: [
        ['AP', { number: 0 }],
        ['SW', null],
      ],
    });
    expect(text).toContain('  AP            0\n  SW            –\n');
    expect(html).toMatch(/>0<\/td>/u);
  });

  test('fills short rows and drops cells that have no column', () => {
    const { text } = renderedBlock({ kind: 'table', columns, rows: [['AP'], ['SW', 'x', 'lost']] });
    expect(text).toContain('AP            –');
    expect(text).not.toContain('lost');
  });

  test('that does not fit into 78 columns of text becomes a list with its column titles', () => {
    const { text } = renderedBlock({
      kind: 'table',
      columns: [{ title: 'Rule' }, { title: 'Target' }],
      rows: [['r'.repeat(50), 't'.repeat(50)]],
    });
    expect(text).toContain(`  - ${'r'.repeat(50)}\n    Target: ${'t'.repeat(50)}\n`);
  });

  test('with four columns or more becomes a card per row in a narrow window', () => {
    const wide = [...columns, { title: 'Model' }, { title: 'State' }];
    const cards = renderedBlock({ kind: 'table', columns: wide, rows: [['AP']] }).html;
    expect(cards).toContain('class="rows stack"');
    expect(cards).toContain('data-label="Clients"');
    const narrow = renderedBlock({ kind: 'table', columns, rows: [['AP']] }).html;
    expect(narrow).toContain('class="rows"');
    expect(narrow).not.toContain('data-label=');
  });

  test('writes out a sentence in its widest column, and cuts what is long beside it', () => {
    const sentence = `A network intrusion attempt from Meeting Room TV ${'and more '.repeat(15)}has been detected.`;
    const { html, text } = renderedBlock({
      kind: 'table',
      columns: [{ title: 'Client' }, { title: 'Event' }],
      rows: [['c'.repeat(100), sentence]],
    });
    const unbroken = (part: string): string => part.replace(/\s/gu, '');
    for (const part of [visibleText(html), text]) {
      expect(unbroken(part)).toContain(unbroken(sentence));
      expect(unbroken(part)).toContain(`${'c'.repeat(79)}…`);
    }
  });

  test('cuts even a sentence that has no end', () => {
    const { html } = renderedBlock({ kind: 'table', columns, rows: [['x'.repeat(5_000)]] });
    expect(visibleText(html)).toContain(` ${'x'.repeat(239)}… `);
  });

  test('gives short columns the width they need beside a long text', () => {
    const rows = [[{ atMs: 0 }, 'Something happened, and here it is told at length.', { number: 3 }]];
    const { html } = renderedBlock({
      kind: 'table',
      columns: [{ title: 'Last at' }, { title: 'Event' }, { title: 'Times', align: 'end' }],
      rows,
    });
    const headers = parseHtml(html).filter(({ attributes }) => attributes.get('scope') === 'col');
    expect(headers.map(({ attributes }) => attributes.get('width'))).toEqual(['23%', undefined, '9%']);
  });
});

describe('columns', () => {
  test('keep short words whole and let long names break', () => {
    expect(columnsKeepingWords([5_000, 7, 8], lineLengths.narrow)).toEqual([false, true, true]);
  });

  test('never ask for more room than a window of 320 px has', () => {
    const anyLengths = fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(anyLengths, (lengths) => {
        const keeps = columnsKeepingWords(lengths, lineLengths.narrow);
        const needed = lengths.reduce((sum, length, at) => sum + (keeps[at] === true ? length : 1), 0);
        expect(needed).toBeLessThanOrEqual(lineLengths.narrow);
      }),
    );
  });

  test('share the page by their texts, of which the long ones take what is left', () => {
    expect(columnWidths([5, 17, 20])).toEqual([null, null, null]);
    expect(columnWidths([18, 8, 200, 5])).toEqual([24, 13, null, 9]);
    expect(columnWidths([24, 24, 24, 200])).toEqual([23, 23, 23, null]);
    expect(columnWidths([200, 300])).toEqual([null, null]);
    expect(columnWidths([])).toEqual([]);
  });

  test('measure words where a browser breaks them', () => {
    expect(longestWord('USW-Pro-Max, 22 Nov')).toBe(4);
    expect(longestWord('a name\u00a0of its')).toBe(4);
    expect(longestWord('10.0.0.1')).toBe(8);
    expect(longestWord('22 Nov', 5)).toBe(5);
    expect(longestWord('')).toBe(0);
  });
});

describe('lines of the text part', () => {
  test('are at most 78 columns wide and lose no letter', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 120 })), (words) => {
        const text = words.join(' ').replace(/\s+/gu, ' ').trim();
        const lines = wrapText(text, { first: '  - ' });
        expect(lines.filter((line) => displayWidth(line) > textWidth)).toEqual([]);
        expect(lines.join('').replace(/^ {2}-|\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      }),
    );
  });

  test('count East Asian letters and emoji as two columns and marks as none', () => {
    expect(displayWidth('語')).toBe(2);
    expect(displayWidth('🛜')).toBe(2);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(padText('語', 4)).toBe('語  ');
    expect(padText('7', 3, 'right')).toBe('  7');
  });
});
