import { describe, expect, test } from 'vitest';
import { tilesView } from '../../src/render/tiles.ts';
import { createWriter } from '../../src/render/writer.ts';
import type { Figure } from '../../src/report/figures.ts';
import { quietReport } from '../helpers/report.ts';
import { visibleText } from './html-elements.ts';
import { rendered } from './renderer.ts';

const figure = (key: string, current: number, previous?: number, unit = 'count'): Figure => ({
  key,
  label: key,
  unit,
  current,
  ...(previous === undefined ? {} : { previous }),
});

const write = createWriter({ locale: 'en-GB', timeZone: 'UTC', maxTextLength: 600 });

const tilesOf = (...items: Figure[]) => tilesView(quietReport({ figures: { items } }), write);
const only = (...items: Figure[]) => tilesOf(...items).items[0];

describe('the key figures', () => {
  test('are five, always in the same order; what is not known has no tile, and other figures have none', () => {
    const all = [
      figure('security.blocked', 17),
      figure('events', 254),
      figure('traffic.total', 214e9, undefined, 'bytes'),
      figure('devices.online', 13),
      figure('clients.connected', 40),
      figure('internet.availability', 0.9996, undefined, 'ratio'),
    ];
    expect(tilesOf(...all).items.map(({ amount }) => amount)).toEqual(['99.96%', '13', '40', '214 GB', '17']);
    expect(tilesOf(figure('clients.connected', 0)).items.map(({ amount }) => amount)).toEqual(['0']);
    expect(tilesOf().items).toEqual([]);
  });

  test('say of how many devices those are that are online, where that is known', () => {
    const online = figure('devices.online', 13, 15);
    expect(only(online, figure('devices.all', 15, 15))).toMatchObject({
      amount: '13 of 15',
      change: 'worse, was 15 of 15',
    });
    expect(only(online)).toMatchObject({ amount: '13' });
  });

  test('have no change where there is no period before, and say against what it is where there is one', () => {
    expect(tilesOf(figure('clients.connected', 40))).toMatchObject({ against: '', items: [{ change: '' }] });
    expect(tilesOf(figure('clients.connected', 40, 36)).against).toBe(
      'Changes are against the period before.',
    );
  });

  test.each([
    ['more', figure('clients.connected', 45, 40), '+13%, was 40', 'neutral'],
    ['less', figure('traffic.total', 9e9, 10e9, 'bytes'), '-10%, was 10 GB', 'neutral'],
    ['the same', figure('security.blocked', 17, 17), 'the same', 'neutral'],
    ['from nothing', figure('security.blocked', 17, 0), 'was 0', 'neutral'],
    ['a worse line', figure('internet.availability', 0.99, 1, 'ratio'), 'worse, was 100%', 'warning'],
    ['a better line', figure('internet.availability', 1, 0.99, 'ratio'), 'better, was 99%', 'good'],
    ['the same line', figure('internet.availability', 1, 1, 'ratio'), 'the same', 'neutral'],
  ])('tell %s in words, and colour it only where one direction is the worse', (_, one, change, shade) => {
    expect(only(one)).toMatchObject({ change, shade: { name: shade } });
  });

  test('do not call it worse when a device was taken away, nor better when one was added that works', () => {
    const fewer = only(figure('devices.online', 9, 10), figure('devices.all', 10, 11));
    expect(fewer).toMatchObject({ change: 'was 10 of 11', shade: { name: 'neutral' } });
  });

  test('are never NaN, whatever was measured', () => {
    for (const current of [Number.NaN, Number.POSITIVE_INFINITY, 1e300])
      for (const previous of [Number.NaN, 0, 1e-300]) {
        const { items } = tilesOf(figure('clients.connected', current, previous));
        expect(JSON.stringify(items)).not.toMatch(/NaN|Infinity|∞|undefined/);
      }
  });
});

test('the key figures stand in both parts between the verdict and the findings', () => {
  const items = [
    figure('internet.availability', 0.99, 1, 'ratio'),
    figure('devices.online', 13, 15),
    figure('devices.all', 15, 15),
  ];
  const finding = {
    id: 'a',
    severity: 'notice',
    title: 'The first finding',
    meaning: 'M.',
    advice: 'A.',
    things: [],
  };
  const { html, text } = rendered(
    quietReport({ figures: { items }, findings: [{ ...finding, severity: 'notice' }] }),
  );
  for (const part of [
    visibleText(html).replace(/^.+?Harbour Office/u, ''),
    text.replace('ALL CLEAR', 'All clear'),
  ])
    expect(part.replaceAll(/\s+/gu, ' ')).toMatch(
      /All clear.+13 of 15.+worse, was 15 of 15.+The first finding/u,
    );
});
