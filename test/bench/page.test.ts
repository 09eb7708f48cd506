import { expect, test } from 'vitest';
import { withMeasured, writeTable } from '../../bench/page.ts';
import { parseStatus, restBetween } from '../../bench/proc.ts';
import { atMost } from '../../bench/target.ts';

const begin = '<!-- measured: written by npm run bench -->';

test('what was measured takes the place of what was measured before; the words around it stay', () => {
  const page = `# Performance\n\n${begin}\nold\n<!-- /measured -->\n\nWhat was found.\n`;

  expect(withMeasured(page, 'new')).toBe(
    `# Performance\n\n${begin}\n\nnew\n\n<!-- /measured -->\n\nWhat was found.\n`,
  );
  expect(withMeasured(withMeasured(page, 'new'), 'new')).toBe(withMeasured(page, 'new'));
});

test('a page without the marks is not written to', () => {
  expect(() => withMeasured('# Performance', 'new')).toThrow(/has no/);
});

test('a table is Markdown whose columns line up', () => {
  expect(writeTable({ title: 'T', head: ['', 'wall'], rows: [['a report', '7 ms']] })).toBe(
    ['**T**', '', '|          | wall |', '| -------- | ---: |', '| a report | 7 ms |'].join('\n'),
  );
});

test.each([
  [2.99, true],
  [3, true],
  [3.01, false],
  [Number.NaN, false],
])('%d of at most 3 is met: %s', (value, isMet) => {
  expect(atMost('wall', value, 3, '× floor')).toMatchObject({ isMet, target: '≤ 3 × floor' });
});

test('memory and sleeps of a process are read as Linux tells them', () => {
  const status = (rss: number, sleeps: number) =>
    `Name:\tnode\nVmHWM:\t  999 kB\nVmRSS:\t ${rss} kB\nvoluntary_ctxt_switches:\t${sleeps}\nnonvoluntary_ctxt_switches:\t9\n`;

  expect(restBetween(parseStatus(status(80, 10)), parseStatus(status(90, 14)))).toEqual({
    residentBytes: 90 * 1024,
    wakeUps: 4,
  });
  expect(() => parseStatus('Name: node')).toThrow(/Linux only/);
});
