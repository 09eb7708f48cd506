import { describe, expect, test } from 'vitest';
import type { Detection } from '../../../src/console/detections.ts';
import { isExternal } from '../../../src/integrations/cybersecure/addresses.ts';
import { isEtPro } from '../../../src/integrations/cybersecure/et-pro.ts';
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
    expect(counts).toMatchObject({ blocked: 5, detected: 3, untold: 2, etPro: 0 });
  });

  test('nothing is nothing', () => {
    expect(tally([])).toEqual({
      blocked: 0,
      detected: 0,
      untold: 0,
      etPro: 0,
      signatures: [],
      sources: [],
      targets: [],
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
    expect(signatures).toEqual([
      { label: 'ET SCAN Example', hits: 2, blocked: 1, etPro: false },
      { label: 'Nameless number', hits: 1, blocked: 1, etPro: false },
    ]);
  });

  test('an address with and without a name is one address, called by its name', () => {
    const { sources } = tally([
      detection({ sourceIp: '192.0.2.1' }),
      detection({ sourceIp: '192.0.2.1', sourceName: 'NAS', sourceCountry: 'SE', count: 4 }),
      detection({ sourceName: 'Only a name' }),
    ]);
    expect(sources.map(({ label, hits }) => [label, hits])).toEqual([
      ['NAS (192.0.2.1, SE)', 5],
      ['Only a name', 1],
    ]);
  });

  test('names like those of object members are names', () => {
    const { sources } = tally([
      detection({ sourceName: '__proto__' }),
      detection({ sourceName: 'constructor' }),
    ]);
    expect(sources.map(({ label }) => label)).toEqual(['__proto__', 'constructor']);
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
