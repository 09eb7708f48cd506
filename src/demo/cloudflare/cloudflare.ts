import type { ReceivedRequest, Reply } from '../http/reply.ts';
import { type Override, type RequestRecord, startServer } from '../http/server.ts';
import type { DemoDay } from '../world/day-before.ts';
import { createAccount, type DemoAccount } from './account.ts';
import type { RestContext } from './context.ts';
import { noRoute } from './envelope.ts';
import { answerGraphql } from './graphql/graphql.ts';
import { refuseToken, type TokenPermission, tokenPermissions } from './permissions.ts';
import { answerRest } from './rest.ts';

export interface CloudflareOptions {
  /** Cloudflare's clock. */
  readonly nowMs: number;
  readonly token: string;
  /** What the token may read; absent = everything the demo has. */
  readonly tokenPermissions?: readonly TokenPermission[];
  /** Default 3. */
  readonly zoneCount?: number;
  /** Default `today`. */
  readonly day?: DemoDay;
  /** 0 or absent = any free port. */
  readonly port?: number;
  readonly latencyMs?: number;
  readonly override?: Override;
}

export interface DemoCloudflare {
  /** `http://127.0.0.1:port/client/v4`. */
  readonly url: string;
  /** What is in it, so that a test knows ids and names. */
  readonly account: DemoAccount;
  readonly requests: readonly RequestRecord[];
  close(): Promise<void>;
}

const basePath = '/client/v4';

/** Starts a Cloudflare API on loopback, REST and GraphQL (Cloudflare API reference §1–§3). */
export const startCloudflare = async (options: CloudflareOptions): Promise<DemoCloudflare> => {
  const { nowMs, token } = options;
  const account = createAccount(nowMs, options.zoneCount, options.day);
  const permissions = options.tokenPermissions ?? tokenPermissions;
  const context: RestContext = { account, may: (permission) => permissions.includes(permission) };
  const handle = (request: ReceivedRequest): Reply => {
    if (!request.path.startsWith(`${basePath}/`)) return noRoute(request.path);
    const refusal = refuseToken(request, token);
    if (refusal) return refusal;
    const path = request.path.slice(basePath.length);
    return path === '/graphql' ? answerGraphql(request, context) : answerRest(request, path, context);
  };
  const { port, requests, close } = await startServer({
    nowMs,
    handle,
    ...(options.port !== undefined && { port: options.port }),
    ...(options.latencyMs !== undefined && { latencyMs: options.latencyMs }),
    ...(options.override && { override: options.override }),
  });
  return { url: `http://127.0.0.1:${port}${basePath}`, account, requests, close };
};
