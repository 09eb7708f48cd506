import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { Seen } from './servers-program.ts';
import type { Size } from './sizes.ts';

const program = fileURLToPath(new URL('./servers-program.ts', import.meta.url));

const servedSchema = v.object({ env: v.record(v.string(), v.string()) });
const seenSchema = v.object({
  requests: v.array(
    v.object({
      server: v.picklist(['console', 'cloudflare']),
      method: v.string(),
      path: v.string(),
      headers: v.record(v.string(), v.string()),
      body: v.string(),
    }),
  ),
  mailBytes: v.number(),
});

/** A network of one size, served from a process of its own. */
export interface Servers {
  /** What the program needs for them. */
  readonly env: Readonly<Record<string, string>>;
  /** Requests from here on are a new report's. */
  forget(): void;
  seen(): Promise<Seen>;
  stop(): void;
}

/** @param latencyMs before the console begins to answer, for each request */
export const startServers = async (size: Size, latencyMs = 0): Promise<Servers> => {
  const child = fork(program, [JSON.stringify({ size, latencyMs })], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [served] = await once(child, 'message');
  const { env } = v.parse(servedSchema, served);
  return {
    env,
    forget: () => void child.send('forget'),
    seen: async () => {
      const answer = once(child, 'message');
      child.send('seen');
      return v.parse(seenSchema, (await answer)[0]);
    },
    stop: () => child.disconnect(),
  };
};
