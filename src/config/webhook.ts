import { type WebhookFormat, type WebhookSettings, webhookFormats } from '../deliver/webhook/settings.ts';
import { type Parse, parsed, wrong } from './parsed.ts';
import type { Reader } from './reader.ts';
import { isReadableOnTheWay, secretAddress } from './secret-address.ts';
import { oneOf } from './values.ts';
import { defaultOf } from './variables.ts';

/** The `WEBHOOK_` variables; without `WEBHOOK_URL` nothing is posted, and mistakes in the others are told all the same. */
export const readWebhook = (read: Reader): WebhookSettings | undefined => {
  const url = read.secret('WEBHOOK_URL', secretAddress('the http or https address that takes the report'));
  const format = read.defaulted('WEBHOOK_FORMAT', oneOf(webhookFormats));
  const secret = read.secret('WEBHOOK_SECRET', signingSecret);
  if (!read.isSet('WEBHOOK_URL')) warnUnused(read, format);
  if (url === undefined) return undefined;
  if (isReadableOnTheWay(url))
    read.warn('WEBHOOK_URL is used without encryption (http://): whoever reads along sees the report.');
  const expected = formatOf(new URL(url));
  if (expected !== undefined && expected !== format)
    read.warn(`The service behind WEBHOOK_URL takes WEBHOOK_FORMAT=${expected}.`);
  return { url, format, ...(secret === undefined ? {} : { key: keyIn(secret) }) };
};

const prefix = 'whsec_';
const keyIn = (secret: string): Buffer => Buffer.from(secret.slice(prefix.length), 'base64');

const fewestKeyBytes = 24;
const mostKeyBytes = 64;

/** As Standard Webhooks writes it: 24 to 64 bytes in Base64 behind `whsec_`, which may be left out. */
const signingSecret: Parse<string> = (text) => {
  const encoded = text.trim().replace(/^whsec_/, '');
  const { length } = Buffer.from(encoded, 'base64');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) && length >= fewestKeyBytes && length <= mostKeyBytes
    ? parsed(`${prefix}${encoded}`)
    : wrong(
        'is not whsec_ and 24 to 64 bytes in Base64; `openssl rand -base64 32` makes them (the value is not shown here)',
      );
};

const warnUnused = (read: Reader, format: WebhookFormat): void => {
  const unused = [
    ...(format === defaultOf('WEBHOOK_FORMAT') ? [] : ['WEBHOOK_FORMAT']),
    ...(read.isSet('WEBHOOK_SECRET') ? ['WEBHOOK_SECRET'] : []),
  ];
  if (unused.length === 0) return;
  read.warn(`WEBHOOK_URL is not set, so no webhook is called; without effect: ${unused.join(', ')}.`);
};

/** What the addresses of services that everybody knows take. */
const formatOf = ({ hostname, pathname }: URL): WebhookFormat | undefined => {
  if (hostname === 'hooks.slack.com') return 'slack';
  if (hostname === 'ntfy.sh') return 'ntfy';
  if (hostname !== 'discord.com' && hostname !== 'discordapp.com') return undefined;
  return /\/slack\/?$/.test(pathname) ? 'slack' : 'discord';
};
