import { describe, expect, test } from 'vitest';
import { unableToFetchData } from '../../src/integrations/results.ts';
import type { Block } from '../../src/report/section.ts';
import { eventfulReport, failedSection, fullReport, readSection } from '../helpers/report.ts';
import { visibleText } from './html-elements.ts';
import { occurrences, rendered } from './renderer.ts';

const cloudflareBlocks: readonly Block[] = [
  {
    kind: 'table',
    title: 'Blocked requests',
    columns: [{ title: 'Source' }, { title: 'Target' }, { title: 'Count', align: 'end' }],
    rows: [['198.51.100.7 (NL)', 'shop.example/login', { number: 312 }]],
  },
  {
    kind: 'table',
    title: 'Tunnels',
    columns: [{ title: 'Tunnel' }, { title: 'State' }],
    rows: [['office-backup', { text: 'down', tone: 'critical' }]],
  },
  {
    kind: 'facts',
    title: 'DNS',
    items: [
      { label: 'Queries', value: { number: 48_211 } },
      { label: 'SERVFAIL', value: { number: 0 } },
    ],
  },
];

/** Defects A–E of the predecessor: its templates were tested with other objects than its program made. */
describe('the predecessor', () => {
  const { html, text } = rendered(
    eventfulReport({ integrations: [readSection('Cloudflare', cloudflareBlocks)] }),
  );

  test('A: crashed on a success with a blocked request; here its rows are shown', () => {
    for (const part of [visibleText(html), text]) expect(part).toMatch(/198\.51\.100\.7 \(NL\)\s+shop/u);
  });

  test('B: never showed tunnels; here a tunnel that is down is named', () => {
    for (const part of [visibleText(html), text]) expect(part).toMatch(/office-backup\s+down/u);
  });

  test('C: crashed on DNS figures; here they are shown, a zero included', () => {
    for (const part of [visibleText(html), text]) {
      expect(part).toMatch(/Queries\s+48,211/u);
      expect(part).toMatch(/SERVFAIL\s+0/u);
    }
  });

  test('D: hid the failure of the only integration; here its section stands', () => {
    const only = rendered(eventfulReport({ integrations: [failedSection('Cloudflare', 'It timed out.')] }));
    for (const part of [visibleText(only.html), only.text]) {
      expect(part).toMatch(/Cloudflare[\s=]+Unable to fetch data\s+It timed out\./u);
    }
  });

  test('E: had no integrations in the text part; here every section is in it', () => {
    const full = rendered(fullReport()).text;
    for (const heading of ['Cloudflare', 'CyberSecure', 'Backup Monitor']) {
      expect(full).toContain(`\n${heading}\n${'='.repeat(heading.length)}\n`);
    }
  });
});

describe('the contract words', () => {
  test('stand once per failed integration in each part', () => {
    const integrations = ['One', 'Two', 'Three'].map((name) => failedSection(name, 'No answer.'));
    const { html, text } = rendered(eventfulReport({ integrations }));
    expect(occurrences(html, unableToFetchData)).toBe(3);
    expect(occurrences(text, unableToFetchData)).toBe(3);
  });

  test('are not repeated by anything else that mentions them', () => {
    const words = 'UNABLE  to fetch\ndata';
    const { html, text } = rendered(
      fullReport({
        title: unableToFetchData,
        consoleFailure: unableToFetchData,
        verdict: {
          severity: 'warning',
          headline: unableToFetchData,
          summary: unableToFetchData,
          counts: { critical: 0, warning: 1, notice: 0 },
        },
        notices: [words],
        findings: [
          { id: 'x', severity: 'warning', title: words, meaning: words, advice: words, things: [words, 'x'] },
        ],
        network: [
          {
            name: 'x',
            title: words,
            blocks: [
              { kind: 'facts', title: words, items: [{ label: words, value: words, hint: words }] },
              { kind: 'table', columns: [{ title: words }], rows: [[words]], more: words },
              { kind: 'note', tone: 'critical', text: words },
            ],
          },
        ],
        integrations: [failedSection(words, unableToFetchData)],
        coverage: [{ subject: words, sentence: words }],
      }),
    );
    for (const part of [html, text]) expect(part.match(/unable\s+to\s+fetch\s+data/giu)).toHaveLength(1);
  });

  test('do not stand in a report in which nothing failed', () => {
    const { html, text } = rendered(
      eventfulReport({ integrations: [readSection('Cloudflare', cloudflareBlocks)] }),
    );
    expect(html + text).not.toContain(unableToFetchData);
  });
});

test('success with nothing in it shows "Nothing to report"', () => {
  const nothing: readonly Block[] = [{ kind: 'facts', items: [] }];
  for (const blocks of [[], nothing]) {
    const { html, text } = rendered(eventfulReport({ integrations: [readSection('Cloudflare', blocks)] }));
    expect(occurrences(html, 'Nothing to report')).toBe(1);
    expect(text).toContain('Cloudflare\n==========\nNothing to report\n');
  }
});
