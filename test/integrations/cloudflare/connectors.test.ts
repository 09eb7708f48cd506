import { describe, expect, test } from 'vitest';
import {
  isOutdated,
  monthsOld,
  olderVersion,
  versionText,
} from '../../../src/integrations/cloudflare/cloudflared-version.ts';
import type { Handler } from '../../helpers/https-server.ts';
import { accountId, fixture, list, nowMs, refusal, send, sendHtml } from './fake-cloudflare.ts';
import { ask, show } from './opening.ts';
import { shown } from './reading.ts';

const tunnel = (id: string, status = 'healthy') => ({ id, name: `tunnel ${id}`, status });
const connector = (version: unknown, ...conns: readonly object[]) => ({ id: 'c', version, conns });
const healthy = { is_pending_reconnect: false };
const reconnecting = { is_pending_reconnect: true };

/** What stands in the last column of the first tunnel. */
const servingOf = async (connectors: Handler) => {
  const { table, findings, notes } = await show({ connectors });
  return { serving: table('Tunnels')[0]?.[3], findings, notes };
};

describe('what serves a tunnel', () => {
  test('is asked at its own endpoint, and only where something may serve it', async () => {
    const { asked, results } = await ask({
      tunnels: send(
        list([tunnel('a'), tunnel('b', 'down'), tunnel('c', 'inactive'), tunnel('d', 'degraded')]),
      ),
    });
    expect(asked('connectors').map(({ path }) => path)).toEqual([
      `/client/v4/accounts/${accountId}/cfd_tunnel/d/connections`,
      `/client/v4/accounts/${accountId}/cfd_tunnel/a/connections`,
    ]);
    expect(
      shown(results)
        .table('Tunnels')
        .map((row) => row.slice(3)),
    ).toEqual([[null], ['1 × 2026.5.0'], [null], ['1 × 2026.5.0']]);
  });

  test('is a number of connectors and the oldest version among them', async () => {
    const rows = [connector('2026.4.1', healthy), connector('2026.3.0', healthy, healthy)];
    expect((await servingOf(send(list(rows)))).serving).toBe('2 × 2026.3.0 (2 months)');
  });

  test('tells the connections that are being made anew', async () => {
    const rows = [connector('2026.5.0', healthy, reconnecting), connector('2026.5.0', healthy, healthy)];
    expect((await servingOf(send(list(rows)))).serving).toEqual({
      text: '2 × 2026.5.0, 1 of 4 connections down',
      tone: 'warning',
    });
  });

  test('is read from a recorded answer, whose cloudflared is out of date', async () => {
    const { serving, findings } = await servingOf(
      send(fixture('cloudflare-go/tunnel.TunnelConnections.json')),
    );
    expect(serving).toEqual({ text: '1 × 2022.2.0 (51 months)', tone: 'warning' });
    expect(findings).toMatchObject([
      {
        id: 'cloudflare.cloudflared-outdated:tunnel-1',
        severity: 'notice',
        title: 'cloudflared of the tunnel blog is out of date: 2022.2.0 (51 months)',
        things: ['blog'],
      },
    ]);
  });

  test.each<readonly [string, readonly unknown[], string]>([
    ['nothing', [], '0'],
    ['no version', [connector(undefined)], '1'],
    ['a version that is no date', [connector('<b>dev</b>')], '1 × <b>dev</b>'],
    ['the version of a connection alone', [{ conns: [{ client_version: '2026.5.1' }] }], '1 × 2026.5.1'],
    ['connections that are no list', [{ version: '2026.5.0', conns: 'x' }], '1 × 2026.5.0'],
  ])('may be %s', async (_case, rows, expected) => {
    expect((await servingOf(send(list(rows)))).serving).toEqual(expected);
  });

  test.each<readonly [string, Handler, RegExp]>([
    [
      'not permitted',
      send(refusal(10000, 'Authentication error'), 403),
      /^Connectors of tunnels: the token lacks Account · Cloudflare Tunnel · Read/,
    ],
    ['a web page', sendHtml(200), /^Connectors of tunnels: /],
    ['no list', send({ success: true, result: null }), /^Connectors of tunnels: /],
  ])('that is %s is a note, and the tunnels stay', async (_case, handler, note) => {
    const { serving, notes } = await servingOf(handler);
    expect(serving).toBeNull();
    expect(notes).toEqual([expect.stringMatching(note)]);
  });

  test('of many tunnels only the worst 25 are asked about, in the order of the table', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => tunnel(`t${String(index).padStart(2, '0')}`));
    const { asked, results } = await ask({ tunnels: send(list([...rows, tunnel('z', 'degraded')])) });
    expect(shown(results).notes).toEqual([
      'Only of 25 of 41 tunnels it was asked which cloudflared serves them.',
    ]);
    const paths = asked('connectors').map(({ path }) => path);
    expect(paths).toHaveLength(25);
    expect(paths.join()).toContain('/z/');
  });

  test('an id of a tunnel never becomes another path', async () => {
    const { server, results } = await ask({ tunnels: send(list([tunnel('../../tokens'), tunnel('..')])) });
    expect(server.requests.filter(({ path }) => path.endsWith('/connections'))).toEqual([]);
    expect(shown(results).notes).toEqual([
      'Connectors of tunnels: it answered with an id that cannot be one.',
    ]);
  });
});

describe('versions of cloudflared', () => {
  test.each([
    ['2026.5.0', 0, '2026.5.0'],
    ['2026.4.0', 1, '2026.4.0 (1 month)'],
    ['2025.5.2', 12, '2025.5.2 (12 months)'],
    ['2027.1.0', 0, '2027.1.0'],
    ['2026.13.0', undefined, '2026.13.0'],
    ['DEV', undefined, 'DEV'],
  ])('%s is %s months old', (version, months, text) => {
    expect(monthsOld(version, nowMs)).toBe(months);
    expect(versionText(version, nowMs)).toBe(text);
  });

  test('are out of date after a year', () => {
    expect(['2025.4.0', '2025.5.0', 'DEV', undefined].map((version) => isOutdated(version, nowMs))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('are compared by their numbers', () => {
    expect(olderVersion('2026.10.0', '2026.9.1')).toBe('2026.9.1');
    expect(olderVersion('2026.2.0', undefined)).toBe('2026.2.0');
    expect(olderVersion(undefined, undefined)).toBeUndefined();
  });
});
