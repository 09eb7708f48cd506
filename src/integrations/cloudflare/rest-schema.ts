import * as v from 'valibot';
import { flag, listOf, nested, number, text } from '../../console/fields.ts';
import { id, isoMs } from './schema.ts';

/** What is shown of the REST answers about one tunnel or one zone; as tolerant as `schema.ts`. */

/** A row of `GET /accounts/{id}/cfd_tunnel/{id}/connections`, Cloudflare API reference §3. */
export const connectorRow = v.object({
  version: text,
  conns: listOf(v.object({ is_pending_reconnect: flag, client_version: text })),
});

/** A row of `GET /zones/{id}/ssl/certificate_packs`, Cloudflare API reference §3. */
export const certificatePackRow = v.object({
  id,
  type: text,
  status: text,
  /** How long a certificate of this pack lives, in days. */
  validity_days: number,
  hosts: v.optional(v.unknown()),
  certificates: listOf(v.object({ status: text, expires_on: isoMs })),
  validation_errors: listOf(v.object({ message: text })),
});
export type CertificatePackRow = v.InferOutput<typeof certificatePackRow>;

/** `GET /zones/{id}/dnssec`, Cloudflare API reference §3. */
export const dnssecResult = nested(v.object({ status: text }));

/** `GET /zones/{id}/settings/{id}`, Cloudflare API reference §3; all that are asked for have a word as their value. */
export const settingResult = nested(v.object({ value: text }));

/** `GET /user/tokens/verify` and its twin of accounts, Cloudflare API reference §1. */
export const verifyResult = nested(v.object({ status: text, expires_on: isoMs }));
