import fc from 'fast-check';
import { expect, test } from 'vitest';
import { severities } from '../../src/report/section.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import { toldBy } from '../helpers/facts.ts';
import { detection, detections, device, event, events, internet, nowMs, ok } from '../helpers/snapshot.ts';
import { slips } from '../helpers/written.ts';
import { acrossIn } from './across.ts';

const time = fc.oneof(
  fc.integer({ min: nowMs - 100_000_000, max: nowMs }),
  fc.constantFrom(nowMs, 0, -1, 8.64e15, 9e15, Number.NaN, Number.POSITIVE_INFINITY),
);
const name = fc.oneof(
  fc.constantFrom('WAN', 'a', 'b', 'sw', ''),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const ip = fc.oneof(
  fc.constantFrom('198.51.100.1', '2001:db8::1', '10.0.0.1', 'x', '::ffff:198.51.100.1'),
  fc.ipV6(),
);
const id = fc.constantFrom('a', 'b', 'c', 'sw');
const flag = fc.boolean();

const outageFact = fc
  .record({ what: name, sinceMs: time, untilMs: fc.option(time), remote: flag, silent: flag, told: flag })
  .map(({ untilMs, remote, silent, told, ...rest }) =>
    toldBy(
      { kind: 'outage', ...rest, ...(untilMs === null ? {} : { untilMs }) },
      {
        isRemote: remote,
        isUnreachable: silent,
        ...(told ? { finding: { id: 'x.y:z', severity: 'warning' as const } } : {}),
      },
    ),
  );
const attackerFact = fc
  .record({ ip, count: fc.nat(), lastAtMs: time, name: fc.constantFrom('cloudflare', 'cybersecure') })
  .map(({ name: source, ...rest }) => toldBy({ kind: 'attacker', ...rest }, { name: source }));

const network = fc
  .record({
    devices: fc.array(
      fc.record({
        id,
        name,
        state: fc.constantFrom('offline' as const, 'online' as const),
        offlineSinceMs: time,
        above: id,
        port: fc.nat(8),
        off: flag,
      }),
      { maxLength: 6 },
    ),
    rows: fc.array(
      fc.record({
        atMs: time,
        kind: fc.constantFrom('POE_PORT_BUDGET_EXCEEDED', 'POE_BUDGET_EXCEEDED', 'DEVICE_UNREACHABLE'),
        id,
        port: fc.nat(8),
      }),
      { maxLength: 6 },
    ),
    outages: fc.array(fc.record({ wan: name, fromMs: time, toMs: time }), { maxLength: 4 }),
    up: fc.option(flag),
    hits: fc.array(fc.record({ sourceIp: ip, atMs: time, count: fc.nat() }), { maxLength: 5 }),
  })
  .map(
    ({ devices, rows, outages, up, hits }): Partial<Snapshot> => ({
      devices: ok(
        devices.map(({ above, port, off, ...rest }) =>
          device({
            ...rest,
            uplink: { kind: 'wired', deviceId: above, portIndex: port },
            idlePorts: [{ name: 'P', index: port, isDisabled: off, isPoeOff: off }],
          }),
        ),
      ),
      events: ok(
        events({
          rows: rows.map((row) =>
            event({
              atMs: row.atMs,
              kind: row.kind,
              device: { id: row.id, name: 'x' },
              facts: { port: row.port },
            }),
          ),
        }),
      ),
      internet: ok(internet({ wans: [{ name: 'WAN', ...(up === null ? {} : { up }) }], outages })),
      detections: ok(detections(hits.map((hit) => detection(hit)))),
    }),
  );

test('whatever sources tell, the rules across them end in sentences and never throw', () => {
  fc.assert(
    fc.property(network, fc.array(fc.oneof(outageFact, attackerFact), { maxLength: 8 }), (changes, facts) => {
      for (const finding of acrossIn(changes, facts)) {
        expect(severities).toContain(finding.severity);
        expect(finding.title).not.toMatch(/\n/);
        expect(finding.meaning).toMatch(/\.$/);
        expect(finding.advice).toMatch(/\.$/);
        expect(finding.things.length).toBeGreaterThan(0);
        expect(finding.explains).not.toContain(finding.id);
        if (!facts.some(({ kind }) => kind === 'outage')) expect(finding.meaning).not.toMatch(slips);
      }
    }),
    { numRuns: 300 },
  );
});
