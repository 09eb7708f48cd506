import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { text } from '../../src/console/fields.ts';
import { readIntegrationRows } from '../../src/console/integration-v1.ts';
import { collectNetwork } from '../../src/unifi/collect.ts';
import { collectFrom, everRecorded } from '../helpers/collected.ts';
import { consoleWith } from '../helpers/console-answers.ts';
import { type Answer, json, site } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { bugsIn, recordingLog } from '../helpers/log.ts';
import { legacy, unifiFixture } from '../helpers/unifi-fixture.ts';

const id = '00000000-0000-0000-0000-0000000000b1';
const sitesPath = 'GET /integration/v1/sites';
const devicesPath = `GET /integration/v1/sites/${id}/devices`;
const clientsPath = `GET /integration/v1/sites/${id}/clients`;
const page = (data: readonly unknown[], totalCount = data.length) => ({
  offset: 0,
  limit: 200,
  totalCount,
  data,
});

const official: Readonly<Record<string, Answer>> = {
  [sitesPath]: json(
    page([
      { id: 'other', internalReference: 'branch' },
      { id, internalReference: site.name },
    ]),
  ),
  [devicesPath]: json(unifiFixture('chris2ao-unifi-mcp/integration-v1-devices.json')),
  [clientsPath]: json(
    page([
      { id: 'c1', type: 'WIRED', name: 'NAS', macAddress: 'AA:BB', ipAddress: '10.0.0.2' },
      { id: 'c2', type: 'WIRELESS', name: 'Phone', access: { type: 'GUEST', authorized: true } },
      { id: 'c3', type: 'TELEPORT' },
      { type: 'WIRED' },
    ]),
  ),
};

const collect = async (answers: Readonly<Record<string, Answer>>) => {
  const { console, server } = await consoleWith(answers);
  const { log, lines } = recordingLog();
  const snapshot = await collectNetwork(console, everRecorded, deadline(), { now: () => Date.now(), log });
  const asked = server.reads.filter(({ path }) => path.includes('/integration/v1/')).length;
  return { snapshot, lines, asked };
};

describe('the official interface', () => {
  test.each([
    ['are unknown', 404],
    ['fail', 500],
  ])('stands in where the lists %s, and that is said', async (_, status) => {
    const failing = json({}, status);
    const { snapshot, lines } = await collect({
      ...official,
      'GET /api/s/default/stat/device': failing,
      'GET /api/s/default/stat/sta': failing,
    });

    expect(bugsIn(lines)).toEqual([]);
    expect(snapshot.devices).toEqual({
      status: 'ok',
      data: [
        {
          id: '02:00:5e:00:00:1f',
          name: 'Office Switch',
          kind: 'switch',
          model: 'USW Flex 2.5G 8 PoE',
          ip: '192.0.2.10',
          version: '2.1.0',
          state: 'online',
          updateAvailable: false,
        },
      ],
      notes: [expect.stringContaining('Only the official interface')],
    });
    expect(snapshot.clients).toMatchObject({
      data: [
        { id: 'aa:bb', name: 'NAS', connection: 'wired', guest: false },
        { id: 'c2', connection: 'wireless', guest: true },
        { id: 'c3', name: 'c3', connection: 'vpn' },
      ],
      notes: [expect.stringContaining('Only the official interface')],
    });
  });

  test('is not asked where the lists answer or are not permitted', async () => {
    const { snapshot, asked } = await collect({
      ...official,
      'GET /api/s/default/stat/device': json(legacy([])),
      'GET /api/s/default/stat/sta': json({}, 403),
    });

    expect(snapshot.devices).toEqual({ status: 'ok', data: [], notes: [] });
    expect(snapshot.clients).toMatchObject({ status: 'missing', code: 'forbidden' });
    expect(asked).toBe(0);
  });

  test.each([404, 502])('stands in for a list of sites that answers %d', async (status) => {
    const { snapshot } = await collect({
      ...official,
      'GET /api/self/sites': json({}, status),
      [sitesPath]: json(page([{ id, internalReference: site.name, name: 'Harbour Office' }])),
    });

    expect(snapshot.site).toEqual({ id, name: site.name, description: 'Harbour Office' });
    expect(snapshot.devices.status).toBe('ok');
  });

  test('is not asked for sites where the account may not list them', async () => {
    const { snapshot, asked } = await collect({ ...official, 'GET /api/self/sites': json({}, 403) });

    expect(snapshot.devices).toMatchObject({ status: 'missing', code: 'forbidden' });
    expect(asked).toBe(0);
  });

  test('that fails as well leaves the first reason', async () => {
    const { snapshot } = await collect({ [sitesPath]: json({}, 403) });

    expect(snapshot.devices).toMatchObject({ status: 'missing', code: 'unsupported' });
  });

  test('is left alone with a login, which it does not take', async () => {
    const { snapshot, server } = await collectFrom(official);

    expect(snapshot.devices).toMatchObject({ status: 'missing', code: 'unsupported' });
    expect(server.reads.filter(({ path }) => path.includes('/integration/'))).toEqual([]);
    expect(server.logins).toHaveLength(1);
  });

  test.each([
    [['gateway', 'switching'], 'gateway'],
    [['accessPoint', 'switching'], 'access point'],
    [{ accessPoint: {}, switching: {} }, 'access point'],
    [{ switching: { lags: [] } }, 'switch'],
    [null, 'other'],
  ])('a device with the features %j is a %s', async (features, kind) => {
    const { snapshot } = await collect({
      ...official,
      [devicesPath]: json(page([{ id: 'd', macAddress: 'AA', state: 'U5G_INCORRECT_TOPOLOGY', features }])),
    });

    expect(snapshot.devices).toMatchObject({
      data: [{ id: 'aa', kind, state: 'unknown', rawState: 'u5g incorrect topology' }],
    });
  });

  test('is read to the last page, even when the total drifts', async () => {
    const { console, server } = await consoleWith({
      ...official,
      [devicesPath]: ({ query }) => {
        const offset = Number(query.get('offset'));
        const count = offset < 400 ? 200 : 0;
        return {
          json: page(
            Array.from({ length: count }, (_, index) => ({ id: `${offset + index}` })),
            500,
          ),
        };
      },
    });
    const rows = await readIntegrationRows(console, 'devices', v.object({ id: text }), deadline());

    expect(rows.map((row) => row.id)).toEqual(Array.from({ length: 400 }, (_, index) => String(index)));
    expect(
      server.reads.filter(({ path }) => path.endsWith('/devices')).map(({ query }) => query.get('limit')),
    ).toEqual(['200', '200', '200']);
  });

  test.each([[null], [[]], [{ data: 'none' }]])('that answers %j is a failed part', async (answer) => {
    const { console } = await consoleWith({ ...official, [devicesPath]: json(answer) });

    await expect(
      readIntegrationRows(console, 'devices', v.object({ id: text }), deadline()),
    ).rejects.toMatchObject({ code: 'invalid_response' });
  });
});
