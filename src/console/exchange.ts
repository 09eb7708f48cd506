import { isSourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Http } from '../net/http.ts';
import type { Access } from './access.ts';
import { classify, failOnComplaint, parseBody, unwrapLegacy } from './answer.ts';
import type { Question } from './console.ts';

/** A question whose path is complete but for the console's prefix. */
export type PlacedQuestion = Question & { readonly path: `/${string}` };

/**
 * Asks once and says what the answer means.
 * @throws SourceError with the codes of `Console.read`
 */
export async function exchange(
  http: Http,
  access: Access,
  question: PlacedQuestion,
  deadline: Deadline,
): Promise<unknown> {
  try {
    const answer = await http.request(
      {
        operation: question.operation,
        method: question.body === undefined ? 'GET' : 'POST',
        path: `${access.prefix}${question.path}`,
        headers: access.headers(),
        ...(question.query && { query: question.query }),
        ...(question.body !== undefined && { json: question.body }),
        ...(question.attemptTimeoutMs && { attemptTimeoutMs: question.attemptTimeoutMs }),
      },
      deadline,
    );
    access.learn(answer.headers);
    const body = parseBody(answer);
    failOnComplaint(body);
    return question.surface === 'legacy' ? unwrapLegacy(body) : body;
  } catch (error) {
    const failure = classify(error);
    if (isSourceError(failure) && failure.answer) access.learn(failure.answer.headers);
    throw failure;
  }
}
