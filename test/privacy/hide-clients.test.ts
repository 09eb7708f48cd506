import { describe, expect, test } from 'vitest';
import { findAll } from '../../src/findings/index.ts';
import type { IntegrationResults } from '../../src/integrations/results.ts';
import { hideClients } from '../../src/privacy/hide-clients.ts';
import type { Block, Finding } from '../../src/report/section.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import {
  client,
  detection,
  detections,
  device,
  event,
  events,
  internet,
  missing,
  nowMs,
  ok,
  period,
  snapshot,
  unreadable,
} from '../helpers/snapshot.ts';

const key = 'k'.repeat(72);
const none: IntegrationResults = { sections: [], results: [] };
const hide = (changes: Partial<Snapshot>, { key: by = key, configured = [] as readonly string[] } = {}) =>
  hideClients({ key: by, configured })({ snapshot: snapshot(changes), integrations: none }).snapshot;

const laptop = client({ id: '02:00:5e:00:01:01', name: 'Marta’s Laptop', ip: '192.168.1.20' });
const camera = client({ id: '02:00:5e:00:01:02', name: 'Cam+1 (yard)', ip: '192.168.1.21' });
const hash = /^client-[\da-f]{8}$/;

/** What a client of the snapshot is called once it is hidden. */
const nameOf = (changes: Partial<Snapshot>, index = 0): string => {
  const { clients } = hide(changes);
  return (clients.status === 'ok' && clients.data[index]?.name) || '';
};

describe('a client', () => {
  test('is one hash for its name and its addresses, the rest of it stays', () => {
    const hidden = hide({ clients: ok([{ ...laptop, ssid: 'Office', maker: 'Apple', downloadBytes: 5 }]) });
    const name = nameOf({ clients: ok([laptop]) });

    expect(name).toMatch(hash);
    expect(hidden.clients).toMatchObject({
      data: [
        {
          id: name,
          name,
          ip: name,
          ssid: 'Office',
          maker: 'Apple',
          downloadBytes: 5,
          connection: 'wireless',
        },
      ],
    });
  });

  test('has the same hash in every report of this key, another one under another key', () => {
    const moved = { ...laptop, ip: '192.168.1.99', name: 'Renamed' };
    expect(nameOf({ clients: ok([moved]) })).toBe(nameOf({ clients: ok([laptop]) }));
    expect(hide({ clients: ok([laptop]) }, { key: 'other'.repeat(20) }).clients).not.toEqual(
      hide({ clients: ok([laptop]) }).clients,
    );
    expect(nameOf({ clients: ok([camera]) })).not.toBe(nameOf({ clients: ok([laptop]) }));
  });

  test('that has left has the hash that it had while it was there', () => {
    const { id, name } = laptop;
    const hidden = hide({ pastClients: ok([{ id, name, guest: false }]) });
    const before = nameOf({ clients: ok([laptop]) });
    expect(hidden.pastClients).toMatchObject({ data: [{ id: before, name: before }] });
  });
});

describe('events', () => {
  const texts = (text: string, changes: Partial<Snapshot> = {}) => {
    const hidden = hide({
      clients: ok([laptop, camera]),
      events: ok(events({ rows: [event({ text })] })),
      ...changes,
    });
    return hidden.events.status === 'ok' ? hidden.events.data.rows[0]?.text : undefined;
  };
  const [first, second] = [0, 1].map((index) => nameOf({ clients: ok([laptop, camera]) }, index));

  test('name clients by the same hash in their sentences', () => {
    expect(texts('Marta’s Laptop roamed, marta’s laptop left; Cam+1 (yard) came.')).toBe(
      `${first} roamed, ${first} left; ${second} came.`,
    );
    expect(texts('User[02:00:5E:00:01:01] got 192.168.1.20, fd00::5 and 02-00-5e-00-01-02.')).toMatch(
      new RegExp(`^User\\[${first}\\] got ${first}, client-[\\da-f]{8} and ${second}\\.$`),
    );
  });

  test('keep our own devices, the neighbours, public addresses and everything else', () => {
    const ours = device({ id: '02:00:5e:00:00:01', name: 'AP-Garage', ip: '192.168.1.2' });
    const bssid = '02:00:5e:00:09:09';
    const text = `AP-Garage (02:00:5e:00:00:01, 192.168.1.2) saw ${bssid} from 203.0.113.9 at 12:30:15, version 10.4.57, 1 time.`;
    const airspace = ok([{ bssid, isRogue: false, isUnifi: false }]);
    expect(texts(text, { devices: ok([ours]), airspace })).toBe(text);
  });

  test('do not lose a word that only contains a name', () => {
    const ann = client({ id: '02:00:5e:00:01:03', name: 'Ann' });
    expect(texts('Annex and Ann-Marie changed channels.', { clients: ok([ann]) })).toBe(
      'Annex and Ann-Marie changed channels.',
    );
  });

  test('name clients that no list has', () => {
    const row = event({
      text: 'Old-Phone tried to connect.',
      client: { name: 'Old-Phone' },
      facts: { ip: '192.168.1.77', source: 'Old-Phone', admin: 'marta' },
    });
    const hidden = hide({
      events: ok(
        events({ rows: [row], roaming: [{ id: 'a', name: 'Roamer', returnCount: 9, between: [] }] }),
      ),
    });
    expect(JSON.stringify(hidden.events)).not.toMatch(/Old-Phone|192\.168|Roamer/);
    expect(hidden.events).toMatchObject({ data: { rows: [{ facts: { admin: 'marta' } }] } });
  });

  test('keep the public address from which somebody logged in', () => {
    const row = event({ facts: { ip: '203.0.113.9', admin: 'marta' } });
    expect(hide({ events: ok(events({ rows: [row] })) }).events).toMatchObject({
      data: { rows: [{ facts: { ip: '203.0.113.9' } }] },
    });
  });
});

