import type { FailureCode } from '../../src/net/errors.ts';
import { listsAsObjects, nullsAtTheTop, numbersAsStrings, rowsAsNulls } from './changes.ts';
import {
  answers,
  breaksOff,
  drips,
  hangs,
  hangsInBody,
  type Misbehaviour,
  redirectsToItself,
  refuses,
  resets,
  sends600Megabytes,
  sendsCrumbs,
  sendsGzipBomb,
  showsWebPage,
} from './misbehaviour.ts';

/** In whose words a server refuses something. */
export type Dialect = 'cloudflare' | 'console';

export type CertificateFault = 'expired' | 'for another name' | 'self-signed';

/** What is wrong with a server. */
export type Wrong =
  | { readonly kind: 'nobody listens' }
  | { readonly kind: 'no such name' }
  | { readonly kind: 'certificate'; readonly is: CertificateFault }
  | { readonly kind: 'misbehaves'; readonly as: (dialect: Dialect) => Misbehaviour }
  /** Redirected to a server of somebody else's, which must not be asked. */
  | { readonly kind: 'sends elsewhere' }
  | { readonly kind: 'changes answers'; readonly change: (body: unknown) => unknown };

export interface Fault {
  /** As docs/faults.md calls it. */
  readonly name: string;
  readonly wrong: Wrong;
  /** It ends with the budget only, so the cell sets a short one. */
  readonly lasts?: true;
  /** What an integration fails with, where the two differ one for each; `none` where nothing is lost. */
  readonly code: FailureCode | 'none' | Readonly<Record<'Cloudflare' | 'CyberSecure', FailureCode>>;
}

/** Something that is wrong with one kind of question only. */
export type PartFault = Pick<Fault, 'name' | 'wrong' | 'lasts'>;

const does = (misbehaviour: Misbehaviour): Wrong => ({ kind: 'misbehaves', as: () => misbehaviour });

const refusal = (dialect: Dialect, status: number, message: string): unknown =>
  dialect === 'console'
    ? { error: { code: status, message } }
    : { success: false, errors: [{ code: status * 100, message }], messages: [], result: null };

const saysNo = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Wrong => ({
  kind: 'misbehaves',
  as: (dialect) => refuses(status, refusal(dialect, status, message), headers),
});

/** HTTP 200 around a failure: Cloudflare's envelope, and the legacy one of a console. */
const failureUnder200: Wrong = {
  kind: 'misbehaves',
  as: (dialect) =>
    refuses(
      200,
      dialect === 'console'
        ? { meta: { rc: 'error', msg: 'api.err.ServerBusy' }, data: [] }
        : { success: false, errors: [{ code: 10001, message: 'Internal server error' }], result: null },
    ),
};

/** Everything that can go wrong between the program and one source, in the order of docs/faults.md. */
export const faults: readonly Fault[] = [
  { name: 'connection refused', wrong: { kind: 'nobody listens' }, code: 'network' },
  { name: 'name not in the DNS', wrong: { kind: 'no such name' }, code: 'network' },
  { name: '401', wrong: saysNo(401, 'Unauthorized'), code: 'unauthorized' },
  { name: '403', wrong: saysNo(403, 'Forbidden'), code: 'forbidden' },
  { name: '404', wrong: saysNo(404, 'Not Found'), code: 'http_error' },
  { name: '429', wrong: saysNo(429, 'Too Many Requests'), code: 'rate_limited' },
  {
    name: '429, Retry-After within the budget',
    wrong: saysNo(429, 'Too Many Requests', { 'retry-after': '1' }),
    code: 'rate_limited',
  },
  {
    name: '429, Retry-After beyond the budget',
    wrong: saysNo(429, 'Too Many Requests', { 'retry-after': '3600' }),
    code: 'rate_limited',
  },
  { name: '500', wrong: saysNo(500, 'Internal Server Error'), code: 'http_error' },
  { name: '503', wrong: saysNo(503, 'Service Unavailable'), code: 'http_error' },
  { name: 'a failure under 200', wrong: failureUnder200, code: 'http_error' },
  { name: 'a web page', wrong: does(showsWebPage), code: 'invalid_response' },
  { name: 'broken JSON', wrong: does(answers(200, '{"data":[}')), code: 'invalid_response' },
  { name: 'an empty body', wrong: does(answers(200, '')), code: 'invalid_response' },
  { name: 'null for an answer', wrong: does(answers(200, 'null')), code: 'invalid_response' },
  {
    name: 'null for every value',
    wrong: { kind: 'changes answers', change: nullsAtTheTop },
    // Only `success: true` is a success there.
    code: { Cloudflare: 'http_error', CyberSecure: 'invalid_response' },
  },
  {
    name: 'objects for lists',
    wrong: { kind: 'changes answers', change: listsAsObjects },
    code: 'invalid_response',
  },
  {
    name: 'null for every row',
    wrong: { kind: 'changes answers', change: rowsAsNulls },
    code: 'invalid_response',
  },
  { name: 'texts for numbers', wrong: { kind: 'changes answers', change: numbersAsStrings }, code: 'none' },
  { name: 'an answer that breaks off', wrong: does(breaksOff), code: 'network' },
  { name: 'a connection that is reset', wrong: does(resets), code: 'network' },
  { name: 'no answer', wrong: does(hangs), lasts: true, code: 'timeout' },
  { name: 'an answer that stops half-way', wrong: does(hangsInBody), lasts: true, code: 'timeout' },
  { name: 'a byte now and then', wrong: does(drips), lasts: true, code: 'timeout' },
  { name: '600 MB', wrong: does(sends600Megabytes), code: 'too_large' },
  { name: 'a gzip bomb', wrong: does(sendsGzipBomb), code: 'too_large' },
  { name: 'one byte per chunk, without end', wrong: does(sendsCrumbs), lasts: true, code: 'timeout' },
  { name: 'a redirect to another origin', wrong: { kind: 'sends elsewhere' }, code: 'http_error' },
  { name: 'a redirect to itself', wrong: does(redirectsToItself), code: 'http_error' },
  { name: 'a certificate that has expired', wrong: { kind: 'certificate', is: 'expired' }, code: 'tls' },
  {
    name: 'a certificate for another name',
    wrong: { kind: 'certificate', is: 'for another name' },
    code: 'tls',
  },
  { name: 'a self-signed certificate', wrong: { kind: 'certificate', is: 'self-signed' }, code: 'tls' },
];

/** How the newer surface of a console fails under 200 (UniFi API reference §5). */
export const newFailureUnder200: PartFault = {
  name: 'a failure under 200',
  wrong: does(answers(200, JSON.stringify({ errorCode: 500, message: 'The server is busy' }))),
};

/** @throws Error when there is no such fault */
export const faultCalled = (name: string): Fault => {
  const fault = faults.find((candidate) => candidate.name === name);
  if (fault === undefined) throw new Error(`there is no fault called ${name}`);
  return fault;
};
