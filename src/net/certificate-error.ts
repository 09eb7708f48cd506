import { SourceError } from './errors.ts';

/** Why a certificate was not accepted; what a person can do about it differs. */
export type CertificateRefusal =
  /** Nobody trusted vouches for it: self-signed, or signed by an authority that is not known. */
  | { readonly kind: 'unknown_authority' }
  /** Expired, for another name, revoked, broken. */
  | { readonly kind: 'invalid' }
  /** It is not the pinned one; `sha256` is what was shown instead, upper-case hex pairs with colons. */
  | { readonly kind: 'not_pinned'; readonly sha256: string };

/** A server whose certificate was refused before anything was sent to it. */
export class CertificateError extends SourceError {
  readonly refusal: CertificateRefusal;

  constructor(message: string, refusal: CertificateRefusal) {
    super('tls', message);
    this.refusal = refusal;
  }
}