describe('detections', () => {
  const rowsOf = (row: Parameters<typeof detection>[0], changes: Partial<Snapshot> = {}) => {
    const { detections: part } = hide({ detections: ok(detections([detection(row)])), ...changes });
    return part.status === 'ok' ? part.data.rows[0] : undefined;
  };

  test('keep the attacker, and hide the host inside under the hash of its client', () => {
    const row = rowsOf({ targetIp: laptop.ip ?? '', targetName: laptop.name }, { clients: ok([laptop]) });
    expect(row?.sourceIp).toBe('203.0.113.66');
    expect(row?.targetIp).toBe(nameOf({ clients: ok([laptop]) }));
    expect(row).not.toHaveProperty('targetName');
  });

  test('from inside are still known to be from inside', () => {
    const hit = detection({ sourceIp: '192.168.1.20', targetIp: '203.0.113.9', action: 'detected' });
    const find = (of: Snapshot): readonly Finding[] => findAll(of, [], { period, nowMs });
    const clear = find(snapshot({ detections: ok(detections([hit])) }));
    const hidden = find(hide({ detections: ok(detections([hit])) }));

    expect(clear.map(({ id }) => id)).toEqual(['security.inside-not-blocked:192.168.1.20']);
    expect(hidden).toHaveLength(1);
    expect(hidden[0]?.id).toMatch(/^security\.inside-not-blocked:client-[\da-f]{8}$/);
    expect(hidden[0]?.title).toMatch(/^client-[\da-f]{8} caused/);
  });

  test('hide a host inside that has a public IPv6 address, by the direction', () => {
    const inside = '2001:db8::20';
    expect(rowsOf({ sourceIp: inside, targetIp: '203.0.113.9', direction: 'outgoing' })?.sourceIp).toMatch(
      hash,
    );
    expect(rowsOf({ targetIp: inside, direction: 'incoming' })?.targetIp).toMatch(hash);
    expect(rowsOf({ sourceIp: inside, direction: 'incoming' })?.sourceIp).toBe(inside);
  });

  test('hide a name without an address, and no device of ours', () => {
    expect(rowsOf({ targetIp: '192.168.1.30', targetName: 'Kiosk' })?.targetIp).toMatch(hash);
    const ours = device({ name: 'Gateway', ip: '192.168.1.1', kind: 'gateway' });
    const row = rowsOf({ targetIp: '192.168.1.1', targetName: 'Gateway' }, { devices: ok([ours]) });
    expect(row).toMatchObject({ targetIp: '192.168.1.1', targetName: 'Gateway' });
  });
});

test('a foreign DHCP server and the name of a port are hidden like the client that they are', () => {
  const port = { name: 'NAS of Marta’s Laptop' };
  const hidden = hide({
    clients: ok([laptop]),
    devices: ok([device({ ports: [port] })]),
    rogueDhcpServers: ok([{ id: laptop.id, ip: '192.168.1.20' }]),
  });
  const name = nameOf({ clients: ok([laptop]) });
  expect(hidden.rogueDhcpServers).toMatchObject({ data: [{ id: name, ip: name }] });
  expect(hidden.devices).toMatchObject({
    data: [{ name: 'AP-Garage', ports: [{ name: `NAS of ${name}` }] }],
  });
});

