import { describe, expect, test } from 'vitest';
import { type TokenPermission, tokenPermissions } from '../../src/demo/cloudflare/permissions.ts';
import { json } from '../../src/demo/http/reply.ts';
import { ask, bodyOf, rowsOf } from './ask.ts';
import { get, openCloudflare, zoneOf } from './cloudflares.ts';

const without = (missing: TokenPermission) => ({
  tokenPermissions: tokenPermissions.filter((name) => name !== missing),
});

describe('the token', () => {
  test.each([
    ['none', {}, 400, 9106],
    ['a key instead', { authorization: 'Bearer "quoted"' }, 400, 6003],
    ['a wrong one', { authorization: 'Bearer wrong' }, 401, 10_000],
  ])('%s is refused', async (_, headers, status, code) => {
    const cloudflare = await openCloudflare();
    const answer = await ask(`${cloudflare.url}/zones`, { headers });

    expect(answer.status).toBe(status);
    expect(bodyOf(answer)).toMatchObject({ success: false, result: null, errors: [{ code }] });
  });

  test('a wrong one is refused in the REST envelope by GraphQL too, with 403', async () => {
    const cloudflare = await openCloudflare();
    const answer = await ask(`${cloudflare.url}/graphql`, {
      method: 'POST',
      headers: { authorization: 'Bearer wrong' },
    });

    expect([answer.status, bodyOf(answer)]).toMatchObject([
      403,
      { success: false, errors: [{ code: 10_000 }] },
    ]);
  });

  test('the right one is active for another two months', async () => {
    const cloudflare = await openCloudflare();

    expect(bodyOf(await get(cloudflare, '/user/tokens/verify'))).toMatchObject({
      success: true,
      result: { status: 'active', expires_on: '2027-01-20T07:00:00Z' },
    });
  });
});

describe('zones', () => {
  test('are a Pro, a Free and a pending one of the same account', async () => {
    const cloudflare = await openCloudflare();
    const zones = rowsOf(await get(cloudflare, '/zones?per_page=50'), 'result');

    expect(zones.map(({ status, plan }) => [status, Object(plan).legacy_id])).toEqual([
      ['active', 'pro'],
      ['active', 'free'],
      ['pending', 'free'],
    ]);
    expect(new Set(zones.map(({ account }) => Object(account).id))).toEqual(new Set([cloudflare.account.id]));
  });

  test('come in pages whose count is honest', async () => {
    const cloudflare = await openCloudflare({ zoneCount: 112 });
    const pages = await Promise.all(
      [1, 2, 3, 4].map((page) => get(cloudflare, `/zones?per_page=50&page=${page}`)),
    );

    expect(pages.map((page) => rowsOf(page, 'result').length)).toEqual([50, 50, 12, 0]);
    expect(pages.map((page) => bodyOf(page).result_info)).toMatchObject(
      [50, 50, 12, 0].map((count) => ({ count, total_count: 112, total_pages: 3 })),
    );
    const ids = pages.flatMap((page) => rowsOf(page, 'result').map(({ id }) => id));
    expect(new Set(ids).size).toBe(112);
  });

  test.each(['per_page=51', 'per_page=4', 'per_page=x', 'page=0'])('refuse %s', async (query) => {
    const cloudflare = await openCloudflare();

    expect((await get(cloudflare, `/zones?${query}`)).status).toBe(400);
  });

  test('are found by name', async () => {
    const cloudflare = await openCloudflare();
    const { name, id } = zoneOf(cloudflare, 'free');

    expect(rowsOf(await get(cloudflare, `/zones?name=${name}`), 'result')).toMatchObject([{ id }]);
  });

  test('tell DNSSEC, certificates and single settings', async () => {
    const cloudflare = await openCloudflare();
    const { id } = zoneOf(cloudflare, 'pro');

    expect(bodyOf(await get(cloudflare, `/zones/${id}/dnssec`))).toMatchObject({
      result: { status: 'active' },
    });
    expect(bodyOf(await get(cloudflare, `/zones/${id}/settings/ssl`))).toMatchObject({
      result: { value: 'full' },
    });
    expect(rowsOf(await get(cloudflare, `/zones/${id}/ssl/certificate_packs`), 'result')).toMatchObject([
      { status: 'active', certificates: [{ expires_on: '2027-01-11T07:00:00Z' }] },
    ]);
    expect((await get(cloudflare, `/zones/${id}/settings`)).status).toBe(404);
  });

  test('name the rules that their owner wrote, and have no rule set where there are none', async () => {
    const cloudflare = await openCloudflare();
    const path = `/zones/${zoneOf(cloudflare, 'pro').id}/rulesets/phases`;

    expect(bodyOf(await get(cloudflare, `${path}/http_ratelimit/entrypoint`))).toMatchObject({
      result: { rules: [{ description: 'Booking API: 60 requests a minute' }] },
    });
    expect((await get(cloudflare, `${path}/http_request_transform/entrypoint`)).status).toBe(404);
  });

  test('of the Free one are as a new zone has them', async () => {
    const cloudflare = await openCloudflare();
    const { id } = zoneOf(cloudflare, 'free');

    expect(bodyOf(await get(cloudflare, `/zones/${id}/settings/always_use_https`))).toMatchObject({
      result: { value: 'off' },
    });
    expect(bodyOf(await get(cloudflare, `/zones/${id}/dnssec`))).toMatchObject({
      result: { status: 'pending' },
    });
  });

  test('say no to an id that is none, and to one of somebody else', async () => {
    const cloudflare = await openCloudflare();
    const malformed = await get(cloudflare, '/zones/dashboard/dnssec');
    const foreign = await get(cloudflare, `/zones/${'0'.repeat(32)}/dnssec`);

    expect([malformed.status, bodyOf(malformed)]).toMatchObject([404, { errors: [{ code: 7003 }] }]);
    expect([foreign.status, bodyOf(foreign)]).toMatchObject([403, { errors: [{ code: 9109 }] }]);
  });
});

