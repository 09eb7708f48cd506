import { type FailureCode, isSourceError, SourceError } from '../net/errors.ts';

export const refusedMessage =
  'the console refused the user name or password; check them, or use an API key (cloud accounts cannot log in here)';

const secondFactorMessage =
  'this account needs a second factor, which a program cannot give; use a local account without it, or an API key';

const limitMessage =
  'the console refuses further logins for now (login limit reached); wait some minutes, or use an API key, which has no such limit';

const noLoginMessage =
  'there is no UniFi login at this address; check the host, the port and UNIFI_CONTROLLER';

/** What the status of a login's answer means (UniFi API reference §1.2, §1.3, §1.5). */
const meanings: ReadonlyMap<number, readonly [FailureCode, string]> = new Map([
  [400, ['unauthorized', refusedMessage]],
  [401, ['unauthorized', refusedMessage]],
  [403, ['unauthorized', refusedMessage]],
  [404, ['http_error', noLoginMessage]],
  [405, ['http_error', noLoginMessage]],
  [429, ['rate_limited', limitMessage]],
  [499, ['unauthorized', secondFactorMessage]],
]);

/** Says what a failed login means, and what to do; everything without an answer stays as it is. */
export function loginFailure(error: unknown): unknown {
  if (!isSourceError(error) || error.answer === undefined) return error;
  const { status, text } = error.answer;
  const options = { answer: error.answer, cause: error };
  if (text.includes('Ubic2faTokenRequired'))
    return new SourceError('unauthorized', secondFactorMessage, options);
  const meaning = meanings.get(status);
  return meaning ? new SourceError(...meaning, options) : error;
}
