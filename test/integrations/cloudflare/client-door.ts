import { afterEach } from 'vitest';
import { createBudget } from '../../../src/integrations/cloudflare/budget.ts';
import { createClient } from '../../../src/integrations/cloudflare/client.ts';
import { createGuard } from '../../../src/net/guard.ts';
import { defaultGuardSettings } from '../../../src/net/guard-settings.ts';
import { createHttp } from '../../../src/net/http.ts';
import { plainFetch } from '../../helpers/http.ts';
import { type Handler, startServer } from '../../helpers/https-server.ts';
import { recordingLog } from '../../helpers/log.ts';
import { nowMs, token } from './fake-cloudflare.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** The real client behind its real guard and door, against a server that answers with `handler`. */
export async function openClient(handler: Handler) {
  const server = await startServer(handler, { tls: false });
  closing.push(() => server.close());
  const { log } = recordingLog();
  const settings = { ...defaultGuardSettings, retryWaitMs: 1, retryMaxWaitMs: 2 };
  const { request } = createGuard('cloudflare', settings, { now: () => nowMs, random: () => 0.5, log });
  const http = createHttp({
    baseUrl: `${server.url}/client/v4`,
    headers: { authorization: `Bearer ${token}` },
    request,
    fetch: plainFetch,
    userAgent: 'test',
  });
  return {
    server,
    client: createClient(http, createBudget(() => nowMs).forReport(), log),
    deadline: { signal: new AbortController().signal, deadlineMs: nowMs + 30_000 },
  };
}
