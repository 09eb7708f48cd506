import { describe, expect, test } from 'vitest';
import { findAll } from '../../src/findings/index.ts';
import { defaultThresholds } from '../../src/findings/thresholds.ts';
import type { PastMeasurement } from '../../src/measurements/measurement.ts';
import type { Fact, Finding } from '../../src/report/section.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import { toldBy } from '../helpers/facts.ts';
import {
  detection,
  detections,
  device,
  hourMs,
  internet,
  missing,
  nowMs,
  ok,
  period,
  snapshot,
} from '../helpers/snapshot.ts';

const dayMs = 24 * hourMs;

/** The same value in so many earlier reports. */
const usually = (
  key: string,
  value: number,
  { unit = 'ms', kind = 'level' as PastMeasurement['kind'], reports = 7, periodMs = dayMs } = {},
): readonly [string, readonly PastMeasurement[]] => [
  key,
  Array.from({ length: reports }, () => ({ key, value, unit, kind, periodMs })),
];

const found = (
  changes: Partial<Snapshot>,
  past: readonly (readonly [string, readonly PastMeasurement[]])[],
  { facts = [] as readonly Fact[], fromMs = period.fromMs } = {},
): readonly Finding[] =>
  findAll(
    snapshot(changes),
    facts.map((fact) => toldBy(fact)),
    {
      period: { fromMs, toMs: period.toMs },
      nowMs,
      previous: { wanAddresses: {}, measurements: new Map(past) },
    },
  );
const idsOf = (findings: readonly Finding[]) => findings.map(({ id }) => id);

const latency = (latencyMs: number) => ({
  internet: ok(internet({ latency: [{ atMs: nowMs - hourMs, latencyMs }] })),
});

describe('the latency of the internet', () => {
  const usual = usually('internet.latency', 15);

  test('well above its own median is a notice that says both', () => {
    const [finding] = found(latency(36), [usual]);
    expect(finding).toMatchObject({ id: 'internet.slower-than-usual', severity: 'notice' });
    expect(finding?.title).toMatch(/36(\.0)? ms.*15(\.0)? ms/);
  });

  test('is nothing while it is near it, a single slow report included', () => {
    expect(found(latency(34), [usual])).toEqual([]);
    const once = [
      ...usual[1],
      { ...(usual[1][0] ?? { key: '', unit: 'ms', kind: 'level', periodMs: 1 }), value: 500 },
    ];
    expect(found(latency(34), [['internet.latency', once]])).toEqual([]);
  });

  test('is nothing at a few milliseconds, whatever the factor', () => {
    expect(found(latency(9), [usually('internet.latency', 2)])).toEqual([]);
  });

  test('is told once: from the fixed limit on by the rule that has it', () => {
    expect(idsOf(found(latency(200), [usual]))).toEqual(['internet.high-latency']);
  });

  test('is compared with nothing before there are seven reports, and never where it could not be read', () => {
    expect(found(latency(36), [usually('internet.latency', 15, { reports: 6 })])).toEqual([]);
    expect(found({ internet: missing('timeout') }, [usual])).toEqual([]);
  });

  test('is not compared with numbers of another unit', () => {
    expect(found(latency(36), [usually('internet.latency', 15, { unit: 's' })])).toEqual([]);
  });

  test('is compared by the factor and the number of reports that the thresholds say', () => {
    const settings = { period, nowMs, previous: { wanAddresses: {}, measurements: new Map([usual]) } };
    const at = (changes: Partial<typeof defaultThresholds>) =>
      findAll(snapshot(latency(36)), [], { ...settings, thresholds: { ...defaultThresholds, ...changes } });
    expect(at({ unusualLatencyTimes: 3 })).toEqual([]);
    expect(at({ usualReports: 8 })).toEqual([]);
    expect(at({})).toHaveLength(1);
  });
});

describe('packet loss', () => {
  const losing = (availabilityRatio: number) => ({
    internet: ok(internet({ wans: [{ name: 'WAN', up: true, availabilityRatio }] })),
  });
  const usual = usually('internet.loss', 0.001, { unit: 'ratio' });

  test('above its own median and below the fixed limit is a notice', () => {
    expect(idsOf(found(losing(0.99), [usual]))).toEqual(['internet.lossier-than-usual']);
    expect(idsOf(found(losing(0.997), [usual]))).toEqual([]);
    expect(idsOf(found(losing(0.97), [usual]))).toEqual(['internet.packet-loss:WAN']);
  });
});

describe('the speed test', () => {
  const test1 = (downloadBitsPerSecond: number) => ({
    internet: ok(internet({ speedTests: [{ atMs: nowMs - hourMs, failed: false, downloadBitsPerSecond }] })),
  });
  const usual = usually('internet.download', 900e6, { unit: 'bits/s' });

  test('at less than half of its median is a notice', () => {
    expect(idsOf(found(test1(400e6), [usual]))).toEqual(['internet.download-below-usual']);
    expect(found(test1(500e6), [usual])).toEqual([]);
  });
});

