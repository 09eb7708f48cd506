import type { FailureCode } from '../net/errors.ts';

/**
 * One part of what a console tells, or why it is missing. The three reasons are three different sentences (DESIGN §7.5):
 * `unsupported` = not available on this version · `forbidden` = the account is not permitted · everything else = could
 * not be read.
 */
export type Part<T> =
  | { readonly status: 'ok'; readonly data: T; readonly notes: readonly string[] }
  | { readonly status: 'missing'; readonly code: FailureCode; readonly detail: string };
