import { describe, expect, test } from 'vitest';
import type { Detection } from '../../../src/console/detections.ts';
import type { FindingInput } from '../../../src/integrations/cybersecure/finding-input.ts';
import { findingsOf } from '../../../src/integrations/cybersecure/findings.ts';
import type { ProtectionState } from '../../../src/integrations/cybersecure/state.ts';

const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 21, 6);
const place = { host: 'console.example', site: 'default' };

const state = (changes: Partial<ProtectionState> = {}): ProtectionState => ({
  subscription: 'active',
  tier: 'CyberSecure',
  activating: false,
  prevention: 'block',
  honeypot: { state: 'off' },
  contentFiltering: { state: 'off' },
  adBlocking: { state: 'off' },
  ...changes,
});
const find = (changes: Partial<ProtectionState>, rows?: readonly Detection[]) => {
  const input: FindingInput = { state: state(changes), place, nowMs, ...(rows && { rows }) };
  return findingsOf(input);
};
const detection = (fields: Partial<Detection>): Detection => ({
  atMs: nowMs - hourMs,
  action: 'blocked',
  count: 1,
  sourceIp: '10.0.0.14',
  targetIp: '198.51.100.7',
  ...fields,
});

test('a gateway that blocks, with fresh signatures and nothing detected, needs nobody', () => {
  expect(find({ signaturesUpdatedAtMs: nowMs - 5 * hourMs }, [])).toEqual([]);
});

describe('intrusion prevention while subscribed', () => {
  test.each([
    ['off', 'cybersecure.prevention-off', 'security.prevention-off'],
    ['detect', 'cybersecure.prevention-detects-only', 'security.detect-only'],
  ] as const)('%s is a warning, about the console that was asked', (prevention, id, ownRuleId) => {
    expect(find({ prevention })).toMatchObject([
      { id, ownRuleId, severity: 'warning', things: ['console.example'], place },
    ]);
  });

  test.each(['on', 'block', 'unknown'] as const)('%s is no finding', (prevention) => {
    expect(find({ prevention })).toEqual([]);
  });

  test.each(['not active', 'unknown'] as const)(
    'with a subscription that is %s it is the owner’s choice',
    (subscription) => {
      const ids = find({ subscription, prevention: 'off' }).map(({ id }) => id);
      expect(ids).not.toContain('cybersecure.prevention-off');
    },
  );
});

describe('the subscription', () => {
  test('that the console denies is good to know', () => {
    expect(find({ subscription: 'not active' })).toMatchObject([
      { id: 'cybersecure.not-subscribed', severity: 'notice' },
    ]);
  });

  test('that the console does not speak of is no finding', () => {
    expect(find({ subscription: 'unknown' })).toEqual([]);
  });

  test.each<Partial<Detection>>([{ signature: 'ETPRO SCAN Example' }, { enhanced: true }])(
    'whose rules fired in the same period (%j) has lapsed',
    (fields) => {
      const rows = [detection({ ...fields, sourceIp: '203.0.113.9', targetIp: '10.0.0.2' })];
      expect(find({ subscription: 'not active' }, rows)).toMatchObject([
        { id: 'cybersecure.lapsed', severity: 'warning' },
      ]);
    },
  );

  test('a number of the paid range is no proof of a lapse: rules that became open keep theirs', () => {
    const rows = [detection({ signature: 'ET SCAN Example', signatureId: 2_850_000 })];
    expect(find({ subscription: 'not active' }, rows).map(({ id }) => id)).toEqual([
      'cybersecure.not-subscribed',
    ]);
  });

  test('that is being activated is neither', () => {
    expect(find({ subscription: 'not active', activating: true })).toEqual([]);
  });
});

describe('signatures', () => {
  test.each([
    [47, []],
    [48, ['The gateway’s signatures have not been updated for 2 d']],
    [24 * 9, ['The gateway’s signatures have not been updated for 9 d']],
    [-3, []],
  ])('last updated %s h ago', (hours, titles) => {
    const signaturesUpdatedAtMs = nowMs - hours * hourMs;
    const found = find({ signaturesUpdatedAtMs });
    expect(found.map(({ title }) => title)).toEqual(titles);
    for (const finding of found)
      expect(finding).toMatchObject({ severity: 'warning', sinceMs: signaturesUpdatedAtMs });
  });

  test('are old without a subscription as well, but nobody renews what is not used', () => {
    const old = { signaturesUpdatedAtMs: nowMs - 72 * hourMs };
    const idsOf = (changes: Partial<ProtectionState>) => find({ ...old, ...changes }).map(({ id }) => id);
    expect(idsOf({ subscription: 'unknown' })).toEqual(['cybersecure.signatures-old']);
    expect(idsOf({ subscription: 'unknown', prevention: 'off' })).toEqual([]);
  });
});

describe('a host inside', () => {
  test.each([
    ['detected', 'Kiosk set off a malware rule and was not blocked'],
    ['blocked', 'Kiosk set off a malware rule and was blocked'],
  ] as const)('that sets off a malware rule is critical, %s or not', (action, title) => {
    const rows = [
      detection({ action, signature: 'ET MALWARE Example CnC', sourceName: 'Kiosk', count: 3 }),
      detection({ action, signature: 'ET MALWARE Example CnC', atMs: nowMs - 5 * hourMs }),
    ];
    expect(find({}, rows)).toEqual([
      {
        id: 'cybersecure.inside-known-bad:10.0.0.14',
        ownRuleId: 'security.inside-known-bad:10.0.0.14',
        severity: 'critical',
        title,
        meaning:
          '4 detections: malware and its control servers (ET MALWARE Example CnC). The device may be infected.',
        advice: expect.stringContaining('Take Kiosk off the network'),
        things: ['Kiosk', '198.51.100.7', 'console.example'],
        sinceMs: nowMs - 5 * hourMs,
        place,
      },
    ]);
  });

  test('that reaches for an address on a block list is a warning where that was blocked, else critical', () => {
    const listed = (action: Detection['action']) =>
      find({}, [detection({ action, signature: 'ET DROP Spamhaus DROP Listed Traffic' })])[0]?.severity;
    expect([listed('blocked'), listed('unknown'), listed('detected')]).toEqual([
      'warning',
      'warning',
      'critical',
    ]);
  });

  test.each<Partial<Detection>>([
    { signature: 'ET MALWARE Example', sourceIp: '203.0.113.9', targetIp: '10.0.0.2' },
    { signature: 'ET SCAN Example' },
    { signature: 'ET POLICY Example' },
    {},
  ])('is not accused by %j', (fields) => {
    expect(find({}, [detection(fields)])).toEqual([]);
  });

  test('with a public address is recognised by the direction', () => {
    const row = detection({ signature: 'ET MALWARE x', sourceIp: '2001:db8::5', direction: 'outgoing' });
    expect(find({}, [row]).map(({ id }) => id)).toEqual(['cybersecure.inside-known-bad:2001:db8::5']);
  });

  test('with a hostile name is one line of bounded length', () => {
    const name = `\u202eKiosk\n<b>${'x'.repeat(500)}`;
    const [found] = find({}, [detection({ signature: 'ET MALWARE x', sourceName: name })]);
    expect(found?.title).toMatch(/^Kiosk <b>x+… set off/);
    expect(found?.title.length).toBeLessThan(120);
  });
});
