import * as v from 'valibot';
import { isSourceError } from '../../net/errors.ts';
import type { Deadline } from '../../net/guard.ts';
import type { MissingPart } from '../../net/parts.ts';
import { type CloudflareClient, smallAnswerBytes } from './client.ts';
import type { Permission } from './permissions.ts';
import { verifyResult } from './rest-schema.ts';

/** What Cloudflare says about the token itself. It says nothing about what the token may do. */
export interface TokenState {
  /** Cloudflare's word in lower case: active, disabled, expired; absent when not told. */
  readonly status?: string;
  /** Absent when it never expires. */
  readonly expiresAtMs?: number;
}

/** Every token may verify itself; the sentence stands in no report. */
const permission: Permission = { name: 'the right to verify itself' };

/**
 * `GET /user/tokens/verify`, or `/accounts/{id}/tokens/verify` for tokens that an account owns (Cloudflare API reference
 * §1). A diagnostic and never the gate: `undefined` when neither answers.
 * @param accountId of the account that may own the token; asked for only when it is no user's
 */
export async function readTokenState(
  client: CloudflareClient,
  token: string,
  accountId: () => Promise<string | undefined>,
  deadline: Deadline,
): Promise<TokenState | undefined> {
  const isAccounts = token.startsWith('cfat_');
  const ofUser = isAccounts ? undefined : await verify(client, '/user/tokens/verify', deadline);
  if (ofUser !== undefined) return ofUser;
  const account = await accountId();
  return account === undefined ? undefined : verify(client, `/accounts/${account}/tokens/verify`, deadline);
}

/** Why Cloudflare refuses the token, where it says more about the token itself than that it does (§1). */
export function whyRefused({ code, detail }: MissingPart, token: TokenState | undefined): string {
  if (code !== 'unauthorized') return detail;
  switch (token?.status) {
    case 'expired':
      return 'the token has expired';
    case 'disabled':
      return 'the token is disabled';
    case 'active':
      return 'the token is active, but it may not be used from this address or for this account';
    default:
      return detail;
  }
}

async function verify(
  client: CloudflareClient,
  path: string,
  deadline: Deadline,
): Promise<TokenState | undefined> {
  try {
    const { result } = await client.rest(
      { operation: 'verify the token', permission, path, query: {}, maxBytes: smallAnswerBytes },
      deadline,
    );
    const { status, expires_on: expiresAtMs } = v.parse(verifyResult, result) ?? {};
    return {
      ...(status !== undefined && { status: status.toLowerCase() }),
      ...(expiresAtMs !== undefined && { expiresAtMs }),
    };
  } catch (error) {
    if (isSourceError(error)) return undefined;
    throw error;
  }
}
