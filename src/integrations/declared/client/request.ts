import { isSourceError } from '../../../net/errors.ts';
import type { Deadline } from '../../../net/guard.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../../net/http.ts';
import { retrySettingsOf } from '../guard-settings.ts';
import type { DeclaredOperation, JsonTemplate, Template } from '../spec.ts';
import type { Authorizer } from './authorization.ts';
import { type Filling, fillJson, fillMembers, fillPath, fillText } from './fill.ts';
import type { PageRequest } from './pages.ts';

/** A section that shows more than this holds is for nobody to read. */
const maxAnswerBytes = 8 * 1024 * 1024;

/** What all requests of one integration have in common. */
export interface RequestDeps {
  /** A client of the declared origin, already guarded. */
  readonly http: Http;
  /** The path of the base URL, without a slash at its end. */
  readonly basePath: string;
  readonly headers: Readonly<Record<string, Template>>;
  readonly authorizer: Authorizer;
}

/** Asks once for an operation, or for a page of it; refused credentials are renewed once, where they can be. */
export async function ask(
  operation: DeclaredOperation,
  page: PageRequest,
  filling: Filling,
  deps: RequestDeps,
  deadline: Deadline,
): Promise<HttpAnswer> {
  const plain = requestOf(operation, page, filling, deps);
  const send = async () => {
    const authorization = await deps.authorizer.authorize(deadline);
    const request = {
      ...plain,
      // Whoever names a header in the file means it.
      headers: { ...authorization.headers, ...plain.headers },
      query: { ...plain.query, ...authorization.query },
    };
    return { authorization, answer: deps.http.request(request, deadline) };
  };
  const first = await send();
  try {
    return await first.answer;
  } catch (error) {
    const isRefused = isSourceError(error) && error.answer?.status === 401;
    if (!isRefused || !deps.authorizer.refused(first.authorization)) throw error;
    return (await send()).answer;
  }
}

type PlainRequest = HttpRequest & Required<Pick<HttpRequest, 'headers' | 'query'>>;

function requestOf(
  operation: DeclaredOperation,
  page: PageRequest,
  filling: Filling,
  { basePath, headers }: RequestDeps,
): PlainRequest {
  const { request } = operation;
  const common = {
    operation: operation.id,
    path: page.kind === 'address' ? page.path : basePath + fillPath(request.path, filling),
    headers: {
      ...fillMembers(headers, (value) => fillText(value, filling)),
      ...fillMembers(operation.headers, (value) => fillText(value, filling)),
    },
    retry: retrySettingsOf(operation.retry),
    maxBytes: maxAnswerBytes,
    ...(operation.timeoutMs !== undefined && { attemptTimeoutMs: operation.timeoutMs }),
  };
  const extra = page.kind === 'values' ? page.values : {};
  if (request.kind === 'graphql') {
    const variables = { ...fillMembers(request.variables, (value) => fillJson(value, filling)), ...extra };
    return { ...common, query: {}, method: 'POST', json: { query: request.query, variables } };
  }
  const query = page.kind === 'address' ? {} : { ...textMembers(request.query, filling), ...extra };
  const sent = { ...common, method: request.method, query };
  if (request.body === undefined) return sent;
  return request.body.kind === 'json'
    ? { ...sent, json: fillJson(request.body.json, filling) }
    : { ...sent, form: textMembers(request.body.form, filling) };
}

const textMembers = (
  members: Readonly<Record<string, JsonTemplate>>,
  filling: Filling,
): Readonly<Record<string, string>> => fillMembers(members, (value) => String(fillJson(value, filling)));
