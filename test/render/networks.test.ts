import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxEncodedHtmlBytes } from '../../src/render/limits.ts';
import { displayWidth } from '../../src/render/text-lines.ts';
import type { Finding } from '../../src/report/section.ts';
import { smallestBody } from '../../src/transfer-encoding.ts';
import { networkSections } from '../../src/unifi/sections.ts';
import type { Device } from '../../src/unifi/snapshot.ts';
import { eventfulReport, quietReport } from '../helpers/report.ts';
import { client, device, event, events, ok, snapshot } from '../helpers/snapshot.ts';
import { parseHtml, visibleText } from './html-elements.ts';
import { rendered } from './renderer.ts';

/** Names as people and neighbours give them: right to left, emoji, stacked marks, 64 letters without a space. */
const names = [
  'AP-Lobby',
  'مدفأة المكتب الرئيسي',
  '🛜 👩‍🚀 🏴‍☠️',
  '語'.repeat(21),
  `Z${'\u0335'.repeat(40)}`,
  'W'.repeat(64),
  '<b>&"\'',
] as const;

const nameOf = (index: number): string => `${names[index % names.length]} ${index}`;

/** Access points of which every `troubledEvery`th is offline, and every other one of those on a crowded channel. */
const accessPoints = (count: number, troubledEvery: number): readonly Device[] =>
  Array.from({ length: count }, (_, index) => {
    const isTroubled = (index + 1) % troubledEvery === 0;
    return device({
      id: `${index}`,
      name: nameOf(index),
      version: '6.7.17',
      state: isTroubled && index % 2 === 0 ? 'offline' : 'online',
      clientCount: 12,
      radios: [
        { band: '2.4 GHz', channel: 6, busyRatio: isTroubled ? 0.9 : 0.2, clientCount: 3 },
        { band: '5 GHz', channel: 44, busyRatio: 0.1, clientCount: 9 },
      ],
    });
  });

const findings = (count: number): readonly Finding[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `devices.offline:${index}`,
    severity: index % 3 === 0 ? 'warning' : 'notice',
    title: `${nameOf(index)} is offline`,
    meaning: 'The access point does not answer the console: there is no Wi-Fi where only it reaches.',
    advice: 'Check its power and its cable, then the switch port it hangs on. If it runs, restart it.',
    things: [nameOf(index), nameOf(index + 1)],
  }));

const networkOf = (devices: readonly Device[], eventCount = 200) =>
  networkSections(
    snapshot({
      devices: ok(devices),
      clients: ok(
        Array.from({ length: devices.length * 12 }, (_, index) =>
          client({ id: `c${index}`, name: nameOf(index), ssid: nameOf(index % 9), downloadBytes: index }),
        ),
      ),
      events: ok(
        events({
          rows: Array.from({ length: eventCount }, (_, index) =>
            event({ text: `${nameOf(index)} did something.` }),
          ),
          counts: Array.from({ length: 40 }, (_, index) => ({ kind: `KIND_${index}`, count: eventCount })),
        }),
      ),
    }),
  );

describe.each([
  ['9 devices', 9, 200],
  ['300 devices', 300, 2_000],
  ['2,000 devices and 20,000 events', 2_000, 20_000],
])('a network of %s', (_, count, eventCount) => {
  const network = networkOf(accessPoints(count, 9), eventCount);
  const { html, text, page } = rendered(eventfulReport({ findings: findings(60), network }));

  test('fits into a mail that is well-formed, and into lines of 78 columns', () => {
    expect(smallestBody(html).bytes).toBeLessThan(maxEncodedHtmlBytes);
    parseHtml(html);
    expect(text.split('\n').filter((line) => displayWidth(line) > 78)).toEqual([]);
  });

  test('has all of it on the page', () => {
    expect(page.match(/<tr class="line"/gu)?.length).toBeGreaterThan(count * 2.5);
  });
});

describe('of the devices of a mail', () => {
  test('the healthy ones are only counted', () => {
    const network = networkOf([
      ...accessPoints(288, 1_000),
      device({ id: 'x', name: 'AP-Gone', state: 'offline' }),
    ]);
    for (const part of [
      visibleText(rendered(eventfulReport({ network })).html),
      rendered(eventfulReport({ network })).text,
    ])
      expect(part.replaceAll(/\s+/gu, ' ')).toMatch(
        /AP-Gone.+and 288 more devices, online and well.+576 radios, none crowded/u,
      );
  });

  test('all of them, where all are well, are a sentence and no table', () => {
    const { html, text } = rendered(
      eventfulReport({ network: networkOf(accessPoints(12, 100)).slice(1, 3) }),
    );
    for (const part of [visibleText(html), text])
      expect(part).toMatch(/^ *12 devices, online and well|12 devices, online and well/mu);
    expect(html).not.toContain('scope="col"');
  });

  test('one is called by its singular', () => {
    expect(rendered(eventfulReport({ network: networkOf(accessPoints(1, 100)) })).text).toContain(
      '1 device, online and well',
    );
  });

  test('those cut for lack of room are counted apart from the healthy ones', () => {
    const offline = Array.from({ length: 20 }, (_, index) =>
      device({ id: `o${index}`, name: `AP-${index}`, state: 'offline' }),
    );
    const { text } = rendered(eventfulReport({ network: networkOf([...offline, ...accessPoints(5, 100)]) }));
    expect(text).toContain('14 rows left out here, and 5 more devices, online and well');
  });
});

test('where a table has no words for its healthy rows they are shown as long as there is room, and go first', () => {
  const rows = ['well', 'down', 'well', 'down', 'well', 'down', 'well', 'down'].map((state, index) => [
    `T${index}`,
    state === 'well'
      ? ({ text: state, tone: 'good' } as const)
      : ({ text: state, tone: 'critical' } as const),
  ]);
  const block = { kind: 'table', columns: [{ title: 'Tunnel' }, { title: 'State' }], rows } as const;
  const { text } = rendered(eventfulReport({ network: [{ name: 't', title: 'Tunnels', blocks: [block] }] }));
  expect(text.match(/\bT\d/gu)).toEqual(['T0', 'T1', 'T2', 'T3', 'T5', 'T7']);
  expect(text).toContain('and 2 more, all well');
});

test('whatever a network is like, its mail stays below 90 KB and its lines below 79 columns', () => {
  const anyNetwork = fc.record({
    devices: fc.integer({ min: 0, max: 400 }),
    troubledEvery: fc.integer({ min: 1, max: 40 }),
    findings: fc.integer({ min: 0, max: 60 }),
    name: fc.string({ unit: 'grapheme', maxLength: 64 }),
    isClear: fc.boolean(),
  });
  fc.assert(
    fc.property(anyNetwork, ({ devices, troubledEvery, findings: count, name, isClear }) => {
      const base = isClear ? quietReport : eventfulReport;
      const named = accessPoints(devices, troubledEvery).map((one) => ({
        ...one,
        name: `${name}${one.name}`,
      }));
      const { html, text } = rendered(
        base({ title: name, findings: findings(count), network: networkOf(named) }),
      );
      expect(smallestBody(html).bytes).toBeLessThan(maxEncodedHtmlBytes);
      expect(text.split('\n').filter((line) => displayWidth(line) > 78)).toEqual([]);
      parseHtml(html);
    }),
    { numRuns: 12 },
  );
});
