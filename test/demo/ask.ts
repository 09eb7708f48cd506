import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { loopbackCert } from '../helpers/https-server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Question {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

const headersOf = (raw: readonly string[]): Headers => {
  const headers = new Headers();
  for (let index = 0; index + 1 < raw.length; index += 2)
    headers.append(raw[index] ?? '', raw[index + 1] ?? '');
  return headers;
};

/** One request over a real socket, redirects not followed; trusts the loopback certificate and nothing else. */
export const ask = (
  url: string,
  { method = 'GET', headers = {}, body, timeoutMs }: Question = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? requestTls : requestPlain;
    const signal = timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(timeoutMs) };
    const request = send(url, { method, headers, ca: loopbackCert, agent: false, ...signal }, (response) => {
      text(response).then(
        (all) =>
          resolve({ status: response.statusCode ?? 0, headers: headersOf(response.rawHeaders), text: all }),
        reject,
      );
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });

const Row = v.record(v.string(), v.unknown());
const Rows = v.array(Row);

/** The body as an object. @throws when it is none */
export const bodyOf = (answer: Answer): Record<string, unknown> => v.parse(Row, JSON.parse(answer.text));

/** The list under `data`, `result` … or the body itself where it is the list. @throws when there is none */
export const rowsOf = (answer: Answer, field = 'data'): Record<string, unknown>[] => {
  const body: unknown = JSON.parse(answer.text);
  return v.parse(Rows, Array.isArray(body) ? body : v.parse(Row, body)[field]);
};
