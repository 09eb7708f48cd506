import { describe, expect, test } from 'vitest';
import { limitSteps, maxEncodedHtmlBytes } from '../../src/render/limits.ts';
import type { Report } from '../../src/report/report.ts';
import type { Block, Finding, Severity } from '../../src/report/section.ts';
import { smallestBody } from '../../src/transfer-encoding.ts';
import { eventfulReport, fullReport, readSection } from '../helpers/report.ts';
import { parseHtml, visibleText } from './html-elements.ts';
import { occurrences, rendered } from './renderer.ts';

type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

const deviceTable = (count: number, name = 'AP-Corridor'): BlockOf<'table'> => ({
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

const topTalkers = (count: number): BlockOf<'bars'> => ({
  kind: 'bars',
  title: 'Busiest clients',
  items: Array.from({ length: count }, (_, index) => ({
    label: `Camera Quay ${index}`,
    amount: count - index,
    value: { bytes: (count - index) * 1e9 },
  })),
});

const manyFindings = (count: number, severity: Severity = 'warning'): readonly Finding[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `devices.offline:${index}`,
    severity,
    title: `AP-Corridor-${index} is offline`,
    meaning: 'It does not answer. '.repeat(20),
    advice: 'Look after it. '.repeat(20),
    things: Array.from({ length: 400 }, (_, thing) => `thing ${thing}`),
  }));

