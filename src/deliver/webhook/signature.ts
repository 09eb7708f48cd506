import { createHmac } from 'node:crypto';

export interface Signed {
  readonly id: string;
  /** When this attempt is made, milliseconds since 1970. */
  readonly atMs: number;
  readonly text: string;
}

/**
 * The headers of Standard Webhooks (github.com/standard-webhooks, specification 1.0): an id that stays the same for every
 * attempt, the time of this one, and with a key HMAC-SHA-256 over both and the body.
 */
export const signatureHeaders = (
  { id, atMs, text }: Signed,
  key: Uint8Array | undefined,
): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(atMs / 1_000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (key === undefined) return headers;
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
};
