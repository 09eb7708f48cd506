import { describe, expect, test } from 'vitest';
import { encodedBytes, maxEncodedHtmlBytes } from '../../src/render/limits.ts';
import type { Block, Finding } from '../../src/report/section.ts';
import { quietReport, readSection } from '../helpers/report.ts';
import { parseHtml, visibleText } from './html-elements.ts';
import { occurrences, rendered } from './renderer.ts';

const deviceTable = (count: number, name = 'AP-Corridor'): Block => ({
  kind: 'table',
  columns: [
    { title: 'Device' },
    { title: 'Model' },
    { title: 'State' },
    { title: 'Address' },
    { title: 'Up' },
  ],
  rows: Array.from({ length: count }, (_, index) => [
    `${name}-${index}`,
    'U7 Pro Max',
    { text: 'online', tone: 'good' },
    `192.168.${index % 250}.17`,
    { durationMs: index * 3_600_000 },
  ]),
});

const manyFindings = (count: number): readonly Finding[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `devices.offline:${index}`,
    severity: 'warning',
    title: `AP-Corridor-${index} is offline`,
    meaning: 'It does not answer. '.repeat(20),
    advice: 'Look after it. '.repeat(20),
    things: Array.from({ length: 400 }, (_, thing) => `thing ${thing}`),
  }));

describe('the HTML part stays below 90 KB as sent', () => {
  test('with 300 devices, and says how many rows it left out', () => {
    const devices = { name: 'devices', title: 'Devices', blocks: [deviceTable(300)] };
    const { html, text } = rendered(quietReport({ network: [devices] }));
    expect(encodedBytes(html)).toBeLessThan(maxEncodedHtmlBytes);
    for (const part of [visibleText(html), text]) {
      expect(part).toContain('AP-Corridor-24');
      expect(part).not.toContain('AP-Corridor-25');
      expect(part).toContain('and 275 more');
    }
  });

  test('with thousands of everything, in long words of three bytes a letter, and counts what is cut', () => {
    const blocks = Array.from({ length: 24 }, () => deviceTable(60, '語'.repeat(70)));
    const report = quietReport({
      notices: Array.from({ length: 500 }, (_, index) => `notice ${index}`),
      findings: manyFindings(1_312),
      network: Array.from({ length: 8 }, (_, index) => ({ name: `s${index}`, title: `S${index}`, blocks })),
      integrations: Array.from({ length: 30 }, (_, index) => readSection(`I${index}`, blocks)),
      coverage: Array.from({ length: 900 }, () => ({
        subject: 'Events',
        sentence: 'cut short. '.repeat(30),
      })),
    });
    const { html, text } = rendered(report);
    expect(encodedBytes(html)).toBeLessThan(maxEncodedHtmlBytes);
    parseHtml(html);
    for (const part of [html, text]) {
      const shown = occurrences(part, 'What to do:');
      expect(shown).toBeGreaterThan(0);
      expect(part).toContain(`and ${(1_312 - shown).toLocaleString('en-GB')} more`);
    }
    for (let index = 0; index < 30; index += 1) expect(text).toContain(`\nI${index}\n`);
  });

  test('and a report that fits is not cut at all', () => {
    const report = quietReport({
      findings: manyFindings(3).map((finding) => ({ ...finding, things: [] })),
      network: [{ name: 'devices', title: 'Devices', blocks: [deviceTable(25)] }],
    });
    const { html, text } = rendered(report);
    expect(html + text).not.toMatch(/and [\d,]+ more/u);
    expect(text).toContain('AP-Corridor-24');
  });
});

test('what the source left out itself is said beside what the report leaves out', () => {
  const table = { ...deviceTable(30), more: 'and 12 more, all healthy' };
  const { text } = rendered(quietReport({ network: [{ name: 'd', title: 'D', blocks: [table] }] }));
  expect(text).toContain('and 5 more · and 12 more, all healthy');
});

test('columns beyond the eighth are left out and counted', () => {
  const columns = Array.from({ length: 11 }, (_, index) => ({ title: `C${index}` }));
  const table: Block = { kind: 'table', columns, rows: [columns.map(({ title }) => `v-${title}`)] };
  const { text, html } = rendered(quietReport({ network: [{ name: 'd', title: 'D', blocks: [table] }] }));
  for (const part of [html, text]) {
    expect(part).toContain('v-C7');
    expect(part).not.toContain('v-C8');
    expect(part).toContain('3 columns left out');
  }
});

describe('the size as sent', () => {
  test('is at least that of base64 with its line breaks', () => {
    const text = 'plain '.repeat(5_000);
    const base64 = Buffer.from(text).toString('base64').replace(/.{76}/gu, '$&\r\n');
    expect(encodedBytes(text)).toBeGreaterThanOrEqual(base64.length);
  });

  test('counts three bytes for what quoted-printable writes as =XX', () => {
    expect(encodedBytes('='.repeat(1_000))).toBeGreaterThan(3_000);
    expect(encodedBytes('語'.repeat(1_000))).toBeGreaterThan(9_000);
  });
});
