export const webhookFormats = ['json', 'ntfy', 'slack', 'discord', 'apprise'] as const;

/** What a webhook is sent: the report as JSON, or a short message in the form that a service takes. */
export type WebhookFormat = (typeof webhookFormats)[number];

export interface WebhookSettings {
  /** http or https, with path and query; it may hold a token, so it is a secret. */
  readonly url: string;
  readonly format: WebhookFormat;
  /** The key of the signature; absent: requests are not signed. */
  readonly key?: Uint8Array;
}

/** Where a webhook is, for messages: the rest of its address may be a secret. */
export const hostOf = ({ url }: Pick<WebhookSettings, 'url'>): string => new URL(url).host;

/** `hooks.example.com (json, signed)`. */
export const describeWebhook = ({ url, format, key }: WebhookSettings): string =>
  `${hostOf({ url })} (${format}, ${key === undefined ? 'not signed' : 'signed'})`;