describe('the HTML part stays below 90 KB as sent', () => {
  test('with 300 devices, and says how many rows it left out', () => {
    const devices = { name: 'devices', title: 'Devices', blocks: [deviceTable(300)] };
    const { html, text } = rendered(eventfulReport({ network: [devices] }));
    expect(smallestBody(html).bytes).toBeLessThan(maxEncodedHtmlBytes);
    for (const part of [visibleText(html), text]) {
      expect(part).toContain('AP-Corridor-5');
      expect(part).not.toContain('AP-Corridor-6');
      expect(part).toContain('and 294 more, all well');
    }
  });

  test('with thousands of everything, in long words of three bytes a letter, and counts what is cut', () => {
    const blocks = Array.from({ length: 24 }, () => deviceTable(60, '語'.repeat(70)));
    const report = eventfulReport({
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
    expect(smallestBody(html).bytes).toBeLessThan(maxEncodedHtmlBytes);
    parseHtml(html);
    for (const part of [html, text]) {
      const shown = occurrences(part, 'What to do:');
      expect(shown).toBeGreaterThan(0);
      expect(part).toContain(`and ${(1_312 - shown).toLocaleString('en-GB')} more`);
    }
    for (let index = 0; index < 30; index += 1) expect(text).toContain(`\nI${index}\n`);
  });

  test('and a report that fits is not cut at all', () => {
    const report = eventfulReport({
      findings: manyFindings(3).map((finding) => ({ ...finding, things: [] })),
      network: [{ name: 'devices', title: 'Devices', blocks: [deviceTable(6)] }],
    });
    const { html, text } = rendered(report);
    expect(html + text).not.toMatch(/and [\d,]+ more/u);
    expect(text).toContain('AP-Corridor-5');
  });
});

test('rows of lists are cut before key figures', () => {
  const items = Array.from({ length: 9 }, (_, index) => ({
    label: `Figure ${index}`,
    value: { number: index },
  }));
  const devices = { name: 'devices', title: 'Devices', blocks: [deviceTable(300)] };
  const network = Array.from({ length: 30 }, () => devices);
  const report = eventfulReport({
    network,
    integrations: [readSection('Cloudflare', [{ kind: 'facts', items }])],
  });
  const { html, text } = rendered(report);
  expect(text).not.toContain('AP-Corridor-5');
  for (const part of [visibleText(html), text]) expect(part).toContain('Figure 8');
});

describe('findings are cut last', () => {
  const devices = { name: 'devices', title: 'Devices', blocks: [deviceTable(300)] };
  /** So much besides the findings that rows must be cut. */
  const network = Array.from({ length: 30 }, () => devices);
  const shown = (report: Report): number => occurrences(rendered(report).text, 'What to do:');

  test('30 of them stand while rows are cut', () => {
    const { text, html } = rendered(eventfulReport({ findings: manyFindings(30), network }));
    expect(occurrences(text, 'What to do:')).toBe(30);
    expect(occurrences(html, 'What to do:')).toBe(30);
    const [, leftOut] = /^ {2}and (\d+) more, all well$/mu.exec(text) ?? [];
    expect(Number(leftOut)).toBeGreaterThan(300 - 6);
    expect(smallestBody(html).bytes).toBeLessThan(maxEncodedHtmlBytes);
  });

  test('before the first finding goes, every table is at its shortest', () => {
    for (const [index, limits] of limitSteps.entries()) {
      const tighter = limitSteps[index + 1];
      if (tighter === undefined || tighter.statements === limits.statements) continue;
      expect(limits).toMatchObject({ rows: 1, blocks: 0 });
    }
  });

  test('every step is at least as tight as the one before', () => {
    for (const [index, limits] of limitSteps.slice(1).entries()) {
      const looser = limitSteps[index];
      for (const key of ['rows', 'blocks', 'statements', 'textLength'] as const) {
        expect(limits[key]).toBeLessThanOrEqual(looser?.[key] ?? 0);
      }
      expect(limits.details && looser?.details === false).toBe(false);
      expect(limits).not.toEqual(looser);
    }
  });

  test('notices go before warnings and those before what is critical, and it is said what is missing', () => {
    const findings = [
      ...manyFindings(3, 'critical'),
      ...manyFindings(25, 'warning'),
      ...manyFindings(1_200, 'notice'),
    ];
    const { text, html } = rendered(eventfulReport({ findings }));
    expect(occurrences(text, '[CRITICAL]')).toBe(3);
    expect(occurrences(text, '[WARNING]')).toBe(25);
    expect(text.match(/^- AP-Corridor-\d+ is offline$/gmu)).toHaveLength(2);
    for (const part of [visibleText(html), text]) expect(part).toContain('and 1,198 more: 1,198 notices');
  });

  test('which are more than notices is said in words', () => {
    const findings = [
      ...manyFindings(32, 'critical'),
      ...manyFindings(1, 'warning'),
      ...manyFindings(2, 'notice'),
    ];
    expect(rendered(eventfulReport({ findings })).text).toContain(
      'and 5 more: 2 critical, 1 warning and 2 notices',
    );
  });

  test('a small network shows all of them, and all rows', () => {
    const report = fullReport({ findings: manyFindings(12).map((finding) => ({ ...finding, things: [] })) });
    expect(shown(report)).toBe(12);
    expect(rendered(report).text).not.toMatch(/left out|and \d+ more$/mu);
  });
});

/** What one more row, item or finding adds to the mail as sent. */
const weightOfOne = (reportWith: (count: number) => Partial<Report>): number => {
  const bytes = (count: number): number =>
    smallestBody(rendered(eventfulReport(reportWith(count))).html).bytes;
  return (bytes(5) - bytes(2)) / 3;
};

const section = (block: Block): Partial<Report> => ({
  network: [{ name: 'x', title: 'X', blocks: [block] }],
});

const facts = (count: number): Block => ({
  kind: 'facts',
  items: Array.from({ length: count }, (_, index) => ({ label: `Label ${index}`, value: { number: index } })),
});

const shortFindings = (count: number): Partial<Report> => ({
  findings: manyFindings(count).map((finding) => ({ ...finding, meaning: 'm', advice: 'a', things: ['t'] })),
});

test.each([
  ['a fact', (count: number) => section(facts(count)), 150],
  ['a bar', (count: number) => section(topTalkers(count)), 225],
  ['a row of five columns', (count: number) => section(deviceTable(count)), 375],
  ['a finding, its own words not counted', shortFindings, 700],
])('%s adds no more than its share to the mail', (_, reportWith, maxBytes) => {
  const bytes = weightOfOne(reportWith);
  expect(bytes).toBeGreaterThan(maxBytes / 2);
  expect(bytes).toBeLessThan(maxBytes);
});

describe('what the source left out itself is joined with what the report leaves out', () => {
  const leftOut = (block: Block): string =>
    rendered(eventfulReport({ network: [{ name: 'd', title: 'D', blocks: [block] }] })).text;

  test('as one number where both are no more than that', () => {
    expect(leftOut({ ...deviceTable(30), more: 'and 12 more' })).toMatch(/^ {2}and 36 more$/mu);
    expect(leftOut({ ...topTalkers(30), more: 'and 12 more' })).toMatch(/^ {2}and 37 more$/mu);
    expect(leftOut({ ...topTalkers(6), more: 'and 12 more kinds' })).toMatch(/^ {2}and 13 more kinds$/mu);
  });

  test('as one phrase where the source says more than a number', () => {
    expect(leftOut({ ...deviceTable(30), more: 'and 12 more, all healthy' })).toMatch(
      /^ {2}24 rows left out here, and 12 more, all healthy$/mu,
    );
    expect(leftOut({ ...topTalkers(6), more: 'and 30 with less traffic' })).toMatch(
      /^ {2}and 31 with less traffic$/mu,
    );
    expect(leftOut({ ...deviceTable(30), more: 'Only the newest are read' })).toMatch(
      /^ {2}24 rows left out here; Only the newest are read$/mu,
    );
  });

  test('and each alone stays as it is', () => {
    expect(leftOut({ ...deviceTable(3), more: 'and 12 more, all healthy' })).toMatch(
      /^ {2}and 12 more, all healthy$/mu,
    );
    expect(leftOut(deviceTable(30))).toMatch(/^ {2}and 24 more, all well$/mu);
    expect(leftOut(topTalkers(30))).toMatch(/^ {2}and 25 more$/mu);
  });
});

test('columns beyond the eighth are left out and counted', () => {
  const columns = Array.from({ length: 11 }, (_, index) => ({ title: `C${index}` }));
  const row = columns.map(({ title }) => `v-${title}`);
  const table = (rows: number): Block => ({
    kind: 'table',
    columns,
    rows: Array.from({ length: rows }, () => row),
  });
  const parts = (block: Block) =>
    rendered(eventfulReport({ network: [{ name: 'd', title: 'D', blocks: [block] }] }));
  const { text, html } = parts(table(1));
  for (const part of [html, text]) {
    expect(part).toContain('v-C7');
    expect(part).not.toContain('v-C8');
    expect(part).toContain('3 columns left out');
  }
  expect(parts(table(8)).text).toContain('2 rows and 3 columns left out here');
});
