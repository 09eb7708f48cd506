import { describe, expect, test } from 'vitest';
import { client, events, missing, ok } from '../helpers/snapshot.ts';
import { findingsAfter } from './happenings.ts';

const vpn = (tunnelsUp: number, tunnelsDown: number) =>
  ok([{ subsystem: 'vpn', status: 'ok', tunnelsUp, tunnelsDown }]);
const lost = { kind: 'VPN_SITE_TO_SITE_DISCONNECTED' };

describe('a tunnel to another site', () => {
  test('that is down is a warning', () => {
    expect(findingsAfter([], { health: vpn(0, 1) })).toMatchObject([
      { id: 'vpn.site-to-site-down', severity: 'warning', title: 'The site-to-site VPN is down' },
    ]);
    expect(findingsAfter([lost], { health: vpn(2, 1) })).toMatchObject([
      { severity: 'warning', title: '1 of 3 site-to-site VPN tunnels is down' },
    ]);
  });

  test('that was lost is a warning, or a notice when the console counts it as up again', () => {
    expect(findingsAfter([lost], { health: missing('timeout') })).toMatchObject([
      { severity: 'warning', title: 'A site-to-site VPN tunnel was disconnected' },
    ]);
    expect(findingsAfter([lost], { health: vpn(1, 0) })).toMatchObject([{ severity: 'notice' }]);
  });

  test('that is up, or was never set up, is nothing', () => {
    expect(findingsAfter([], { health: vpn(2, 0) })).toEqual([]);
    expect(findingsAfter([], { health: ok([{ subsystem: 'vpn', status: 'error' }]) })).toEqual([]);
  });
});

describe('remote users', () => {
  test('are one notice: how often they came, and who is there', () => {
    const found = findingsAfter([], {
      clients: ok([client({ name: 'Ines', connection: 'vpn' })]),
      events: ok(events({ counts: [{ kind: 'VPN_CLIENT_CONNECTED', count: 3 }] })),
    });
    expect(found).toMatchObject([
      {
        id: 'vpn.remote-users',
        severity: 'notice',
        title: 'Remote users connected by VPN 3 times',
        meaning: 'Connected right now: Ines.',
      },
    ]);
  });

  test('that are there without having come in this period are told', () => {
    expect(findingsAfter([], { clients: ok([client({ connection: 'vpn' })]) })).toMatchObject([
      { title: '1 remote user is connected by VPN' },
    ]);
  });
});
