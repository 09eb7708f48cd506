import { describe, expect, test } from 'vitest';
import { findAll } from '../../src/findings/index.ts';
import type { Previous } from '../../src/findings/rule.ts';
import { device, internet, missing, nowMs, ok, period, snapshot } from '../helpers/snapshot.ts';

const wan = (ip?: string) =>
  internet({ wans: [{ name: 'WAN', up: true, ...(ip === undefined ? {} : { ip }) }] });
const findingsOf = (ip: string | undefined, previous?: Previous) =>
  findAll(snapshot({ internet: ok(wan(ip)) }), [], { period, nowMs, ...(previous && { previous }) });

describe('the address of a line', () => {
  const previous = { wanAddresses: { WAN: '198.51.100.1' } };

  test('that differs from the last report is a notice with both', () => {
    const [finding] = findingsOf('198.51.100.2', previous);
    expect(finding).toMatchObject({ id: 'internet.address-changed:WAN', severity: 'notice' });
    expect(finding?.title).toContain('198.51.100.2');
    expect(finding?.meaning).toContain('198.51.100.1');
  });

  test('is nothing when it is the same, when it is not known, or when it was not', () => {
    expect(findingsOf('198.51.100.1', previous)).toEqual([]);
    expect(findingsOf(undefined, previous)).toEqual([]);
    expect(findingsOf('198.51.100.2', { wanAddresses: {} })).toEqual([]);
    expect(findingsOf('198.51.100.2')).toEqual([]);
  });
});

describe('a site without a gateway', () => {
  const found = (changes: Parameters<typeof snapshot>[0]) =>
    findAll(snapshot(changes), [], { period, nowMs });
  const health = ok([{ subsystem: 'wan', status: 'unknown' }]);

  test('is told once, as a notice', () => {
    expect(found({ devices: ok([device()]), health })).toMatchObject([
      { id: 'internet.no-gateway', severity: 'notice' },
    ]);
  });

  test('is not assumed where there is one, where the console knows a line, or where parts are missing', () => {
    const gateway = device({ kind: 'gateway' });
    expect(found({ devices: ok([gateway]), health })).toEqual([]);
    expect(found({ devices: ok([device()]), health: ok([{ subsystem: 'wan', status: 'ok' }]) })).toEqual([]);
    expect(found({ devices: ok([device()]), health: missing('timeout') })).toEqual([]);
    expect(found({ devices: missing('timeout'), health })).toEqual([]);
  });
});
