import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Handler, type RecordedRequest, sendJson, startServer } from '../helpers/https-server.ts';
import { type Ended, runProgram } from '../helpers/program.ts';
import type { Env } from './network.ts';

/** Answers by method and path, e.g. `GET /api/v3/checks/`. */
export type Routes = Readonly<Record<string, unknown>>;

export const routesOf = (name: string): Routes =>
  JSON.parse(readFileSync(new URL(`../fixtures/declared/${name}.json`, import.meta.url), 'utf8'));

/** Other routes get 404, as they would. */
export const answering =
  (routes: Routes): Handler =>
  ({ method, path }, response) => {
    const route = `${method} ${path}`;
    if (Object.hasOwn(routes, route)) return sendJson(response, routes[route]);
    sendJson(response, { error: `there is no ${route}` }, 404);
  };

export interface DeclaredApi extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** `INTEGRATIONS_FILE` with this content, in which the address of the server stands for `API`. */
  file(content: string, extension?: 'yaml' | 'json'): string;
}

/** The server of an API on loopback, without TLS, and files that declare it. */
export const startApi = async (handler: Handler): Promise<DeclaredApi> => {
  const server = await startServer(handler, { tls: false });
  const folder = mkdtempSync(join(tmpdir(), 'unifi-report-declared-'));
  return {
    url: server.url,
    requests: server.requests,
    file(content, extension = 'yaml') {
      const path = join(folder, `integrations.${extension}`);
      writeFileSync(path, content.replaceAll('API', server.url));
      return path;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A console that `try` never asks. */
const elsewhere: Env = { UNIFI_HOST: 'unifi.invalid', UNIFI_API_KEY: 'an-api-key-of-a-console' };

/** `unifi-report try`. */
export const tryDeclared = (
  args: readonly string[],
  env: Env,
  nodeArguments: readonly string[] = [],
): Promise<Ended> =>
  runProgram(['try', ...args], { env: { ...elsewhere, TZ: 'UTC', ...env }, nodeArguments });
