/** What makes GraphQL answer with `errors` under HTTP 200 (Cloudflare API reference §2.5). */
export class AnalyticsError extends Error {
  override readonly name = 'AnalyticsError';
  readonly path: readonly string[];
  /** A textual code that only some errors have, e.g. `authz`. */
  readonly code: string | undefined;

  constructor(message: string, path: readonly string[], code?: string) {
    super(message);
    this.path = path;
    this.code = code;
  }
}
