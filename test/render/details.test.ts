import { describe, expect, test } from 'vitest';
import type { Block } from '../../src/report/section.ts';
import { eventfulReport, readSection } from '../helpers/report.ts';
import { visibleText } from './html-elements.ts';
import { rendered } from './renderer.ts';

const names = (title: string, count: number, isDetail: boolean): Block => ({
  kind: 'bars',
  title,
  isDetail,
  items: Array.from({ length: count }, (_, index) => ({
    label: `${title} ${index}`,
    amount: 1,
    value: null,
  })),
});

const chart: Block = {
  kind: 'series',
  title: 'Requests per hour',
  isDetail: true,
  points: [1, 2, 3].map((amount) => ({ atMs: amount * 3_600_000, amount })),
  summary: { number: 6 },
};

describe('background', () => {
  const section = readSection('Cloudflare', [
    names('News', 3, false),
    names('Background', 3, true),
    names('Also', 3, true),
    chart,
  ]);
  /** So much besides that the mail is full. */
  const crowd = Array.from({ length: 36 }, (_, index) =>
    readSection(`Other ${index}`, [names(`Other ${index}`, 6, false), names('x', 6, false)]),
  );

  test('stands in a mail that has room for it', () => {
    const { html, text } = rendered(eventfulReport({ integrations: [section] }));
    for (const part of [visibleText(html), text]) {
      expect(part).toContain('Background 2');
      expect(part).toContain('Requests per hour');
      expect(part).not.toContain('in the full report');
    }
  });

  test('is the first to go from a mail that is full, and is counted', () => {
    const { html, text } = rendered(eventfulReport({ integrations: [section, ...crowd] }));
    for (const part of [visibleText(html), text]) {
      expect(part).toContain('News 2');
      expect(part).not.toContain('Background');
      expect(part).not.toContain('Requests per hour');
      expect(part).toContain('2 more lists and 1 more chart in the full report');
    }
  });

  test('is in the full report, however long', () => {
    const { page } = rendered(eventfulReport({ integrations: [section, ...crowd] }));
    expect(visibleText(page)).toContain('Background 2');
    expect(visibleText(page)).not.toContain('in the full report');
  });
});

describe('a column of background', () => {
  const zones = (rows: number): Block => ({
    kind: 'table',
    columns: [{ title: 'Zone' }, { title: 'Visitors', isDetail: true }, { title: 'Status' }],
    rows: Array.from({ length: rows }, (_, index) => [`zone-${index}.example`, { number: 4711 }, 'Active']),
  });
  const reportOf = (block: Block) =>
    rendered(eventfulReport({ network: [{ name: 'z', title: 'Z', blocks: [block] }] }));

  test('has no room in the HTML part, which names it; the other cells stay in their columns', () => {
    const page = visibleText(reportOf(zones(2)).html);
    expect(page).toMatch(/Zone Status zone-0\.example Active zone-1\.example Active/);
    expect(page).toContain('Also in the full report: Visitors');
    expect(visibleText(reportOf(zones(9)).html)).toContain('and 3 more Also in the full report: Visitors');
  });

  test('stands in the text part, which has the room', () => {
    const { text } = reportOf(zones(2));
    expect(text).toMatch(/^ {2}zone-1\.example +4,711 +Active$/mu);
    expect(text).not.toContain('full report');
  });

  test('stands in the full report', () => {
    expect(visibleText(reportOf(zones(2)).page)).toMatch(/Zone Visitors Status zone-0\.example 4,711 Active/);
  });

  test('is not named where no row is shown', () => {
    const rows = [['AP-Lobby', { celsius: 40 }, { text: 'online', tone: 'good' }]] as const;
    const { html } = reportOf({
      kind: 'table',
      columns: [{ title: 'Device' }, { title: 'Temperature', isDetail: true }, { title: 'State' }],
      rows,
      well: { one: 'device, all well', many: 'devices, all well' },
    });
    expect(visibleText(html)).toContain('1 device, all well');
    expect(html).not.toContain('Temperature');
  });
});
