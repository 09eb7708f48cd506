import { isLocalHost } from '../../net/local-host.ts';
import type { Block } from '../../report/section.ts';
import type {
  FetchContext,
  Fetched,
  Integration,
  IntegrationDefinition,
  IntegrationDeps,
  IntegrationEnv,
} from '../integration.ts';
import { createAuthorizer } from './client/authorization.ts';
import { type ClientDeps, type ReadAnswers, readAnswers } from './client/client.ts';
import { createSecrets } from './client/references.ts';
import { guardSettingsOf } from './guard-settings.ts';
import { createSectionWriter } from './section/section.ts';
import type { DeclaredSpec } from './spec.ts';

/** A declared integration as one more member of the list: nobody who runs it can tell it from a built-in one. */
export const toDefinition = (spec: DeclaredSpec): IntegrationDefinition => ({
  name: spec.id,
  displayName: spec.title,
  requiredEnv: spec.variables,
  optionalEnv: [],
  isRemote: !isLocalHost(new URL(spec.baseUrl).hostname),
  guard: guardSettingsOf(spec),
  create: (env, deps) => createDeclared(spec, env, deps),
});

function createDeclared(spec: DeclaredSpec, env: IntegrationEnv, deps: IntegrationDeps): Integration {
  const client = clientOf(spec, env, deps);
  const writer = createSectionWriter(spec);
  return {
    async fetch({ period, ...deadline }: FetchContext): Promise<Fetched> {
      const { answers, truncated } = await readAnswers(spec, period, client, deadline);
      const fetched = writer.write(answers, { period, nowMs: deps.now() });
      if ('failure' in fetched) return fetched;
      return { ...fetched, blocks: [...fetched.blocks, ...truncated.map(noteOnCeiling)] };
    },
  };
}

const clientOf = (spec: DeclaredSpec, env: IntegrationEnv, deps: IntegrationDeps): ClientDeps => {
  const { origin, pathname } = new URL(spec.baseUrl);
  const secrets = createSecrets(env, deps);
  const tokenHttp = (tokenOrigin: string) => deps.http(tokenOrigin, {});
  return {
    origin,
    basePath: pathname.replace(/\/+$/, ''),
    http: deps.http(origin, {}),
    headers: spec.headers,
    authorizer: createAuthorizer(spec.auth, { secrets, tokenHttp, now: deps.now }),
    secrets,
  };
};

const noteOnCeiling = ({ operation, pages }: ReadAnswers['truncated'][number]): Block => {
  const read =
    pages === 1
      ? `Only the first page of "${operation}" was`
      : `Only the first ${pages} pages of "${operation}" were`;
  return { kind: 'note', tone: 'warning', text: `${read} read; there are more.` };
};
