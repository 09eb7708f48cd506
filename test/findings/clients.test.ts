import { describe, expect, test } from 'vitest';
import { client, hourMs, minuteMs, missing, nowMs, ok, period } from '../helpers/snapshot.ts';
import { findingsAfter, findingsWithoutEvents } from './happenings.ts';

describe('a client that the console had not met before', () => {
  const fresh = client({
    id: '00:00:5e:00:01:07',
    name: 'Pixel',
    maker: 'Google',
    network: 'Office',
    firstSeenMs: nowMs - hourMs,
  });

  test('is a notice with its name, its maker and its network', () => {
    expect(findingsAfter([], { clients: ok([fresh]) })).toEqual([
      expect.objectContaining({
        id: 'clients.new',
        severity: 'notice',
        title: 'A new client: Pixel (Google, Office)',
        things: ['Pixel'],
        sinceMs: nowMs - hourMs,
      }),
    ]);
  });

  test('counts where it has left again, and once where it is in both lists', () => {
    const past = { id: '00:00:5e:00:01:08', name: 'Scanner', guest: false, firstSeenMs: nowMs - 2 * hourMs };
    const found = findingsAfter([], { clients: ok([fresh]), pastClients: ok([past, { ...past, ...fresh }]) });
    expect(found).toMatchObject([{ title: '2 new clients joined the network', sinceMs: nowMs - 2 * hourMs }]);
  });

  test('is nothing when it is a guest, was met before the period, or nobody knows since when it is known', () => {
    expect(findingsAfter([], { clients: ok([{ ...fresh, guest: true }]) })).toEqual([]);
    expect(findingsAfter([], { clients: ok([{ ...fresh, firstSeenMs: period.fromMs - 1 }]) })).toEqual([]);
    expect(findingsAfter([], { clients: ok([client()]) })).toEqual([]);
    expect(findingsAfter([], { clients: missing('timeout'), pastClients: missing('timeout') })).toEqual([]);
  });

  test('is told by the last report where the console does not say when it came', () => {
    const clients = ok([client(), client({ id: 'b', name: 'New one' })]);
    const previous = { wanAddresses: {}, clientIds: [client().id] };
    expect(findingsAfter([], { clients }, { previous })).toMatchObject([{ things: ['New one'] }]);
    expect(findingsAfter([], { clients }, { previous: { wanAddresses: {} } })).toEqual([]);
  });

  test('that hides its real address is said to come back like a new one', () => {
    const hidden = findingsAfter([], { clients: ok([{ ...fresh, id: 'da:00:5e:00:01:07' }]) });
    expect(hidden[0]?.meaning).toContain('hide their real address');
    expect(findingsAfter([], { clients: ok([fresh]) })[0]?.meaning).not.toContain('hide their real address');
  });
});

describe('two clients with one address', () => {
  const conflict = {
    kind: 'CLIENT_IP_CONFLICT',
    client: { name: 'Printer' },
    facts: { ip: '192.168.1.7' },
    text: 'Printer and NAS have the same IP address.',
  };

  test('are one warning for each address', () => {
    const found = findingsAfter([conflict, { ...conflict, atMs: nowMs - 2 * hourMs }]);
    expect(found).toMatchObject([
      {
        id: 'clients.ip-conflict:192.168.1.7',
        severity: 'warning',
        title: 'Two clients use the IP address 192.168.1.7',
        things: ['Printer'],
        sinceMs: nowMs - 2 * hourMs,
      },
    ]);
  });

  test('are told without gaps where the console does not name them', () => {
    const [finding] = findingsAfter([{ kind: 'CLIENT_IP_CONFLICT', text: 'Conflict' }]);
    expect(finding).toMatchObject({ title: 'Two clients use the same IP address', things: ['clients'] });
  });
});

test('a blocked client that tried to connect is a notice with how often', () => {
  const attempt = {
    kind: 'BLOCKED_CLIENT_TRIED_CONNECT_TO_NETWORK',
    client: { id: 'aa', name: 'Old phone' },
  };
  expect(findingsAfter([attempt, { ...attempt, atMs: nowMs - 5 * minuteMs }])).toMatchObject([
    { id: 'clients.blocked-tried:aa', severity: 'notice', title: expect.stringContaining('Old phone') },
  ]);
  expect(findingsAfter([attempt])[0]?.title).toMatch(/1 time$/);
});

test('events that were not read lead to none of these', () => {
  expect(findingsWithoutEvents()).toEqual([]);
});
