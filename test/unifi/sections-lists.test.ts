import { describe, expect, test } from 'vitest';
import { clientsBlocks } from '../../src/unifi/section-clients.ts';
import { eventLabel } from '../../src/unifi/section-event-labels.ts';
import { eventsBlocks } from '../../src/unifi/section-events.ts';
import { securityBlocks } from '../../src/unifi/section-security.ts';
import { networkSections } from '../../src/unifi/sections.ts';
import {
  client,
  detection,
  detections,
  event,
  events,
  hourMs,
  missing,
  nowMs,
  ok,
  snapshot,
} from '../helpers/snapshot.ts';

describe('clients', () => {
  test('are counted by how they are connected', () => {
    const [facts] = clientsBlocks([
      client(),
      client({ connection: 'wired' }),
      client({ guest: true }),
      client({ connection: 'vpn' }),
    ]);
    expect(facts).toMatchObject({
      items: [
        { label: 'Connected now', value: { number: 4 } },
        { label: 'Wired', value: { number: 1 } },
        { label: 'Wireless', value: { number: 2 } },
        { label: 'VPN', value: { number: 1 } },
        { label: 'Guests', value: { number: 1 } },
      ],
    });
  });

  test('that move the most data come first; those that moved none, or do not tell, are not drawn', () => {
    const blocks = clientsBlocks([
      client({ name: 'TV', downloadBytes: 500 }),
      client({ name: 'NAS', downloadBytes: 400, uploadBytes: 300 }),
      client({ name: 'Idle', downloadBytes: 0 }),
      client({ name: 'Silent' }),
    ]);
    expect(blocks[1]).toMatchObject({
      kind: 'bars',
      items: [
        { label: 'NAS', amount: 700, value: { bytes: 700 } },
        { label: 'TV', amount: 500, value: { bytes: 500 } },
      ],
    });
    expect(clientsBlocks([client()])).toHaveLength(1);
  });

  test('beyond ten are counted', () => {
    const busy = Array.from({ length: 12 }, (_, index) => client({ downloadBytes: index + 1 }));
    expect(clientsBlocks(busy)[1]).toMatchObject({ more: 'and 2 with less traffic' });
  });
});

describe('security', () => {
  test('counts hits, not rows, apart by what was done, and says which record answered', () => {
    const rows = [detection({ count: 7 }), detection({ action: 'detected', count: 2 })];
    expect(securityBlocks(detections(rows, 'ips-event'))[0]).toMatchObject({
      items: [
        { label: 'Blocked', value: { number: 7 } },
        { label: 'Only detected', value: { number: 2, tone: 'warning' } },
        { label: 'Read from', value: 'intrusion prevention log' },
      ],
    });
  });

  test('never calls a detection blocked or passed of which that is not known', () => {
    const [facts] = securityBlocks(detections([detection({ action: 'unknown', count: 3 })]));
    expect(facts).toMatchObject({
      items: [
        { label: 'Blocked', value: { number: 0 } },
        { label: 'Only detected', value: { number: 0 } },
        { label: 'Not known whether blocked', value: { number: 3 } },
        { label: 'Read from' },
      ],
    });
  });

  test('adds up sources and signatures, the most frequent first', () => {
    const inside = { sourceName: 'Kiosk', sourceIp: '192.168.20.14', signature: 'ET MALWARE X' };
    const rows = [
      detection({ sourceCountry: 'NL' }),
      detection({ ...inside, count: 2 }),
      detection({ ...inside }),
    ];
    expect(securityBlocks(detections(rows)).slice(1)).toMatchObject([
      {
        title: 'What they were about',
        rows: [
          ['malware and its control servers', { number: 3 }, { number: 0 }],
          ['scans for open doors', { number: 1 }, { number: 0 }],
        ],
      },
      {
        title: 'Top sources',
        items: [
          { label: 'Kiosk (192.168.20.14)', amount: 3 },
          { label: '203.0.113.66 (NL)', amount: 1 },
        ],
      },
      {
        title: 'Top signatures',
        items: [{ label: 'ET MALWARE X', value: { number: 3 } }, { amount: 1 }],
      },
    ]);
  });

  test('shows no list of signatures that the record does not hold', () => {
    const blocks = securityBlocks(detections([{ atMs: nowMs, action: 'blocked', count: 1 }], 'system-log'));
    expect(blocks).toHaveLength(1);
  });
});