test('what is no client stays: lines, the console, what could not be read', () => {
  const changes = {
    internet: ok(internet({ wans: [{ name: 'WAN', ip: '192.168.178.2' }] })),
    clients: missing('timeout'),
    events: ok(events({ rows: [event({ text: 'WAN got 192.168.178.2 from 192.168.1.1.' })] })),
  };
  expect(hide(changes, { configured: ['https://192.168.1.1:8443/api'] })).toEqual(snapshot(changes));
  expect(
    hideClients({ key, configured: [] })({ snapshot: unreadable('timeout', ''), integrations: none }),
  ).toEqual({
    snapshot: unreadable('timeout', ''),
    integrations: none,
  });
});

describe('integrations', () => {
  const answered = (blocks: readonly Block[], findings: readonly Finding[] = []): IntegrationResults => ({
    sections: [
      {
        name: 'cybersecure',
        displayName: 'CyberSecure',
        success: true,
        data: {
          blocks,
          findings,
          facts: [{ kind: 'attacker', ip: '203.0.113.9', count: 1, lastAtMs: nowMs }],
        },
      },
      {
        name: 'cloudflare',
        displayName: 'Cloudflare',
        success: false,
        errorMessage: 'Unable to fetch data',
        reason: 'It did not answer in time.',
      },
    ],
    results: [],
  });
  const hidden = (integrations: IntegrationResults) =>
    hideClients({ key, configured: [] })({ snapshot: snapshot({ clients: ok([laptop]) }), integrations })
      .integrations;
  const name = nameOf({ clients: ok([laptop]) });

  test('name clients by the same hash wherever a text may stand', () => {
    const blocks: readonly Block[] = [
      {
        kind: 'facts',
        items: [{ label: 'Busiest', value: { text: 'Marta’s Laptop' }, hint: 'at 192.168.1.20' }],
      },
      { kind: 'table', columns: [{ title: 'Host' }], rows: [['Marta’s Laptop'], [{ number: 3 }], [null]] },
      { kind: 'bars', items: [{ label: 'Unlisted (192.168.1.20)', amount: 1, value: '192.168.1.20' }] },
      { kind: 'bars', items: [{ label: '203.0.113.9 (SE)', amount: 1, value: { number: 1 } }] },
      { kind: 'series', title: 'Marta’s Laptop', points: [], summary: null },
      { kind: 'note', tone: 'neutral', text: 'Of 192.168.1.20 only.' },
    ];
    const finding: Finding = {
      id: 'x.y:192.168.1.20',
      ownRuleId: 'z.y:192.168.1.20',
      severity: 'notice',
      title: 'Marta’s Laptop',
      meaning: 'It is 02:00:5e:00:01:01.',
      advice: 'Look at Marta’s Laptop.',
      things: ['Marta’s Laptop'],
    };
    const result = hidden(answered(blocks, [finding]));
    const written = JSON.stringify(result);

    expect(written).not.toMatch(/Laptop|192\.168|02:00|Unlisted/);
    expect(written.split(name)).toHaveLength(14);
    expect(written).toContain('203.0.113.9 (SE)');
    expect(result.sections[0]).toMatchObject({ data: { facts: [{ ip: '203.0.113.9' }] } });
  });

  test('hide a client under whatever address it is seen at a firewall, in facts as well', () => {
    const phone = client({ id: '02:00:5e:00:01:03', name: 'Phone', ip: '2001:db8:7::20' });
    const blocks: readonly Block[] = [
      { kind: 'note', tone: 'neutral', text: 'From 2001:db8:7::20, 2001:db8:7::21.' },
    ];
    const told = answered(blocks);
    const [section] = told.sections;
    if (section?.success !== true) throw new Error('the first section has data');
    const facts = ['2001:db8:7::20', '192.168.1.20', '203.0.113.9'].map((ip) => ({
      kind: 'attacker' as const,
      ip,
      count: 1,
      lastAtMs: nowMs,
    }));
    const { sections } = hideClients({ key, configured: [] })({
      snapshot: snapshot({ clients: ok([laptop, phone]) }),
      integrations: { ...told, sections: [{ ...section, data: { ...section.data, facts } }] },
    }).integrations;
    const other = nameOf({ clients: ok([phone]) });

    expect(sections).toMatchObject([
      {
        data: {
          blocks: [{ text: `From ${other}, 2001:db8:7::21.` }],
          facts: [{ ip: other }, { ip: name }, { ip: '203.0.113.9' }],
        },
      },
    ]);
  });

  test('that failed say why as before', () => {
    expect(hidden(answered([])).sections[1]).toEqual(answered([]).sections[1]);
  });
});
