import { type AccessTokenDeps, createAccessTokens } from './access-token.ts';
import type { MailAuth } from './mail.ts';

/** What the mail server is shown on one connection. */
export type Login =
  | { readonly kind: 'none' }
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'oauth2'; readonly username: string; readonly accessToken: string };

export type LoginKind = Login['kind'];

export type ReadyLogin =
  | { readonly ok: true; readonly login: Login }
  | { readonly ok: false; readonly reason: string };

/** Gets ready to log in once. Total: never rejects. */
export type PrepareLogin = (signal: AbortSignal) => Promise<ReadyLogin>;

/** A password is always at hand; an access token lives about an hour, so each connection asks for a new one. */
export const createLogin = (auth: MailAuth | undefined, deps: AccessTokenDeps): PrepareLogin => {
  if (auth?.kind !== 'oauth2') {
    const login: Login = auth ?? { kind: 'none' };
    return async () => ({ ok: true, login });
  }
  const { username, client } = auth;
  const requestAccessToken = createAccessTokens(client, deps);
  return async (signal) => {
    const token = await requestAccessToken(signal);
    if (!token.ok) return token;
    return { ok: true, login: { kind: 'oauth2', username, accessToken: token.accessToken } };
  };
};

/** What must not be repeated from a server's answer: the secret as it is, and as each kind of AUTH encodes it. */
export const secretsOf = (login: Login): readonly string[] => {
  switch (login.kind) {
    case 'none':
      return [];
    case 'password':
      return [base64(`\0${login.username}\0${login.password}`), base64(login.password), login.password];
    case 'oauth2':
      // The form of XOAUTH2 (Gmail API, "XOAUTH2 Protocol"; Microsoft documents the same).
      return [
        base64(`user=${login.username}\x01auth=Bearer ${login.accessToken}\x01\x01`),
        login.accessToken,
      ];
  }
};

const base64 = (words: string): string => Buffer.from(words).toString('base64');
