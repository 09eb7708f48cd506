import * as v from 'valibot';
import { SourceError } from '../../../net/errors.ts';

const Response = v.object({
  data: v.optional(v.unknown()),
  errors: v.optional(v.unknown()),
});
const Failure = v.object({ message: v.string() });

/**
 * The `data` of a GraphQL answer (GraphQL specification §7.1).
 * @throws SourceError when it has `errors`, whatever the status and however much data came as well; `redact` takes
 * secrets out of what the server says
 */
export function dataOf(body: unknown, redact: (text: string) => string): unknown {
  const response = v.safeParse(Response, body);
  if (!response.success) throw new SourceError('invalid_response', 'answered with no GraphQL response');
  const { data, errors } = response.output;
  const message = firstMessage(errors);
  if (message !== undefined) throw new SourceError('http_error', `answered with errors: ${redact(message)}`);
  if (data === undefined || data === null) throw new SourceError('invalid_response', 'answered without data');
  return data;
}

/** Undefined: there is no error. */
function firstMessage(errors: unknown): string | undefined {
  if (errors === undefined || errors === null) return undefined;
  if (!Array.isArray(errors)) return 'it does not say which';
  if (errors.length === 0) return undefined;
  const first = v.safeParse(Failure, errors[0]);
  return first.success ? first.output.message : 'it does not say which';
}
