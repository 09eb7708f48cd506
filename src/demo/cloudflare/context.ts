import type { DemoAccount } from './account.ts';
import type { TokenPermission } from './permissions.ts';

/** What every answer depends on: what there is, and what the token may see of it. */
export interface RestContext {
  readonly account: DemoAccount;
  readonly may: (permission: TokenPermission) => boolean;
}
