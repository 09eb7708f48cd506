import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Http } from '../../net/http.ts';
import { watchSending } from '../../net/sending.ts';
import type { Carrier, Parcel, SendResult } from '../channel.ts';
import type { WebhookContent } from './body.ts';
import { writeBodyAs } from './formats.ts';
import { resultOfFailure } from './refusal.ts';
import { hostOf, type WebhookSettings } from './settings.ts';
import { signatureHeaders } from './signature.ts';

export interface WebhookDeps {
  /** A client of the webhook's origin. */
  readonly http: (baseUrl: string) => Http;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Webhook extends Carrier {
  /** @param id the same for every attempt. */
  compose(id: string, content: WebhookContent): Parcel;
}

/** One attempt, from the look-up of the name to the end of the answer; longer than a connection alone may take. */
const attemptTimeoutMs = 30_000;
/** Apprise: nothing is set up under the key of this address, so nobody was told. */
const nobodyTold = 204;

const Stored = v.object({ headers: v.record(v.string(), v.string()), text: v.string() });

/** Posts reports to an address. One attempt at a time: what fails is the outbox's to try again. */
export const createWebhook = (settings: WebhookSettings, { http, now }: WebhookDeps): Webhook => {
  const { origin, pathname, search } = new URL(settings.url);
  const host = hostOf(settings);
  const client = http(origin);

  const post = async (parcel: Parcel, onBegin: () => void, signal: AbortSignal): Promise<number> => {
    const { headers, text } = v.parse(Stored, JSON.parse(Buffer.from(parcel.raw).toString('utf8')));
    const signed = { id: parcel.messageId, atMs: now(), text };
    const request = {
      operation: 'deliver the report',
      method: 'POST' as const,
      path: `${pathname}${search}`,
      headers: { ...headers, ...signatureHeaders(signed, settings.key) },
      text,
      statusOnly: true,
      onBegin,
      attemptTimeoutMs,
      retry: { retryAttempts: 1 },
    };
    return (await client.request(request, { signal, deadlineMs: now() + attemptTimeoutMs })).status;
  };

  const send: Carrier['send'] = async (parcel, to, cancel) => {
    const { recipients } = to;
    const sending = watchSending(() => to.onHandOver?.());
    try {
      const status = await post(parcel, sending.begin, cancel);
      if (settings.format === 'apprise' && status === nobodyTold) return nobodySetUp(host);
      return { outcome: 'delivered', accepted: recipients, refused: [], deferred: [] };
    } catch (error) {
      if (sending.state() === 'prevented') return notMarked(host);
      return resultOfFailure({ host, error, recipients, hasBegun: sending.state() === 'begun' });
    }
  };

  return {
    recipients: [webhookAddress(settings)],
    compose: (id, content) => ({
      messageId: id,
      raw: Buffer.from(JSON.stringify(writeBodyAs[settings.format](content))),
    }),
    send,
  };
};

/** Tells webhooks of one host apart without telling the address: `hooks.example.com#3f9a1c07b2d4`. */
export const webhookAddress = (settings: Pick<WebhookSettings, 'url'>): string =>
  `${hostOf(settings)}#${createHash('sha256').update(settings.url).digest('hex').slice(0, 12)}`;

const nobodySetUp = (host: string): SendResult => ({
  outcome: 'kept',
  reason: `The webhook at ${host} told nobody: nothing is set up under the key in WEBHOOK_URL.`,
  refused: [],
});

const notMarked = (host: string): SendResult => ({
  outcome: 'kept',
  reason: `The report was not sent to the webhook at ${host}: that it may have arrived could not be written down. Check the disk that DATA_DIR lies on.`,
  refused: [],
});
