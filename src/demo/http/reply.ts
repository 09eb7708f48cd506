import type { IncomingHttpHeaders } from 'node:http';

export interface ReceivedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type ReplyHeaders = Readonly<Record<string, string | readonly string[]>>;

/** What a demo server does with a request; all but the first are faults that tests inject. */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: ReplyHeaders;
      readonly body: string;
    }
  /** The request is read and never answered. */
  | { readonly kind: 'hang' }
  /** Head and body are sent, but the answer never ends. */
  | { readonly kind: 'stall'; readonly status: number; readonly headers: ReplyHeaders; readonly body: string }
  /** The connection is closed without an answer. */
  | { readonly kind: 'drop' };

export const json = (status: number, value: unknown, headers: ReplyHeaders = {}): Reply => ({
  kind: 'answer',
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
  body: JSON.stringify(value),
});

export const text = (
  status: number,
  body: string,
  contentType = 'text/plain; charset=utf-8',
  headers: ReplyHeaders = {},
): Reply => ({ kind: 'answer', status, headers: { 'content-type': contentType, ...headers }, body });

export const html = (status: number, body: string, headers: ReplyHeaders = {}): Reply =>
  text(status, `<!doctype html><html><body>${body}</body></html>`, 'text/html; charset=utf-8', headers);

export const hang: Reply = { kind: 'hang' };
export const drop: Reply = { kind: 'drop' };
export const stall = (status: number, body: string): Reply => ({
  kind: 'stall',
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8' },
  body,
});

export const withHeaders = (reply: Reply, headers: ReplyHeaders): Reply =>
  reply.kind === 'answer' ? { ...reply, headers: { ...reply.headers, ...headers } } : reply;
