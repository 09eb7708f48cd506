import { describe, expect, test } from 'vitest';
import { toldBy } from '../helpers/facts.ts';
import { detection, detections, hourMs, internet, minuteMs, nowMs, ok } from '../helpers/snapshot.ts';
import { acrossIn } from './across.ts';

const attacker = (ip: string, source = {}) =>
  toldBy({ kind: 'attacker', ip, count: 41, lastAtMs: nowMs - 30 * minuteMs }, source);
const cybersecure = { name: 'cybersecure', displayName: 'CyberSecure', isRemote: false };
const seen = (...rows: Parameters<typeof detection>[0][]) => ({
  detections: ok(detections(rows.map((row) => detection(row)))),
});

test('an address at the gateway and at Cloudflare is a notice with how often, when and what to do', () => {
  const found = acrossIn(seen({ sourceIp: '198.51.100.23', count: 7 }), [attacker('198.51.100.23')]);
  expect(found).toEqual([
    {
      id: 'across.attackers',
      severity: 'notice',
      title: '198.51.100.23 attacks both the gateway and what Cloudflare protects',
      short: '198.51.100.23 attacks the gateway and Cloudflare',
      meaning:
        'Seen in this period: 198.51.100.23 7 times at the gateway (last at 05:00) and at least 41 times at Cloudflare (last at 05:30). Most scanners knock at one door; whoever comes to both may mean you.',
      advice: 'Block 198.51.100.23 at the gateway and at Cloudflare, and close what need not be open there.',
      things: ['198.51.100.23'],
      explains: ['security.repeated-source:198.51.100.23'],
      sinceMs: nowMs - hourMs,
    },
  ]);
});

test('what the gateway let in makes it a warning', () => {
  const [found] = acrossIn(seen({ sourceIp: '198.51.100.23', action: 'detected' }), [
    attacker('198.51.100.23'),
  ]);
  expect(found).toMatchObject({
    severity: 'warning',
    title: expect.stringMatching(/not all of it was blocked$/),
  });
});

test('several are one finding, the most stubborn first; those beyond three are counted', () => {
  const ips = [1, 2, 3, 4, 5].map((end) => `198.51.100.${end}`);
  const [found, ...others] = acrossIn(
    seen(...ips.map((sourceIp, index) => ({ sourceIp, count: index + 1 }))),
    ips.map((ip) => attacker(ip)),
  );
  expect(others).toEqual([]);
  expect(found?.title).toBe('5 addresses attack both the gateway and what Cloudflare protects');
  expect(found?.things).toEqual(ips.toReversed());
  expect(found?.meaning).toContain('and 2 more.');
});

test('CyberSecure speaks for the gateway, where the console itself has no detections', () => {
  const facts = [attacker('198.51.100.23', cybersecure), attacker('198.51.100.23')];
  expect(acrossIn({}, facts)).toMatchObject([{ things: ['198.51.100.23'] }]);
});

test('IPv6 is one address however it is written', () => {
  const found = acrossIn(seen({ sourceIp: '2001:DB8:0:0::BAD' }), [attacker('2001:db8::bad')]);
  expect(found).toMatchObject([
    { things: ['2001:db8::bad'], explains: ['security.repeated-source:2001:DB8:0:0::BAD'] },
  ]);
});

describe('nothing is said', () => {
  test('of an address that only one of them saw', () => {
    expect(acrossIn(seen({ sourceIp: '198.51.100.23' }), [attacker('198.51.100.24')])).toEqual([]);
    expect(acrossIn(seen({ sourceIp: '198.51.100.23' }))).toEqual([]);
    expect(acrossIn({}, [attacker('198.51.100.23')])).toEqual([]);
  });

  test('when both are the same pair of eyes', () => {
    expect(acrossIn(seen({ sourceIp: '198.51.100.23' }), [attacker('198.51.100.23', cybersecure)])).toEqual(
      [],
    );
  });

  test('of hosts inside, of the own line, and of what is no address', () => {
    expect(acrossIn(seen({ sourceIp: '192.168.1.5' }), [attacker('192.168.1.5')])).toEqual([]);
    expect(
      acrossIn(seen({ sourceIp: '203.0.113.7', direction: 'outgoing' }), [attacker('203.0.113.7')]),
    ).toEqual([]);
    const own = { internet: ok(internet({ wans: [{ name: 'WAN', ip: '203.0.113.10', up: true }] })) };
    expect(acrossIn({ ...own, ...seen({ sourceIp: '203.0.113.10' }) }, [attacker('203.0.113.10')])).toEqual(
      [],
    );
    expect(acrossIn(seen({ sourceIp: 'somebody' }), [attacker('somebody')])).toEqual([]);
  });
});
