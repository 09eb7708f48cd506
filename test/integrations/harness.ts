import { enableIntegrations } from '../../src/integrations/enable.ts';
import type {
  Fetched,
  Integration,
  IntegrationDefinition,
  IntegrationDeps,
  IntegrationEnv,
} from '../../src/integrations/integration.ts';
import type { IntegrationResults } from '../../src/integrations/results.ts';
import { createRunner, type Runner } from '../../src/integrations/runner.ts';
import { createGuard, type Guard } from '../../src/net/guard.ts';
import { defaultGuardSettings, type GuardSettings } from '../../src/net/guard-settings.ts';
import { createHttp } from '../../src/net/http.ts';
import type { Fetch } from '../../src/net/reply.ts';
import type { Period } from '../../src/period.ts';
import { plainFetch } from '../helpers/http.ts';
import { type LogLine, recordingLog } from '../helpers/log.ts';

export const period = { fromMs: Date.UTC(2026, 4, 25, 7), toMs: Date.UTC(2026, 4, 26, 7) };

/** A fetch with something in it. */
export const oneNote = (text = 'all is well'): Fetched => ({
  blocks: [{ kind: 'note', tone: 'good', text }],
  facts: [],
  findings: [],
});

/** A small integration that is on when `<NAME>_TOKEN` is set. */
export function define(
  name: string,
  create: (env: IntegrationEnv, deps: IntegrationDeps) => Integration,
  more: Partial<IntegrationDefinition> = {},
): IntegrationDefinition {
  const prefix = name.toUpperCase();
  return {
    name,
    displayName: name,
    requiredEnv: [`${prefix}_TOKEN`],
    optionalEnv: [`${prefix}_HOST`],
    create,
    ...more,
  };
}

/** An integration whose fetch is all there is to it. */
export const defineFetch = (name: string, fetch: Integration['fetch']): IntegrationDefinition =>
  define(name, () => ({ fetch }));

/** An integration that asks `baseUrl` for `/data` and shows what it said. */
export const defineHttp = (name: string, baseUrl: string): IntegrationDefinition =>
  define(name, (env, deps) => {
    const http = deps.http(baseUrl, { authorization: `Bearer ${env[`${name.toUpperCase()}_TOKEN`] ?? ''}` });
    return {
      async fetch(context) {
        const answer = await http.request({ operation: 'read data', path: '/data' }, context);
        return oneNote(JSON.stringify(answer.json()));
      },
    };
  });

export interface Harness {
  readonly runner: Runner;
  readonly lines: LogLine[];
  /** One run, as a report makes it. */
  run(signal?: AbortSignal, of?: Period): Promise<IntegrationResults>;
  /** The log lines of one event. */
  event(name: string): LogLine[];
}

export interface HarnessOptions {
  readonly settings?: Partial<GuardSettings>;
  readonly env?: IntegrationEnv;
  readonly console?: (guard: Guard) => IntegrationDeps['console'];
  readonly readFile?: IntegrationDeps['readFile'];
  /** Default: asks servers without TLS. */
  readonly fetch?: Fetch;
}

/** The runner with the real guard and the real HTTP door; all `definitions` are on unless `env` says otherwise. */
export function harness(
  definitions: readonly IntegrationDefinition[],
  options: HarnessOptions = {},
): Harness {
  const { log, lines } = recordingLog();
  const now = () => Date.now();
  const env =
    options.env ??
    Object.fromEntries(
      definitions.flatMap(({ requiredEnv }) => requiredEnv.map((name) => [name, 'canary-token'])),
    );
  const settings = { ...defaultGuardSettings, retryWaitMs: 1, retryMaxWaitMs: 2, ...options.settings };
  const runner = createRunner(enableIntegrations(definitions, env).on, {
    env,
    log,
    guardFor: ({ name, guard }) =>
      createGuard(name, { ...settings, ...guard }, { now, random: () => 0.5, log }),
    depsFor: (_definition, guard) => ({
      http: (baseUrl, headers) =>
        createHttp({
          baseUrl,
          headers,
          request: guard.request,
          fetch: options.fetch ?? plainFetch,
          userAgent: 'test',
        }),
      console: options.console?.(guard) ?? noConsole,
      readFile: options.readFile ?? noFile,
      log,
      now,
    }),
  });
  return {
    runner,
    lines,
    run: (signal = new AbortController().signal, of = period) => runner.run(of, signal),
    event: (name) => lines.filter(({ fields }) => fields.event === name),
  };
}

const noFile = (path: string): never => {
  throw new Error(`no such file: ${path}`);
};

const noConsole = () => {
  throw new Error('this test has no console');
};
