import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Handler, startServer, type TestServer } from '../helpers/https-server.ts';
import type { Env } from './network.ts';

/** 32 bytes, as Standard Webhooks writes a secret. */
export const webhookSecret = `whsec_${Buffer.from('an e2e secret of thirty-two byte').toString('base64')}`;

export interface TestWebhook extends AsyncDisposable, TestServer {
  /** What the program needs to post to it: over TLS, signed. */
  readonly env: Env;
}

const authority = fileURLToPath(new URL('../../demo/loopback-cert.pem', import.meta.url));

/** Part of its address, and a secret. */
export const webhookToken = 'T0kenOfTheHook42';

/** A webhook on loopback over TLS. */
export const startWebhook = async (
  answer: Handler = (_, response) => void response.writeHead(204).end(),
  port = 0,
): Promise<TestWebhook> => {
  const server = await startServer(answer, { port });
  return {
    ...server,
    env: {
      WEBHOOK_URL: `${server.url}/hooks/${webhookToken}`,
      WEBHOOK_SECRET: webhookSecret,
      NODE_EXTRA_CA_CERTS: authority,
    },
    [Symbol.asyncDispose]: server.close,
  };
};

/** Whether the signature is that of the very bytes, made with the secret (Standard Webhooks 1.0). */
export const isSigned = ({ headers, body }: TestServer['requests'][number]): boolean => {
  const key = Buffer.from(webhookSecret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
};
