import { dayMs, isoSeconds } from '../duration.ts';
import type { ReceivedRequest, Reply } from '../http/reply.ts';
import { hexId } from '../identity.ts';
import type { RestContext } from './context.ts';
import { failure, forbidden, noRoute, paged, success } from './envelope.ts';
import { tunnelRoutes } from './tunnels.ts';
import { zoneRoutes, zoneRow } from './zones.ts';

const verify = (nowMs: number): Reply =>
  success({ id: hexId('token', 32), status: 'active', expires_on: isoSeconds(nowMs + 60 * dayMs) });

const zones = (request: ReceivedRequest, { account, may }: RestContext): Reply => {
  if (!may('Zone Read')) return forbidden();
  const name = request.query.get('name');
  const status = request.query.get('status');
  const rows = account.zones
    .filter((zone) => name === null || zone.name === name)
    .filter((zone) => status === null || zone.status === status);
  return paged(
    request,
    rows.map((zone) => zoneRow(zone, account)),
    [5, 50],
  );
};

const isId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

const belowZone = (request: ReceivedRequest, context: RestContext, id: string, rest: string): Reply => {
  if (!isId(id)) return noRoute(request.path);
  const zone = context.account.zones.find((candidate) => candidate.id === id);
  if (!zone) return failure(403, { code: 9109, message: 'Unauthorized to access requested resource' });
  return zoneRoutes(request, context, zone, rest);
};

const belowAccount = (request: ReceivedRequest, context: RestContext, id: string, rest: string): Reply => {
  if (!isId(id)) return noRoute(request.path);
  if (rest === '/tokens/verify') return verify(context.account.nowMs);
  if (id !== context.account.id)
    return failure(403, { code: 9109, message: 'Unauthorized to access requested resource' });
  return tunnelRoutes(request, context, rest);
};

/** Answers a REST request by its path below `/client/v4`; the token has been checked before. */
export const answerRest = (request: ReceivedRequest, path: string, context: RestContext): Reply => {
  if (request.method !== 'GET') return failure(405, { code: 10_405, message: 'Method not allowed' });
  if (path === '/user/tokens/verify') return verify(context.account.nowMs);
  if (path === '/zones') return zones(request, context);
  const [, kind, id = '', rest = ''] = /^\/(zones|accounts)\/([^/]+)(\/.+)?$/.exec(path) ?? [];
  if (kind === 'zones') return belowZone(request, context, id, rest);
  if (kind === 'accounts') return belowAccount(request, context, id, rest);
  return noRoute(path);
};
