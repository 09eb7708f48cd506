import { isSourceError, SourceError } from '../net/errors.ts';
import type { Deadline, GuardRequest } from '../net/guard.ts';
import type { Http, HttpAnswer } from '../net/http.ts';
import { type Access, sessionAccess } from './access.ts';
import { complaintOf, parseBody } from './answer.ts';
import type { ConsoleKind } from './console.ts';
import { loginFailure, refusedMessage } from './login-failure.ts';

export interface LoginPlan {
  readonly username: string;
  readonly password: string;
  /** Tried in this order; the next one only when the console does not know the login of the one before. */
  readonly kinds: readonly ConsoleKind[];
  /**
   * The kind was not detected: then a 401 proves nothing, because some classic applications answer it on the path of
   * UniFi OS (§1.1).
   */
  readonly unclear: boolean;
}

/**
 * Every login counts towards the console's limit, refused or not (UniFi API reference §1.5): an answer below 500 ends the
 * attempts, 429 and 408 included.
 */
export function refusalsAreFinal(request: GuardRequest): GuardRequest {
  return (options, deadline, attempt) =>
    request(options, deadline, async (signal) => {
      try {
        return await attempt(signal);
      } catch (error) {
        const answer = isSourceError(error) ? error.answer : undefined;
        if (!isSourceError(error) || answer === undefined || answer.status >= 500) throw error;
        throw new SourceError(error.code, error.message, { answer, cause: error });
      }
    });
}

/**
 * Logs in once.
 * @param http made with `refusalsAreFinal`
 * @throws SourceError `unauthorized` for refused credentials and a missing second factor, `rate_limited` for 429
 */
export async function logIn(http: Http, plan: LoginPlan, deadline: Deadline): Promise<Access> {
  let failure: unknown;
  for (const kind of plan.kinds) {
    try {
      const answer = await postLogin(http, kind, plan, deadline);
      const access = sessionAccess(kind, answer.headers);
      if (access) return access;
      throw new SourceError('invalid_response', 'the console accepted the login but opened no session');
    } catch (error) {
      const status = isSourceError(error) ? error.answer?.status : undefined;
      const unknownHere = status === 404 || status === 405;
      // A path that does not exist says less than what another path said before.
      if (failure === undefined || !unknownHere) failure = error;
      if (!unknownHere && !(plan.unclear && status === 401)) break;
    }
  }
  throw loginFailure(failure);
}

async function postLogin(
  http: Http,
  kind: ConsoleKind,
  plan: LoginPlan,
  deadline: Deadline,
): Promise<HttpAnswer> {
  const { username, password } = plan;
  const body = { username, password, rememberMe: true };
  const request =
    kind === 'unifi-os'
      ? { path: '/api/auth/login', json: body }
      : // `strict` is what makes newer versions hand out the csrf cookie (§1.3).
        { path: '/api/login', json: { ...body, strict: true } };
  const answer = await http.request({ operation: 'log in', method: 'POST', ...request }, deadline);
  const complaint = complaintOf(parseBody(answer));
  if (complaint.failed) {
    const { status, headers, text } = answer;
    throw new SourceError('unauthorized', refusedMessage, { answer: { status, headers, text } });
  }
  return answer;
}
