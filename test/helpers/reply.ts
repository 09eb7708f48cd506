import { Readable } from 'node:stream';
import { type Reply, replyHeaders } from '../../src/net/reply.ts';

/** An answer that came without a connection; header names in small letters. */
export const replyWith = (
  body: string | readonly Uint8Array[],
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({
  status,
  headers: replyHeaders(Object.entries(headers).flat()),
  body: Readable.from(typeof body === 'string' ? [Buffer.from(body)] : body),
});
