import { isSourceError } from '../../net/errors.ts';
import type { SendResult } from '../channel.ts';

/** What an attempt that failed was. */
export interface FailedAttempt {
  readonly host: string;
  readonly error: unknown;
  readonly recipients: readonly string[];
  /** Whether the request may have arrived. */
  readonly hasBegun: boolean;
}

/** Answers about this very message: sent again as it is, it would be refused again. 410: the address is gone on purpose. */
const finalStatuses = new Set([400, 406, 410, 411, 413, 414, 415, 422]);

/** What to do about an answer, beside waiting. */
const advice = new Map([
  [400, 'Check WEBHOOK_FORMAT.'],
  [401, 'Check WEBHOOK_URL and the token in it.'],
  [403, 'Check WEBHOOK_URL and the token in it.'],
  [404, 'Check WEBHOOK_URL.'],
  [405, 'Check WEBHOOK_URL: it does not take what is posted to it.'],
  [410, 'Make a new one and set WEBHOOK_URL to it.'],
  [413, 'Raise its limit, or set WEBHOOK_FORMAT to a shorter one.'],
  [415, 'Check WEBHOOK_FORMAT.'],
  [422, 'Check WEBHOOK_FORMAT.'],
]);
const redirected = 'Set WEBHOOK_URL to the address that it moved to.';

/**
 * What a failed attempt means for the report. As with mail: what is wrong with the door (address, token, limits) can be put
 * right, so the report is kept; what is wrong with the message cannot.
 */
export const resultOfFailure = ({ host, error, recipients, hasBegun }: FailedAttempt): SendResult => {
  const failure = isSourceError(error) ? error : undefined;
  const reason = `The webhook at ${host} could not be used: ${failure?.message ?? 'something unexpected went wrong'}.`;
  const status = failure?.answer?.status;
  // No answer says nothing about a request that was on its way.
  if (status === undefined) return hasBegun ? { outcome: 'unknown', reason } : kept(reason);
  const isRedirect = status >= 300 && status <= 399;
  const todo = isRedirect ? redirected : (advice.get(status) ?? 'The next run tries again.');
  const advised = `${reason} ${todo}`;
  if (!finalStatuses.has(status)) return kept(advised);
  return {
    outcome: 'refused',
    reason: advised,
    refused: recipients.map((recipient) => ({ recipient, reason: advised })),
  };
};

const kept = (reason: string): SendResult => ({ outcome: 'kept', reason, refused: [] });
