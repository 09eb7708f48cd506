import type { ReceivedRequest, Reply } from '../http/reply.ts';
import { failure } from './envelope.ts';

/** As the dashboard spells them (Cloudflare API reference §3). */
export const tokenPermissions = [
  'Zone Read',
  'Analytics Read',
  'Cloudflare Tunnel Read',
  'SSL and Certificates Read',
  'DNS Read',
  'Zone Settings Read',
  'Zone WAF Read',
] as const;

export type TokenPermission = (typeof tokenPermissions)[number];

/** The refusal of a request without a valid token; `undefined` when the token is the right one. */
export const refuseToken = (request: ReceivedRequest, token: string): Reply | undefined => {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    const message = 'Missing X-Auth-Key, X-Auth-Email or Authorization headers';
    return failure(400, { code: 9106, message });
  }
  if (!/^Bearer [\w-]+$/.test(authorization)) {
    const message = 'Invalid format for Authorization header';
    return failure(400, {
      code: 6003,
      message: 'Invalid request headers',
      error_chain: [{ code: 6111, message }],
    });
  }
  if (authorization === `Bearer ${token}`) return undefined;
  // GraphQL has another status for it, and not its own envelope (Cloudflare API reference §2.5).
  const status = request.path.endsWith('/graphql') ? 403 : 401;
  return failure(status, { code: 10_000, message: 'Authentication error' });
};
