import { createHmac } from 'node:crypto';
import { dayMs, toSeconds } from '../duration.ts';
import type { ReceivedRequest, ReplyHeaders } from '../http/reply.ts';
import { uuid } from '../identity.ts';
import { cookieOf } from './cookies.ts';

/** The sessions of UniFi OS: a JWT in the `TOKEN` cookie with the CSRF token in it (UniFi API reference §1.2). */
export interface OsSessions {
  /** Headers of a successful login. */
  open(): ReplyHeaders;
  /** Headers of the front page: a token that opens nothing. */
  anonymous(): ReplyHeaders;
  /** Headers that renew the cookie; the one before stays good until it expires. */
  renew(csrfToken: string): ReplyHeaders;
  /** The CSRF token of the request's session; `undefined` without one. */
  csrfOf(request: ReceivedRequest): string | undefined;
  close(request: ReceivedRequest): void;
  closeAll(): void;
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const jwt = (nowMs: number, csrfToken: string, serial: number): string => {
  const iat = toSeconds(nowMs);
  const payload = {
    userId: uuid('user'),
    csrfToken,
    jti: uuid(`token:${serial}`),
    iat,
    exp: iat + toSeconds(30 * dayMs),
  };
  const unsigned = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64(payload)}`;
  return `${unsigned}.${createHmac('sha256', 'demo').update(unsigned).digest('base64url')}`;
};

const cookie = (token: string): string =>
  `TOKEN=${token}; Path=/; HttpOnly; Secure; SameSite=Lax; Partitioned`;

export const createOsSessions = (nowMs: number): OsSessions => {
  const csrfByToken = new Map<string, string>();
  let tokens = 0;
  const issue = (csrfToken: string, opens: boolean): string => {
    tokens += 1;
    const token = jwt(nowMs, csrfToken, tokens);
    if (opens) csrfByToken.set(token, csrfToken);
    return cookie(token);
  };
  const headers = (csrfToken: string, opens: boolean): ReplyHeaders => ({
    'set-cookie': issue(csrfToken, opens),
    'x-csrf-token': csrfToken,
  });
  return {
    open: () => headers(uuid(`csrf:${tokens}`), true),
    anonymous: () => headers(uuid('anonymous'), false),
    renew: (csrfToken) => ({ 'set-cookie': issue(csrfToken, true), 'x-updated-csrf-token': csrfToken }),
    csrfOf: (request) => csrfByToken.get(cookieOf(request, 'TOKEN') ?? ''),
    close: (request) => {
      csrfByToken.delete(cookieOf(request, 'TOKEN') ?? '');
    },
    closeAll: () => csrfByToken.clear(),
  };
};
