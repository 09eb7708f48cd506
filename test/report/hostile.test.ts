import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAll } from '../../src/findings/index.ts';
import type { Block, Value } from '../../src/report/section.ts';
import { writeValue } from '../../src/report/write-value.ts';
import { networkSections } from '../../src/unifi/sections.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import { detections, events, hourMs, internet, nowMs, ok, period, snapshot } from '../helpers/snapshot.ts';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u202e', '\r\nBcc: x', '{{x}}', ''));
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(nowMs, nowMs - 1000, period.fromMs, Number.NaN, 9e15),
);
const count = fc.integer({ min: 1, max: 1000 });
const rows = <T>(row: fc.Arbitrary<T>) => fc.array(row, { maxLength: 5 });

const device = fc.record(
  {
    id: text,
    name: text,
    kind: fc.constantFrom('gateway', 'switch', 'access point', 'other'),
    state: fc.constantFrom('online', 'offline', 'isolated', 'adoption failed', 'unknown'),
    updateAvailable: fc.boolean(),
    rawState: text,
    version: text,
    updateVersion: text,
    lastSeenMs: number,
    offlineSinceMs: number,
    celsius: number,
    overheating: fc.boolean(),
    endOfLife: fc.boolean(),
  },
  { requiredKeys: ['id', 'name', 'kind', 'state', 'updateAvailable'] },
);

const client = fc.record(
  {
    id: text,
    name: text,
    connection: fc.constantFrom('wired', 'wireless', 'vpn', 'unknown'),
    guest: fc.boolean(),
    downloadBytes: number,
    uploadBytes: number,
  },
  { requiredKeys: ['id', 'name', 'connection', 'guest'] },
);

const wan = fc.record(
  {
    name: text,
    isp: text,
    ip: text,
    up: fc.boolean(),
    latencyMs: number,
    availabilityRatio: number,
    downtimeMs: number,
  },
  { requiredKeys: ['name'] },
);

const outage = fc.record({ wan: text, fromMs: number, toMs: number }, { requiredKeys: ['fromMs'] });

const speedTest = fc.record(
  { atMs: number, failed: fc.boolean(), downloadBitsPerSecond: number, latencyMs: number },
  { requiredKeys: ['atMs', 'failed'] },
);

const detection = fc.record(
  {
    atMs: number,
    action: fc.constantFrom('blocked', 'detected', 'unknown'),
    count,
    signature: text,
    category: text,
    direction: text,
    sourceIp: fc.oneof(text, fc.ipV4(), fc.ipV6()),
    sourceName: text,
    targetIp: text,
  },
  { requiredKeys: ['atMs', 'action', 'count'] },
);

const event = fc.record({
  atMs: number,
  kind: text,
  severity: fc.constantFrom('critical', 'warning', 'info'),
  text,
});

const usageSample = fc.record(
  { fromMs: number, downloadBytes: number, uploadBytes: number, clientCount: number },
  { requiredKeys: ['fromMs'] },
);

const anySnapshot: fc.Arbitrary<Snapshot> = fc
  .record({
    devices: rows(device),
    clients: rows(client),
    wans: rows(wan),
    outages: rows(outage),
    speedTests: rows(speedTest),
    latency: rows(fc.record({ atMs: number, latencyMs: number })),
    detections: rows(detection),
    events: rows(event),
    health: rows(fc.record({ subsystem: fc.constantFrom('wan', 'lan', 'x'), status: text })),
    counts: rows(fc.record({ kind: text, count })),
    samples: rows(usageSample),
    isCut: fc.boolean(),
  })
  .map(({ wans, outages, speedTests, latency, ...of }) =>
    snapshot({
      period,
      devices: ok(of.devices),
      clients: ok(of.clients),
      health: ok(of.health),
      internet: ok(internet({ wans, outages, speedTests, latency })),
      detections: ok({ ...detections(of.detections), ...(of.isCut && { isCut: true }) }),
      usage: ok({ stepMs: hourMs, samples: of.samples }),
      events: ok(events({ rows: of.events, counts: of.counts })),
    }),
  );

const valuesOf = (block: Block): readonly Value[] => {
  switch (block.kind) {
    case 'facts':
    case 'bars':
      return block.items.map(({ value }) => value);
    case 'table':
      return block.rows.flat();
    case 'series':
      return [block.summary, block.largest ?? null, ...(block.marks ?? []).map(({ label }) => label)];
    case 'note':
      return [block.text];
  }
};

/** What only a program writes; a random name may hold anything else. */
const odd = /\bNaN\b|undefined|Invalid Date|Infinity|\[object/;
const style = { locale: 'en-GB', timeZone: 'Europe/Berlin' };

test('whatever a console holds, findings and sections are written, on single lines and without gaps', () => {
  fc.assert(
    fc.property(anySnapshot, (of) => {
      for (const { title, meaning, advice, sinceMs } of findAll(of, [], { period, nowMs })) {
        expect(`${title} ${meaning} ${advice}`).not.toMatch(odd);
        expect(`${title}${meaning}${advice}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(title.length).toBeLessThan(400);
        expect(sinceMs ?? 0).toSatisfy(Number.isFinite);
      }
      for (const block of networkSections(of).flatMap(({ blocks }) => blocks)) {
        for (const value of valuesOf(block)) expect(writeValue(value, style)).not.toMatch(odd);
        if (block.kind === 'bars') for (const { amount } of block.items) expect(amount).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
});
