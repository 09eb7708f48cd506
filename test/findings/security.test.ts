import { describe, expect, test } from 'vitest';
import type { Detection } from '../../src/console/detections.ts';
import type { Part } from '../../src/console/part.ts';
import { findAll } from '../../src/findings/index.ts';
import type { Protection } from '../../src/unifi/side-parts.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import { detection, detections, hourMs, missing, nowMs, ok, period, snapshot } from '../helpers/snapshot.ts';

const findingsWith = (changes: Partial<Snapshot>) => findAll(snapshot(changes), [], { period, nowMs });

const findingsOf = (...rows: Detection[]) => findingsWith({ detections: ok(detections(rows)) });

const infected = (changes: Partial<Detection> = {}): Detection =>
  detection({
    action: 'detected',
    signature: 'ETPRO MALWARE Win32/Example CnC Checkin',
    sourceIp: '192.168.20.14',
    sourceName: 'Kiosk',
    targetIp: '198.51.100.7',
    ...changes,
  });

test('a few attempts from outside that were blocked need nobody', () => {
  expect(findingsOf(detection(), detection())).toEqual([]);
});

describe('a host inside that deals with something known to be bad', () => {
  test('is critical when it was not blocked', () => {
    const firstMs = nowMs - 5 * hourMs;
    expect(findingsOf(infected({ count: 3 }), infected({ atMs: firstMs }))).toEqual([
      expect.objectContaining({
        id: 'security.inside-known-bad:192.168.20.14',
        severity: 'critical',
        title: 'Kiosk talked to a known-bad address and was not blocked',
        things: ['Kiosk', '198.51.100.7'],
        sinceMs: firstMs,
        meaning: expect.stringContaining(
          '4 detections: malware and its control servers (ETPRO MALWARE Win32/Example CnC Checkin)',
        ),
      }),
    ]);
  });

  test('is not told to be blocked where blocking is on already', () => {
    const adviceOf = (protection: Part<Protection>) =>
      findingsWith({ detections: ok(detections([infected()])), protection })[0]?.advice;
    expect(adviceOf(ok({ intrusionPrevention: 'detects' }))).toMatch(/Set intrusion prevention to block\.$/);
    expect(adviceOf(missing('forbidden'))).toMatch(/Set intrusion prevention to block\.$/);
    expect(adviceOf(ok({ intrusionPrevention: 'blocks' }))).toMatch(/is set to block but let this pass/);
  });

  test('is a warning when it was blocked, or when that is not known', () => {
    expect(findingsOf(infected({ action: 'blocked' }))).toMatchObject([
      { severity: 'warning', title: 'Kiosk tried to reach a known-bad address' },
    ]);
    expect(findingsOf(infected({ action: 'unknown' }))).toMatchObject([{ severity: 'warning' }]);
  });

  test('is told once per host', () => {
    const found = findingsOf(infected(), infected({ sourceIp: 'fd00::5', sourceName: 'NAS' }));
    expect(found.map(({ id }) => id)).toEqual([
      'security.inside-known-bad:192.168.20.14',
      'security.inside-known-bad:fd00::5',
    ]);
  });

  test.each([
    'ET TROJAN Zeus',
    'ET MALWARE Emotet',
    'ETPRO COINMINER XMR',
    'ET DROP Spamhaus DROP Listed Traffic',
    'ET CNC Feodo Tracker Reported CnC Server',
    'ET MOBILE_MALWARE Android',
    'ET PHISHING Landing',
  ])('is known from "%s"', (signature) => {
    expect(findingsOf(infected({ signature }))).toMatchObject([{ severity: 'critical' }]);
  });

  test("is known from Suricata's class when the signature does not tell", () => {
    const row = infected({ signature: 'Custom rule', category: 'A Network Trojan was Detected' });
    expect(findingsOf(row)).toMatchObject([{ severity: 'critical' }]);
  });

  test('is known by direction where its address is a public one', () => {
    const row = infected({ sourceIp: '2001:db8::5', direction: 'OUTGOING' });
    expect(findingsOf(row)).toMatchObject([{ id: 'security.inside-known-bad:2001:db8::5' }]);
  });
});

describe('other detections from inside', () => {
  const policy = infected({ signature: 'ET POLICY Dropbox Client' });

  test('are a warning when they were not blocked', () => {
    expect(findingsOf(policy)).toMatchObject([
      {
        id: 'security.inside-not-blocked:192.168.20.14',
        severity: 'warning',
        title: 'Kiosk caused 1 intrusion detection, not blocked',
      },
    ]);
  });

  test('are nothing when they were blocked, or when that is not known', () => {
    expect(findingsOf({ ...policy, action: 'blocked' }, { ...policy, action: 'unknown' })).toEqual([]);
  });
});

describe('attempts from outside', () => {
  test('that were only detected are one notice', () => {
    const found = findingsOf(detection({ action: 'detected', count: 4 }), detection({ action: 'detected' }));
    expect(found).toMatchObject([
      {
        id: 'security.outside-not-blocked',
        severity: 'notice',
        title: '5 intrusion attempts were detected but not blocked',
        things: ['203.0.113.66'],
      },
    ]);
  });

  test('of known-bad sources that were only detected are a warning', () => {
    const row = detection({ action: 'detected', signature: 'ET DROP Dshield Block Listed Source' });
    expect(findingsOf(row)).toMatchObject([{ severity: 'warning' }]);
  });

  test('that were blocked are a notice when they are many', () => {
    const fromMany = (count: number) =>
      findingsOf(
        ...Array.from({ length: count }, (_, index) => detection({ sourceIp: `203.0.113.${index}` })),
      );
    expect(fromMany(99)).toEqual([]);
    expect(fromMany(100)).toMatchObject([
      {
        id: 'security.many-blocked',
        severity: 'notice',
        title: '100 intrusion attempts were blocked',
      },
    ]);
  });
});

test('a detection that says nothing about itself leads to a finding without gaps', () => {
  const [finding] = findingsOf({ atMs: nowMs, action: 'detected', count: 1 });
  expect(finding?.title).toBe('1 intrusion attempt was detected but not blocked');
  expect(JSON.stringify(finding)).not.toMatch(/undefined|NaN|null/);
});
