import { describe, expect, test } from 'vitest';
import { findAll } from '../../src/findings/index.ts';
import type { FailureCode } from '../../src/net/errors.ts';
import { severities } from '../../src/report/section.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import {
  detection,
  detections,
  device,
  hourMs,
  internet,
  nowMs,
  ok,
  period,
  snapshot,
  unreadable,
} from '../helpers/snapshot.ts';

const find = (of: Snapshot) => findAll(of, [], { period, nowMs });

/** One of everything that is wrong. */
const troubled = snapshot({
  system: ok({ version: '10.4.57', updateAvailable: true }),
  devices: ok([
    device({ id: 'a', state: 'offline' }),
    device({ id: 'b', name: 'Switch', kind: 'switch', celsius: 95 }),
    device({ id: 'c', name: 'AP-Hall', updateAvailable: true, endOfLife: true }),
  ]),
  internet: ok(
    internet({
      wans: [{ name: 'WAN', up: false }],
      speedTests: [{ atMs: nowMs - hourMs, failed: true }],
      latency: [{ atMs: nowMs - hourMs, latencyMs: 400 }],
    }),
  ),
  detections: ok(detections([detection({ count: 500 }), detection({ action: 'detected' })])),
});

test('findings come worst first, and always in the same order', () => {
  const found = find(troubled);
  const ranks = found.map(({ severity }) => severities.indexOf(severity));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(new Set(ranks).size).toBe(3);
  expect(find(troubled)).toEqual(found);
  expect(found.slice(0, 2).map(({ id }) => id)).toEqual(['internet.down:WAN', 'devices.overheating:b']);
});

test('every finding has an id of its own, says what it means and what to do', () => {
  const found = find(troubled);
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  for (const finding of found) {
    expect(finding.id).toMatch(/^[a-z]+\.[a-z-]+(:.+)?$/);
    expect(finding.title).not.toMatch(/\.$|\n/);
    expect(finding.meaning).toMatch(/\.$/);
    expect(finding.advice).toMatch(/\.$/);
    expect(finding.things.length).toBeGreaterThan(0);
  }
});

test('an id does not change with what time does to a finding', () => {
  const later = findAll(troubled, [], { period, nowMs: nowMs + 5 * hourMs });
  expect(later.map(({ id }) => id)).toEqual(find(troubled).map(({ id }) => id));
});

describe('what could not be read', () => {
  test.each<FailureCode>(['unsupported', 'forbidden', 'timeout'])(
    'leads to no finding (%s): missing is neither zero nor bad',
    (code) => {
      expect(find(unreadable(code, 'no answer'))).toEqual([]);
    },
  );
});

test('an empty network leads to no finding: no gateway is none', () => {
  expect(find(snapshot())).toEqual([]);
});

test('an update of the console is a notice', () => {
  const found = find(snapshot({ system: ok({ version: '10.4.57', updateAvailable: true }) }));
  expect(found).toMatchObject([{ id: 'console.update-available', severity: 'notice' }]);
  expect(found[0]?.meaning).toContain('10.4.57');
  expect(find(snapshot({ system: ok({ updateAvailable: false }) }))).toEqual([]);
});
