import type { Digest } from './digest.ts';

/** What a webhook is told about one report, before it has a form. */
export interface WebhookContent {
  readonly digest: Digest;
  /** The whole of it as JSON. */
  readonly json: string;
}

/** A request without its address and signature. */
export interface WebhookBody {
  /** Names in lower case; values are printable ASCII. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Gives a report the form that a service takes. Pure. */
export type WriteBody = (content: WebhookContent) => WebhookBody;

export const jsonBody = (value: unknown): WebhookBody => ({
  headers: { 'content-type': 'application/json' },
  text: JSON.stringify(value),
});
