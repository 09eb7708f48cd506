import { startDemo } from '../src/demo/demo.ts';
import type { ReceivedRequest } from '../src/demo/http/reply.ts';
import type { Size } from './sizes.ts';
import { worldOf } from './sizes.ts';

/** One request of a report, as it can be made again. */
export interface Recorded {
  readonly server: 'console' | 'cloudflare';
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Served {
  readonly env: Readonly<Record<string, string>>;
}

export interface Seen {
  readonly requests: readonly Recorded[];
  readonly mailBytes: number;
}

/** Console, Cloudflare and mail server in a process of their own, so that what they cost is nobody's cost. */
const { size, latencyMs }: { size: Size; latencyMs: number } = JSON.parse(process.argv[2] ?? '{}');
let requests: Recorded[] = [];

const record =
  (server: Recorded['server']) =>
  (request: ReceivedRequest): undefined => {
    const { method, path, query, body } = request;
    const headers = Object.fromEntries(
      ['accept', 'authorization', 'content-type', 'x-api-key', 'user-agent'].flatMap((name) => {
        const value = request.headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
    );
    const search = query.size === 0 ? '' : `?${query}`;
    requests.push({ server, method, path: `${path}${search}`, headers, body });
  };

const servers = await startDemo({
  nowMs: Date.now(),
  console: { world: worldOf(size), latencyMs, override: record('console') },
  cloudflare: { override: record('cloudflare') },
});

process.on('message', (message) => {
  if (message === 'forget') requests = [];
  if (message === 'seen') {
    const mailBytes = servers.mail.messages.at(-1)?.raw.length ?? 0;
    process.send?.({ requests, mailBytes } satisfies Seen);
  }
});
process.on('disconnect', () => process.exit());
process.send?.({ env: servers.env } satisfies Served);
