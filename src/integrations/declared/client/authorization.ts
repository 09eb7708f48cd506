import type { Deadline } from '../../../net/guard.ts';
import type { Http } from '../../../net/http.ts';
import type { AuthSpec, Template } from '../spec.ts';
import { fillReferences } from './fill.ts';
import type { TokenClient } from './oauth.ts';
import type { Secrets } from './references.ts';
import { createTokenCache } from './token-cache.ts';

/** What a request says who asks with. */
export interface Authorization {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The access token in it, where that can be renewed. */
  readonly token?: string;
}

export interface Authorizer {
  authorize(deadline: Deadline): Promise<Authorization>;
  /** The server refused it (HTTP 401). Whether another one may be accepted. */
  refused(authorization: Authorization): boolean;
}

export interface AuthorizerDeps {
  readonly secrets: Secrets;
  /** A client of the token server's origin, already guarded. */
  readonly tokenHttp: (origin: string) => Http;
  readonly now: () => number;
}

const noAuthorization: Authorization = { headers: {}, query: {} };
const bearer = (token: string): Authorization => ({
  headers: { authorization: `Bearer ${token}` },
  query: {},
});

/** How the requests of one integration are authorised. @throws SourceError when a secret cannot be had */
export const createAuthorizer = (auth: AuthSpec, deps: AuthorizerDeps): Authorizer =>
  auth.type === 'oauth2' ? tokenAuthorizer(auth, deps) : fixedAuthorizer(auth, deps.secrets);

const fixedAuthorizer = (auth: Exclude<AuthSpec, { type: 'oauth2' }>, secrets: Secrets): Authorizer => {
  const authorization = fixedAuthorization(auth, secrets);
  return { authorize: async () => authorization, refused: () => false };
};

const fixedAuthorization = (auth: Exclude<AuthSpec, { type: 'oauth2' }>, secrets: Secrets): Authorization => {
  const fill = (template: Template) => fillReferences(template, secrets.references);
  switch (auth.type) {
    case 'none':
      return noAuthorization;
    case 'bearer':
      return bearer(fill(auth.token));
    case 'basic': {
      const encoded = Buffer.from(`${fill(auth.username)}:${fill(auth.password)}`).toString('base64');
      secrets.add(encoded);
      return { headers: { authorization: `Basic ${encoded}` }, query: {} };
    }
    case 'api_key': {
      const given = { [auth.place.name]: fill(auth.key) };
      return auth.place.kind === 'header' ? { headers: given, query: {} } : { headers: {}, query: given };
    }
  }
};

const tokenAuthorizer = (
  auth: Extract<AuthSpec, { type: 'oauth2' }>,
  { secrets, tokenHttp, now }: AuthorizerDeps,
): Authorizer => {
  const fill = (template: Template) => fillReferences(template, secrets.references);
  const client: TokenClient = {
    tokenUrl: auth.tokenUrl,
    clientAuth: auth.clientAuth,
    clientId: fill(auth.clientId),
    clientSecret: fill(auth.clientSecret),
    ...(auth.scope !== undefined && { scope: fill(auth.scope) }),
    ...(auth.audience !== undefined && { audience: fill(auth.audience) }),
  };
  const http = tokenHttp(new URL(auth.tokenUrl).origin);
  const cache = createTokenCache(async (deadline) => {
    // Few integrations need it, and every start would have to load it.
    const { requestToken } = await import('./oauth.ts');
    return requestToken(client, http, deadline);
  }, now);
  let current: { readonly token: string; readonly forget: () => void } | undefined;
  /** One at a time: a daemon sees thousands, and looks for each secret in all it tells. */
  const keepCurrent = (token: string): void => {
    if (current?.token === token) return;
    current?.forget();
    current = { token, forget: secrets.add(token) };
  };
  return {
    async authorize(deadline) {
      const token = await cache.token(deadline);
      keepCurrent(token);
      return { ...bearer(token), token };
    },
    refused({ token }) {
      if (token === undefined) return false;
      cache.forget(token);
      return true;
    },
  };
};
