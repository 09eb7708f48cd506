import type { Deadline } from '../../../net/guard.ts';
import type { GrantedToken } from './oauth.ts';

export interface TokenCache {
  /** The token that is valid now. Calls at the same time share one request for a new one. */
  token(deadline: Deadline): Promise<string>;
  /** The server did not take this one: the next call asks for another. */
  forget(token: string): void;
}

/** A token is not used in the last 30 s of its life, or the last tenth, when that is shorter. */
const longestMarginMs = 30_000;

/** `now` is in milliseconds. A token whose server does not say how long it is valid is used until it is refused. */
export const createTokenCache = (
  request: (deadline: Deadline) => Promise<GrantedToken>,
  now: () => number,
): TokenCache => {
  let cached: { readonly accessToken: string; readonly usableUntilMs: number } | undefined;
  let asking: Promise<string> | undefined;

  const ask = async (deadline: Deadline): Promise<string> => {
    const askedAtMs = now();
    const { accessToken, validMs = Number.POSITIVE_INFINITY } = await request(deadline);
    cached = { accessToken, usableUntilMs: askedAtMs + validMs - Math.min(longestMarginMs, validMs / 10) };
    return accessToken;
  };
  return {
    token(deadline) {
      if (cached !== undefined && now() < cached.usableUntilMs) return Promise.resolve(cached.accessToken);
      asking ??= ask(deadline).finally(() => {
        asking = undefined;
      });
      return asking;
    },
    forget(token) {
      if (cached?.accessToken === token) cached = undefined;
    },
  };
};