describe('Wi-Fi channels', () => {
  const radio = (busyRatio: number, id = 'a') =>
    device({ id, name: `AP-${id}`, radios: [{ band: '5 GHz', busyRatio }] });
  const usual = (id: string) => usually(`wifi.busy:${id}:5 GHz`, 0.2, { unit: 'ratio' });

  test('much busier than their own median are one notice', () => {
    const [finding, ...others] = found({ devices: ok([radio(0.5), radio(0.6, 'b')]) }, [
      usual('a'),
      usual('b'),
    ]);
    expect(finding).toMatchObject({ id: 'wifi.busier-than-usual', things: ['AP-a', 'AP-b'] });
    expect(finding?.meaning).toContain('50% instead of 20%');
    expect(others).toEqual([]);
  });

  test('a little busier, new, or crowded by the fixed limit are not', () => {
    expect(found({ devices: ok([radio(0.4)]) }, [usual('a')])).toEqual([]);
    expect(found({ devices: ok([radio(0.6)]) }, [])).toEqual([]);
    expect(idsOf(found({ devices: ok([radio(0.9)]) }, [usual('a')]))).toEqual(['wifi.channel-busy']);
  });
});

describe('intrusion detections', () => {
  const hits = (count: number) => ({
    detections: ok(detections([detection({ count, sourceIp: '203.0.113.1' })])),
  });
  const usual = (value: number, periodMs = dayMs) =>
    usually('security.blocked', value, { unit: 'hits', kind: 'total', periodMs });
  const surge = (count: number, past: ReturnType<typeof usual>, fromMs = period.fromMs) =>
    idsOf(found(hits(count), [past], { fromMs })).includes('security.more-than-usual');

  test('several times the usual number are a notice, from a number on that is worth it', () => {
    expect([surge(90, usual(30)), surge(89, usual(30)), surge(49, usual(0)), surge(50, usual(0))]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  test('are compared per day, whatever the lengths of the periods', () => {
    expect(surge(90, usual(30, 7 * dayMs))).toBe(true);
    const week = period.toMs - 7 * dayMs;
    expect([surge(210, usual(30), week), surge(630, usual(30), week)]).toEqual([false, true]);
  });

  test('of a few minutes are compared with nothing', () => {
    expect(surge(90, usual(0), period.toMs - 10 * 60_000)).toBe(false);
  });
});

describe('what integrations count', () => {
  const metric = (key: string, value: number, unit: string): Fact => ({ kind: 'metric', key, value, unit });
  const total = (key: string, value: number, unit: string) => usually(key, value, { unit, kind: 'total' });
  const withFact = (fact: Fact, past: ReturnType<typeof total>) => found({}, [past], { facts: [fact] });

  test('a surge of requests or data is a notice, one of threats a warning', () => {
    const surge = [
      withFact(
        metric('cloudflare.requests', 40_000, 'requests'),
        total('cloudflare.requests', 10_000, 'requests'),
      ),
      withFact(metric('cloudflare.bytes', 9e9, 'bytes'), total('cloudflare.bytes', 2e9, 'bytes')),
      withFact(metric('cloudflare.threats', 300, 'threats'), total('cloudflare.threats', 20, 'threats')),
    ].flat();
    expect(surge).toMatchObject([
      { id: 'traffic.more-than-usual:cloudflare.requests', severity: 'notice', things: ['Cloudflare'] },
      { id: 'traffic.more-than-usual:cloudflare.bytes', severity: 'notice' },
      { id: 'traffic.more-than-usual:cloudflare.threats', severity: 'warning' },
    ]);
    expect(surge[0]?.title).toBe('Cloudflare saw 40,000 requests a day, usually 10,000 requests');
  });

  test('next to no requests where there are many is a warning', () => {
    const found = withFact(
      metric('cloudflare.requests', 100, 'requests'),
      total('cloudflare.requests', 10_000, 'requests'),
    );
    expect(found).toMatchObject([{ id: 'traffic.less-than-usual:cloudflare.requests', severity: 'warning' }]);
  });

  test('small numbers and what is not counted over a period are nothing', () => {
    expect(
      withFact(metric('cloudflare.requests', 900, 'requests'), total('cloudflare.requests', 10, 'requests')),
    ).toEqual([]);
    expect(
      withFact(metric('weather.wind', 90, 'km/h'), usually('weather.wind', 3, { unit: 'km/h' })),
    ).toEqual([]);
  });

  test('an integration that did not answer leads to nothing', () => {
    expect(found({}, [total('cloudflare.requests', 10_000, 'requests')])).toEqual([]);
  });
});
