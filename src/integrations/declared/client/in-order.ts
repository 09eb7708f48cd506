import { SourceError } from '../../../net/errors.ts';
import type { DeclaredOperation, ParamSpec } from '../spec.ts';
import { memberAt, writePath } from './member-at.ts';

/** The params whose values are in other operations' answers, by name. */
export type AnswerParams = Readonly<Record<string, string | number | boolean>>;

/**
 * Reads all operations at the same time, except that one whose params need another's answer waits for that.
 * @returns the answers by operation
 * @throws what the first one to fail throws
 */
export async function readInOrder(
  operations: readonly DeclaredOperation[],
  read: (operation: DeclaredOperation, params: AnswerParams) => Promise<unknown>,
): Promise<Readonly<Record<string, unknown>>> {
  const started = new Map<string, Promise<unknown>>();
  const answerTo = (id: string): Promise<unknown> => {
    const answer = started.get(id) ?? start(id);
    started.set(id, answer);
    return answer;
  };
  const start = async (id: string): Promise<unknown> => {
    const operation = operations.find((one) => one.id === id);
    if (operation === undefined) throw new TypeError(`there is no operation ${id}`);
    return read(operation, await answerParams(operation, answerTo));
  };
  const answers = await Promise.all(operations.map(async ({ id }) => [id, await answerTo(id)] as const));
  return Object.fromEntries(answers);
}

type FromAnswer = Extract<ParamSpec, { kind: 'answer' }>;

const answerParams = async (
  { params }: DeclaredOperation,
  answerTo: (id: string) => Promise<unknown>,
): Promise<AnswerParams> => {
  const taken = Object.entries(params).map(async ([name, param]) =>
    param.kind === 'answer' ? [[name, valueIn(param, await answerTo(param.operation))] as const] : [],
  );
  return Object.fromEntries((await Promise.all(taken)).flat());
};

const valueIn = ({ operation, path }: FromAnswer, answer: unknown): string | number | boolean => {
  const value = memberAt(answer, path);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new SourceError(
    'invalid_response',
    `answered "${operation}" without what the next request needs, at ${writePath(path)}`,
  );
};
