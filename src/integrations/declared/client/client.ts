import type { Deadline } from '../../../net/guard.ts';
import type { HttpAnswer } from '../../../net/http.ts';
import type { Period } from '../../../period.ts';
import type { Answers, DeclaredOperation, DeclaredSpec } from '../spec.ts';
import { type Filling, fillJson } from './fill.ts';
import { dataOf } from './graphql.ts';
import { type AnswerParams, readInOrder } from './in-order.ts';
import { type JoinedPages, readPages } from './pages.ts';
import type { Secrets } from './references.ts';
import { ask, type RequestDeps } from './request.ts';
import { checkReturns } from './returns.ts';

export interface ClientDeps extends RequestDeps {
  /** Scheme, host and port of the base URL. */
  readonly origin: string;
  readonly secrets: Secrets;
}

export interface ReadAnswers {
  readonly answers: Answers;
  /** Lists that have more pages than the ceiling lets through. */
  readonly truncated: readonly { readonly operation: string; readonly pages: number }[];
}

/**
 * Asks all operations. All or nothing: to a filter of RFC 9535, `@.host.state != 'ok'` is true of a host that was not read.
 * @throws SourceError of the first operation that fails; the others are cancelled then
 */
export async function readAnswers(
  { operations }: DeclaredSpec,
  period: Period,
  deps: ClientDeps,
  deadline: Deadline,
): Promise<ReadAnswers> {
  const stopping = new AbortController();
  const limit = { ...deadline, signal: AbortSignal.any([deadline.signal, stopping.signal]) };
  const truncated: { operation: string; pages: number }[] = [];
  const read = async (operation: DeclaredOperation, params: AnswerParams): Promise<unknown> => {
    const filling = fillingOf(operation, params, period, deps.secrets);
    const { value, truncatedAfter } = await readOperation(operation, filling, deps, limit);
    if (truncatedAfter !== undefined) truncated.push({ operation: operation.id, pages: truncatedAfter });
    return value;
  };
  try {
    return { answers: await readInOrder(operations, read), truncated };
  } finally {
    stopping.abort();
  }
}

/** Values of the file may use the period; those of answers are taken as they are, and may be session ids. */
const fillingOf = (
  operation: DeclaredOperation,
  answerParams: AnswerParams,
  period: Period,
  { references, suspect }: Secrets,
): Filling => {
  const outer: Filling = { references, period, params: {} };
  const written = Object.entries(operation.params).flatMap(([name, param]) =>
    param.kind === 'value' ? [[name, fillJson(param.value, outer)] as const] : [],
  );
  for (const value of Object.values(answerParams)) suspect(String(value));
  return { references, period, params: { ...Object.fromEntries(written), ...answerParams } };
};

async function readOperation(
  operation: DeclaredOperation,
  filling: Filling,
  deps: ClientDeps,
  deadline: Deadline,
): Promise<JoinedPages> {
  const pages = await readPages(operation.pagination, deps.origin, async (page) => {
    const answer = await ask(operation, page, filling, deps, deadline);
    return { answer, value: answered(operation, answer, deps.secrets) };
  });
  if (operation.returns !== undefined) checkReturns(operation.returns, pages.value);
  return pages;
}

/** An empty body says nothing, which is `null`; for GraphQL it is no answer. */
const answered = ({ request }: DeclaredOperation, answer: HttpAnswer, { redact }: Secrets): unknown => {
  if (request.kind === 'graphql') return dataOf(answer.json(), redact);
  return answer.text.trim() === '' ? null : answer.json();
};
