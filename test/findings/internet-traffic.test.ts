import { expect, test } from 'vitest';
import type { Part } from '../../src/console/part.ts';
import { findAll } from '../../src/findings/index.ts';
import { isHappening, partsReadBy } from '../../src/findings/parts-read.ts';
import type { PastMeasurement } from '../../src/measurements/measurement.ts';
import type { Usage } from '../../src/unifi/side-parts.ts';
import { hourMs, missing, nowMs, ok, period, snapshot } from '../helpers/snapshot.ts';

const dayMs = 24 * hourMs;

const carrying = (downloadBytes: number): Part<Usage> =>
  ok({ stepMs: hourMs, samples: [{ fromMs: nowMs - hourMs, downloadBytes, uploadBytes: 1e9 }] });

/** The same total in seven earlier reports, of both directions as well. */
const usually = (value: number, periodMs = dayMs): ReadonlyMap<string, readonly PastMeasurement[]> =>
  new Map(
    ['traffic.total', 'traffic.download', 'traffic.upload'].map((key) => [
      key,
      Array.from({ length: 7 }, () => ({ key, value, unit: 'bytes', kind: 'total' as const, periodMs })),
    ]),
  );

const found = (usage: Part<Usage>, measurements = usually(10e9)) =>
  findAll(snapshot({ usage }), [], { period, nowMs, previous: { wanAddresses: {}, measurements } });

test('several times the usual traffic of the internet is one notice, and no integration is named for it', () => {
  const findings = found(carrying(29e9));
  expect(findings).toMatchObject([
    { id: 'internet.more-than-usual', severity: 'notice', things: ['internet'] },
  ]);
  expect(findings[0]?.title).toBe('The internet carried 30 GB a day, usually 10 GB');
});

test.each<readonly [string, Part<Usage>, ReadonlyMap<string, readonly PastMeasurement[]>]>([
  ['somewhat more', carrying(28e9), usually(10e9)],
  ['several times next to nothing', carrying(8e9), usually(1e9)],
  ['as much, in a period as long as a week', carrying(29e9), usually(7 * 29e9, 7 * dayMs)],
  ['without earlier reports', carrying(900e9), new Map()],
  ['that could not be read', missing('forbidden'), usually(10e9)],
])('traffic is nothing to tell: %s', (_, usage, measurements) => {
  expect(found(usage, measurements)).toEqual([]);
});

test('it is something that happened, and is read from the statistics alone', () => {
  expect(partsReadBy('internet.more-than-usual')).toEqual(['usage']);
  expect(isHappening('internet.more-than-usual')).toBe(true);
});