describe('events', () => {
  test('are listed worst first, then newest first, in the words of the console', () => {
    const rows = [
      event({ severity: 'info', text: 'an info' }),
      event({ atMs: nowMs - 9 * hourMs, text: 'older warning' }),
      event({ text: 'newer warning' }),
      event({ severity: 'critical', atMs: nowMs - 20 * hourMs, text: 'the worst' }),
    ];
    const [table] = eventsBlocks(events({ rows }));
    expect(table?.kind === 'table' ? table.rows.map((row) => row[2]) : []).toEqual([
      'the worst',
      'newer warning',
      'older warning',
      'an info',
    ]);
  });

  test('that say the same are one line with their number and the time of the last', () => {
    const rows = [event({ atMs: nowMs - 2 * hourMs }), event({ atMs: nowMs - hourMs })];
    const [table] = eventsBlocks(events({ rows }));
    expect(table).toMatchObject({
      rows: [
        [
          { atMs: nowMs - hourMs },
          { text: 'warning', tone: 'warning' },
          'AP-Garage is unreachable.',
          { number: 2 },
        ],
      ],
    });
  });

  test('without a text are called by their kind', () => {
    const [table] = eventsBlocks(events({ rows: [event({ text: '' })] }));
    expect(table).toMatchObject({ rows: [[{}, {}, 'Device unreachable', {}]] });
  });

  test('are counted by kind, the most frequent first, and what was cut is counted', () => {
    const counts = Array.from({ length: 18 }, (_, index) => ({ kind: `KIND_${index}`, count: index + 1 }));
    const bars = eventsBlocks(events({ counts })).find(({ kind }) => kind === 'bars');
    expect(bars).toMatchObject({ kind: 'bars', more: 'and 3 more kinds' });
    expect(bars?.kind === 'bars' ? bars.items[0] : undefined).toEqual({
      label: 'Kind 17',
      amount: 18,
      value: { number: 18 },
    });
  });

  test('leave threats to the security section, where it has them', () => {
    const threats = Array.from({ length: 40 }, (_, index) =>
      event({ kind: 'THREAT_DETECTED', severity: 'critical', text: `threat ${index}` }),
    );
    const rows = [...threats, event({ text: 'AP-Garage is unreachable.' })];
    const counts = [{ kind: 'THREAT_DETECTED', count: 40 }];
    const texts = (networkSnapshot: Parameters<typeof networkSections>[0]) => {
      const section = networkSections(networkSnapshot).find(({ name }) => name === 'events');
      const table = section?.blocks.find(({ kind }) => kind === 'table');
      return table?.kind === 'table' ? table.rows.map((row) => row[2]) : [];
    };
    const read = snapshot({ events: ok(events({ rows, counts })) });
    expect(texts(read)).toEqual(['AP-Garage is unreachable.']);
    expect(JSON.stringify(networkSections(read))).toContain('Events by kind');
    expect(texts({ ...read, detections: missing('timeout') })[0]).toMatch(/^threat/);
  });

  test('are told in one line: how many there were, and how many of them were worse than routine', () => {
    const rows = [event({ severity: 'critical' }), event(), event(), event({ severity: 'info' })];
    const [facts] = eventsBlocks(
      events({
        rows,
        counts: [
          { kind: 'A', count: 200 },
          { kind: 'B', count: 54 },
        ],
      }),
    );
    expect(facts).toEqual({
      kind: 'facts',
      items: [
        { label: 'Events', value: { number: 254 } },
        { label: 'Critical', value: { number: 1 } },
        { label: 'Warnings', value: { number: 2 } },
      ],
    });
  });

  test('that did not happen are a sentence', () => {
    expect(eventsBlocks(events())).toEqual([
      { kind: 'note', tone: 'neutral', text: 'No events in this period.' },
    ]);
  });
});

describe('the label of a kind of event', () => {
  test.each([
    ['CLIENT_CONNECTED_WIRELESS', 'Wi-Fi client connected'],
    ['NETWORK_WAN_FAILED', 'Internet line failed'],
    ['POE_BUDGET_EXCEEDED', 'PoE budget exceeded'],
    ['DEVICE_FAN_OFFLINE', 'Device fan offline'],
    ['EVT_AP_Lost_Contact', 'AP lost contact'],
    ['EVT_SW_RestartedUnknown', 'Switch restarted, reason unknown'],
    ['SOMETHING_NEW_IN_12', 'Something new in 12'],
    ['constructor', 'Constructor'],
    ['__proto__', 'Proto'],
    ['', 'Unnamed event'],
  ])('%s is "%s"', (kind, label) => {
    expect(eventLabel(kind)).toBe(label);
  });
});
