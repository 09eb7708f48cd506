import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/report/section.ts';
import { toldBy } from '../helpers/facts.ts';
import { hourMs, internet, minuteMs, nowMs, ok } from '../helpers/snapshot.ts';
import { acrossIn } from './across.ts';

/** 02:47 to 03:01 in London. */
const fromMs = nowMs - 3 * hourMs - 13 * minuteMs;
const toMs = fromMs + 14 * minuteMs;
const line = (changes = {}) => ({
  internet: ok(
    internet({ wans: [{ name: 'WAN', up: true }], outages: [{ wan: 'WAN', fromMs, toMs }], ...changes }),
  ),
});
const id = 'cloudflare.tunnel-down:7';
const tunnel = (sinceMs: number, more: Partial<Extract<Fact, { kind: 'outage' }>> = {}) =>
  toldBy(
    { kind: 'outage', what: 'Cloudflare Tunnel cameras', sinceMs, findingId: id, ...more },
    { finding: { id, severity: 'warning' } },
  );

test('a tunnel that went down with the line and stayed away is told with its cause', () => {
  expect(acrossIn(line(), [tunnel(fromMs + 31_000)])).toEqual([
    {
      id: `across.line-outage:${id}`,
      severity: 'warning',
      title: 'Cloudflare Tunnel cameras went down with the internet at 02:47 and did not come back',
      short: 'Cloudflare Tunnel cameras down since the internet outage',
      meaning:
        'The internet was down from 02:47 to 03:01 (14 min). Cloudflare Tunnel cameras failed in that time and has not recovered since, so the line is where it began, but not why it lasts.',
      advice: expect.stringMatching(/cloudflared on its host/),
      things: ['Cloudflare Tunnel cameras'],
      explains: [id],
      sinceMs: fromMs + 31_000,
    },
  ]);
});

test('one that came back is no trouble of its own', () => {
  const [found] = acrossIn(line(), [tunnel(fromMs, { untilMs: toMs + 9_000 })]);
  expect(found).toMatchObject({
    severity: 'notice',
    title: 'Cloudflare Tunnel cameras was down while the internet was down, and came back',
    explains: [id],
  });
});

test('a failed check keeps its own severity', () => {
  const check = toldBy(
    { kind: 'outage', what: 'Backup late', sinceMs: fromMs + minuteMs },
    { name: 'nas', finding: { id: 'declared.nas:late', severity: 'critical' } },
  );
  expect(acrossIn(line(), [check])).toMatchObject([
    { id: 'across.line-outage:declared.nas:late', severity: 'critical' },
  ]);
});

test('with another line in use, the line that is still down is named', () => {
  const two = line({
    wans: [
      { name: 'WAN', up: false },
      { name: 'WAN2', up: true, ip: '203.0.113.9' },
    ],
    outages: [{ wan: 'WAN', fromMs }],
  });
  expect(acrossIn(two, [tunnel(fromMs)])).toMatchObject([
    { title: 'Cloudflare Tunnel cameras went down with WAN at 02:47 and did not come back' },
  ]);
});

test('of several outages it is the nearest, and a time of another day has its day', () => {
  const earlier = { wan: 'WAN', fromMs: fromMs - 24 * hourMs, toMs: toMs - 24 * hourMs };
  const both = line({ outages: [earlier, { wan: 'WAN', fromMs, toMs }] });
  const titles = [tunnel(earlier.fromMs), tunnel(fromMs)].map((fact) => acrossIn(both, [fact])[0]?.title);
  expect(titles[0]).toContain('at 20 Nov, 02:47');
  expect(titles[1]).toContain('at 02:47');
});

describe('nothing is said', () => {
  test.each([
    ['long before it', fromMs - 6 * minuteMs],
    ['well after it', toMs + 3 * minuteMs],
  ])('of what began %s', (_, sinceMs) => {
    expect(acrossIn(line(), [tunnel(sinceMs)])).toEqual([]);
  });

  test('without an outage, and of what no finding tells', () => {
    expect(acrossIn(line({ outages: [] }), [tunnel(fromMs)])).toEqual([]);
    expect(acrossIn(line(), [toldBy({ kind: 'outage', what: 'X', sinceMs: fromMs })])).toEqual([]);
  });
});
