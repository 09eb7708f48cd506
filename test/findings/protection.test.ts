import { describe, expect, test } from 'vitest';
import type { Protection } from '../../src/unifi/side-parts.ts';
import { device, missing, nowMs, ok } from '../helpers/snapshot.ts';
import { findingsAfter } from './happenings.ts';

describe('whoever touches the honeypot', () => {
  const hit = { kind: 'HONEYPOT_HIT_DETECTED', facts: { source: 'Kiosk' } };

  test('is critical, once, with the first time', () => {
    expect(findingsAfter([hit, { ...hit, atMs: nowMs - 9_000_000 }])).toMatchObject([
      {
        id: 'security.honeypot:Kiosk',
        severity: 'critical',
        title: 'Kiosk touched the honeypot',
        sinceMs: nowMs - 9_000_000,
      },
    ]);
  });

  test('is told where the console does not say who it was', () => {
    expect(findingsAfter([{ kind: hit.kind }])).toMatchObject([{ title: 'A client touched the honeypot' }]);
  });
});

describe('intrusion prevention', () => {
  const gateway = device({ kind: 'gateway', name: 'Gateway' });
  const findingsOf = (intrusionPrevention: Protection['intrusionPrevention'], devices = [gateway]) =>
    findingsAfter([], { devices: ok(devices), protection: ok({ intrusionPrevention }) });

  test('that is off, and that only detects, are notices of their own', () => {
    expect(findingsOf('off')).toMatchObject([
      { id: 'security.prevention-off', severity: 'notice', things: ['Gateway'] },
    ]);
    expect(findingsOf('detects')).toMatchObject([{ id: 'security.detect-only', severity: 'notice' }]);
  });

  test('that blocks, is not known, or has no gateway to run on is nothing', () => {
    expect(findingsOf('blocks')).toEqual([]);
    expect(findingsOf('unknown')).toEqual([]);
    expect(findingsOf('off', [device()])).toEqual([]);
    expect(findingsAfter([], { devices: ok([gateway]), protection: missing('forbidden') })).toEqual([]);
  });
});
