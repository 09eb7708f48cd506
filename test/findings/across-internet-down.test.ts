import { describe, expect, test } from 'vitest';
import type { FactSource, Severity } from '../../src/report/section.ts';
import { toldBy } from '../helpers/facts.ts';
import { hourMs, internet, minuteMs, nowMs, ok } from '../helpers/snapshot.ts';
import { acrossIn } from './across.ts';

const sinceMs = nowMs - 3 * hourMs - 13 * minuteMs;
const down = (changes = {}) => ({
  internet: ok(
    internet({ wans: [{ name: 'WAN', up: false }], outages: [{ wan: 'WAN', fromMs: sinceMs }], ...changes }),
  ),
});
const silent = (name: string, changes: Partial<FactSource> = {}, since = nowMs) =>
  toldBy(
    { kind: 'outage', what: name, sinceMs: since },
    { name: name.toLowerCase(), displayName: name, isUnreachable: true, ...changes },
  );
const check = (severity: Severity) =>
  toldBy(
    { kind: 'outage', what: 'Shop not reachable', sinceMs },
    { name: 'status', finding: { id: 'declared.status:shop', severity } },
  );

test('integrations that cannot be asked and checks that fail are told with one cause', () => {
  expect(acrossIn(down(), [silent('Cloudflare'), silent('Status'), check('warning')])).toEqual([
    {
      id: 'across.internet-down',
      severity: 'notice',
      title: 'Cloudflare, Status and Shop not reachable fail because the internet is down',
      meaning:
        'The internet has been down since 02:47. Cloudflare and Status could not be asked without it. Since then this is known to fail: Shop not reachable. One cause, not several.',
      advice: 'Bring the internet back first. What still fails in the next report has a cause of its own.',
      things: ['Cloudflare', 'Status', 'Shop not reachable'],
      explains: ['declared.status:shop'],
      sinceMs,
    },
  ]);
});

test('what is critical is named, but keeps its place', () => {
  expect(acrossIn(down(), [check('critical')])).toMatchObject([
    { things: ['Shop not reachable'], explains: [] },
  ]);
});

test('a console that does not say since when is believed that it is down', () => {
  const [found] = acrossIn(down({ outages: [] }), [silent('Cloudflare')]);
  expect(found?.meaning).toBe(
    'No line to the internet is up. Cloudflare could not be asked without it. One cause, not several.',
  );
  expect(found).not.toHaveProperty('sinceMs');
});

describe('nothing is said', () => {
  test('while the internet is up, or where another line is', () => {
    expect(
      acrossIn(down({ wans: [{ name: 'WAN', up: true }], outages: [] }), [silent('Cloudflare')]),
    ).toEqual([]);
    const backup = [
      { name: 'WAN', up: false },
      { name: 'WAN2', up: true, ip: '203.0.113.9' },
    ];
    expect(acrossIn(down({ wans: backup }), [silent('Cloudflare')])).toEqual([]);
  });

  test('of what failed before, of what needs no internet, and of who refused', () => {
    expect(acrossIn(down(), [silent('Cloudflare', {}, sinceMs - 6 * minuteMs)])).toEqual([]);
    expect(acrossIn(down(), [silent('NAS', { isRemote: false })])).toEqual([]);
    expect(acrossIn(down(), [silent('Cloudflare', { isUnreachable: false })])).toEqual([]);
  });
});
