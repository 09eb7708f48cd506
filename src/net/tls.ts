/** How the certificate of a server is checked (DESIGN §5). */
export type TlsSettings =
  | { readonly mode: 'verify' }
  /** Verified against this private CA (PEM text) instead of the system's. */
  | { readonly mode: 'ca'; readonly caPem: string }
  /** The SHA-256 of the leaf certificate, upper-case hex pairs with colons; the name is not checked. */
  | { readonly mode: 'fingerprint'; readonly sha256: string }
  | { readonly mode: 'insecure' };
