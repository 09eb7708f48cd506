import { describe, expect, test } from 'vitest';
import { device, hourMs, missing, nowMs, ok, period } from '../helpers/snapshot.ts';
import { findingsAfter } from './happenings.ts';

describe('a network without free addresses', () => {
  test('is one warning by its name', () => {
    const full = { kind: 'DHCP_POOL_EXHAUSTED', facts: { network: 'Guests' } };
    expect(findingsAfter([full, full])).toMatchObject([
      {
        id: 'dhcp.pool-exhausted:Guests',
        severity: 'warning',
        title: 'The network Guests ran out of addresses',
      },
    ]);
  });

  test('is told where it has no name', () => {
    expect(findingsAfter([{ kind: 'DHCP_POOL_EXHAUSTED' }])).toMatchObject([
      { title: 'A network ran out of addresses', things: ['DHCP'] },
    ]);
  });
});

describe('a foreign DHCP server', () => {
  const server = { id: '02:00:5e:00:77:01', ip: '192.168.1.254', deviceId: device().id, port: 4 };

  test('is a warning with the port it hangs on', () => {
    const [finding, ...others] = findingsAfter([], {
      devices: ok([device()]),
      rogueDhcpServers: ok([server]),
    });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      id: 'dhcp.rogue-server:02:00:5e:00:77:01',
      severity: 'warning',
      title: 'A foreign DHCP server answers at 192.168.1.254',
    });
    expect(finding?.meaning).toContain('It hangs on port 4 of AP-Garage.');
  });

  test('is known from events where the console has no list of them', () => {
    const seen = {
      kind: 'ROGUE_CLIENT_DETECTED',
      text: 'Router acts as a DHCP server.',
      client: { id: 'aa', name: 'Router' },
    };
    expect(findingsAfter([seen], { rogueDhcpServers: missing('unsupported') })).toMatchObject([
      { id: 'dhcp.rogue-server:aa', sinceMs: nowMs - hourMs },
    ]);
  });

  test('is known from the switch that saw it on the oldest consoles', () => {
    const seen = { kind: 'EVT_SW_DetectRogueDHCP', facts: { ip: '192.168.1.254' } };
    expect(findingsAfter([seen], { rogueDhcpServers: missing('unsupported') })).toMatchObject([
      { id: 'dhcp.rogue-server:192.168.1.254', title: 'A foreign DHCP server answers at 192.168.1.254' },
    ]);
  });

  test('is not what the console calls a rogue client for another reason', () => {
    const seen = {
      kind: 'ROGUE_CLIENT_DETECTED',
      text: 'Router is a rogue client.',
      client: { id: 'aa', name: 'R' },
    };
    expect(findingsAfter([seen], { rogueDhcpServers: missing('unsupported') })).toEqual([]);
  });

  test('that was gone before the period is nothing', () => {
    const old = { ...server, lastSeenMs: period.fromMs - 1 };
    expect(findingsAfter([], { rogueDhcpServers: ok([old]) })).toEqual([]);
    expect(findingsAfter([], { rogueDhcpServers: ok([{ ...old, lastSeenMs: nowMs - 1 }]) })).toHaveLength(1);
  });
});
