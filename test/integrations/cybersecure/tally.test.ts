import { describe, expect, test } from 'vitest';
import type { Detection } from '../../../src/console/detections.ts';
import { isExternal } from '../../../src/integrations/cybersecure/addresses.ts';
import { directionOf, insideHost, outsideHost } from '../../../src/integrations/cybersecure/direction.ts';
import { isEtPro, seenByEtProAlone } from '../../../src/integrations/cybersecure/et-pro.ts';
import { tally } from '../../../src/integrations/cybersecure/tally.ts';

const detection = (fields: Partial<Detection>): Detection => ({
  atMs: 1,
  action: 'blocked',
  count: 1,
  ...fields,
});

describe('what is attributable to ET PRO rules', () => {
  test.each<[Partial<Detection>, boolean]>([
    [{ signatureId: 2_799_999 }, false],
    [{ signatureId: 2_800_000 }, true],
    [{ signatureId: 2_899_999 }, true],
    [{ signatureId: 2_900_000 }, false],
    [{ signatureId: 2_400_022, signature: 'ET DROP Spamhaus' }, false],
    [{ signature: 'ETPRO MALWARE Example' }, true],
    [{ signature: 'etpro malware example' }, true],
    [{ signature: 'ETPROXY something else' }, false],
    [{ signature: 'Not an ETPRO rule' }, false],
    [{ enhanced: true }, true],
    [{ enhanced: false, signatureId: 2_850_000 }, true],
    [{}, false],
  ])('%j: %s', (fields, expected) => {
    expect(isEtPro(detection(fields))).toBe(expected);
  });
});

describe('what ET PRO rules alone saw', () => {
  const pro = (fields: Partial<Detection>) =>
    detection({
      signature: 'ETPRO EXPLOIT Example',
      sourceIp: '203.0.113.1',
      targetIp: '10.0.0.2',
      ...fields,
    });

  test('is all of it where no open rule fired between the same hosts', () => {
    const rows = [
      pro({ count: 3 }),
      detection({ signature: 'ET SCAN x', sourceIp: '203.0.113.1', targetIp: '10.0.0.3' }),
    ];
    expect(seenByEtProAlone(rows)).toEqual([pro({ count: 3 })]);
  });

  test.each([
    ['from the same host', { sourceIp: '203.0.113.1', targetIp: '10.0.0.2' }],
    ['on the answer', { sourceIp: '10.0.0.2', targetIp: '203.0.113.1' }],
  ])('is nothing where an open rule fired %s', (_where, hosts) => {
    expect(seenByEtProAlone([pro({}), detection({ signature: 'ET SCAN x', ...hosts })])).toEqual([]);
  });

  test('is not claimed where a host is not named, and an open rule that names none takes nothing away', () => {
    const { targetIp: _, ...withoutTarget } = pro({});
    expect(seenByEtProAlone([withoutTarget])).toEqual([]);
    expect(seenByEtProAlone([pro({}), detection({ signature: 'ET SCAN x' })])).toEqual([pro({})]);
  });
});

describe('the direction of a detection', () => {
  const inside = '10.0.0.2';
  const outside = '203.0.113.1';
  test.each<[Partial<Detection>, string]>([
    [{ direction: 'incoming' }, 'inbound'],
    [{ direction: 'INCOMING' }, 'inbound'],
    [{ direction: 'outgoing' }, 'outbound'],
    [{ direction: 'UPLOAD' }, 'outbound'],
    [{ direction: 'local' }, 'inside'],
    [{ direction: 'internal' }, 'inside'],
    [{ direction: 'sideways' }, 'unknown'],
    [{}, 'unknown'],
    [{ sourceIp: outside, targetIp: inside }, 'inbound'],
    [{ sourceIp: inside, targetIp: outside }, 'outbound'],
    [{ sourceIp: inside, targetIp: '192.168.1.1' }, 'inside'],
    [{ sourceIp: inside, targetIp: '192.168.1.1', direction: 'outgoing' }, 'inside'],
    [{ sourceIp: '2001:db8::5', targetIp: '2001:db8:1::9', direction: 'outgoing' }, 'outbound'],
    [{ sourceIp: outside, targetIp: '198.51.100.1' }, 'unknown'],
    [{ sourceIp: inside }, 'unknown'],
    [{ sourceIp: 'not an address', targetIp: inside }, 'unknown'],
  ])('%j: %s', (fields, direction) => {
    expect(directionOf(detection(fields))).toBe(direction);
  });

  test('tells which of the two is one’s own', () => {
    const ends = (direction: string, sourceIp: string, targetIp: string) => {
      const row = detection({ direction, sourceIp, targetIp });
      return [insideHost(row)?.ip, outsideHost(row)?.ip];
    };
    expect(ends('incoming', outside, inside)).toEqual([inside, outside]);
    expect(ends('outgoing', inside, outside)).toEqual([inside, outside]);
    expect(ends('local', inside, '10.0.0.3')).toEqual([inside, undefined]);
    expect(ends('', outside, '198.51.100.1')).toEqual([undefined, outside]);
  });
});