describe('tunnels', () => {
  test('one has been down since the internet was, and deleted ones come unless refused', async () => {
    const cloudflare = await openCloudflare();
    const path = `/accounts/${cloudflare.account.id}/cfd_tunnel`;
    const tunnels = rowsOf(await get(cloudflare, `${path}?is_deleted=false&per_page=1000`), 'result');

    expect(tunnels.map(({ name, status }) => [name, status])).toEqual([
      ['harbour-bookings', 'healthy'],
      ['harbour-cameras', 'down'],
      ['harbour-files', 'healthy'],
    ]);
    expect(tunnels[1]).toMatchObject({ conns_active_at: null, conns_inactive_at: '2026-11-21T02:47:31Z' });
    expect(rowsOf(await get(cloudflare, path), 'result')).toHaveLength(4);
  });

  test('tell their connectors at an endpoint of their own', async () => {
    const cloudflare = await openCloudflare();
    const connectors = async (index: number) => {
      const id = cloudflare.account.tunnels[index]?.id;
      return rowsOf(
        await get(cloudflare, `/accounts/${cloudflare.account.id}/cfd_tunnel/${id}/connections`),
        'result',
      );
    };

    expect(await connectors(0)).toMatchObject([{ version: '2026.10.0' }]);
    expect(await connectors(1)).toEqual([]);
    expect(await connectors(2)).toMatchObject([{ version: '2025.8.0' }]);
  });
});

describe('a missing permission', () => {
  test.each([
    ['Zone Read', '/zones', 403, 10_000],
    ['DNS Read', '/zones/ID/dnssec', 403, 10_000],
    ['Zone Settings Read', '/zones/ID/settings/ssl', 403, 10_000],
    ['Zone WAF Read', '/zones/ID/rulesets/phases/http_ratelimit/entrypoint', 403, 10_000],
    ['SSL and Certificates Read', '/zones/ID/ssl/certificate_packs', 200, 9109],
  ] as const)('%s is a refusal in the way of its endpoint', async (permission, path, status, code) => {
    const cloudflare = await openCloudflare(without(permission));
    const answer = await get(cloudflare, path.replace('ID', zoneOf(cloudflare, 'pro').id));

    expect([answer.status, bodyOf(answer)]).toMatchObject([status, { success: false, errors: [{ code }] }]);
  });

  test('Cloudflare Tunnel Read is an empty list', async () => {
    const cloudflare = await openCloudflare(without('Cloudflare Tunnel Read'));
    const answer = await get(cloudflare, `/accounts/${cloudflare.account.id}/cfd_tunnel`);

    expect([answer.status, bodyOf(answer)]).toMatchObject([200, { success: true, result: [] }]);
  });
});

test('a test can put its own answer in front', async () => {
  const cloudflare = await openCloudflare({ override: () => json(429, {}, { 'retry-after': '3' }) });
  const answer = await get(cloudflare, '/zones');

  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '3']);
  expect(cloudflare.requests).toEqual([{ method: 'GET', path: '/client/v4/zones', status: 429 }]);
});