describe('who is on the internet', () => {
  test.each(['203.0.113.9', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2001:db8::1', '2a00::1'])(
    '%s is',
    (ip) => {
      expect(isExternal(ip)).toBe(true);
    },
  );
  test.each([
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.1.1',
    '100.64.0.1',
    '127.0.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '',
    'not an address',
  ])('%s is not', (ip) => {
    expect(isExternal(ip)).toBe(false);
  });
});

describe('counting', () => {
  test('adds hits, not rows, and keeps blocked, detected and untold apart', () => {
    const counts = tally([
      detection({ count: 5 }),
      detection({ action: 'detected', count: 3 }),
      detection({ action: 'unknown', count: 2 }),
    ]);
    expect(counts.hits).toEqual({ all: 10, blocked: 5, detected: 3, untold: 2 });
  });

  test('nothing is nothing', () => {
    const none = { all: 0, blocked: 0, detected: 0, untold: 0 };
    expect(tally([])).toEqual({
      hits: none,
      byDirection: { inbound: none, outbound: none, inside: none, unknown: none },
      kinds: [],
      signatures: [],
      insideHosts: [],
      outsideHosts: [],
      etPro: none,
      etProAlone: [],
      attackers: [],
    });
  });

  test('one signature is one row, whatever its text was called', () => {
    const { signatures } = tally([
      detection({ signatureId: 1 }),
      detection({ signatureId: 1, signature: 'ET SCAN Example', action: 'detected' }),
      detection({ signature: 'Nameless number' }),
      detection({}),
    ]);
    expect(signatures).toMatchObject([
      { label: 'ET SCAN Example', all: 2, blocked: 1, etPro: false },
      { label: 'Nameless number', all: 1, blocked: 1, etPro: false },
    ]);
  });

  test('an address with and without a name is one host, called by its name', () => {
    const { insideHosts, outsideHosts } = tally([
      detection({ sourceIp: '203.0.113.1', targetIp: '10.0.0.2' }),
      detection({
        sourceIp: '203.0.113.1',
        sourceName: 'scanner.example',
        sourceCountry: 'SE',
        targetIp: '10.0.0.2',
        targetName: 'NAS',
        count: 4,
      }),
      detection({ sourceName: 'Only a name', direction: 'outgoing' }),
    ]);
    expect(outsideHosts.map(({ label, all }) => [label, all])).toEqual([
      ['scanner.example (203.0.113.1, SE)', 5],
    ]);
    expect(insideHosts.map(({ label, all }) => [label, all])).toEqual([
      ['NAS (10.0.0.2)', 5],
      ['Only a name', 1],
    ]);
  });

  test('names like those of object members are names', () => {
    const { insideHosts } = tally([
      detection({ sourceName: '__proto__', direction: 'outgoing' }),
      detection({ sourceName: 'constructor', direction: 'outgoing' }),
    ]);
    expect(insideHosts.map(({ label }) => label)).toEqual(['__proto__', 'constructor']);
  });

  test('kinds are told only where the console names rule or class', () => {
    const { kinds } = tally([
      detection({ signature: 'ET SCAN Example', count: 2 }),
      detection({ category: 'emerging-scan', action: 'detected' }),
      detection({ sourceIp: '203.0.113.1', count: 50 }),
    ]);
    expect(kinds).toMatchObject([{ label: 'scans for open doors', all: 3, blocked: 2, detected: 1 }]);
  });

  test('a host of one’s own with a public address is no attacker', () => {
    const { attackers } = tally([
      detection({ sourceIp: '2001:db8::5', targetIp: '2001:db8:1::9', direction: 'outgoing' }),
      detection({ sourceIp: '2001:db8:1::9', targetIp: '2001:db8::5', direction: 'incoming' }),
    ]);
    expect(attackers.map(({ ip }) => ip)).toEqual(['2001:db8:1::9']);
  });

  test('attackers are external sources with their hits and last time, most hits first, and not without end', () => {
    const many = Array.from({ length: 600 }, (_, index) =>
      detection({ sourceIp: `203.0.${113 + Math.floor(index / 250)}.${index % 250}`, atMs: index }),
    );
    const { attackers } = tally([
      ...many,
      detection({ sourceIp: '198.51.100.7', atMs: 5, count: 9 }),
      detection({ sourceIp: '198.51.100.7', atMs: 3 }),
      detection({ sourceIp: '192.168.1.1', count: 99 }),
    ]);
    expect(attackers).toHaveLength(500);
    expect(attackers[0]).toEqual({ kind: 'attacker', ip: '198.51.100.7', count: 10, lastAtMs: 5 });
  });
});
