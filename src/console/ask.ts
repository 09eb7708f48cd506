import { isSourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Http } from '../net/http.ts';
import { exchange, type PlacedQuestion } from './exchange.ts';
import { type Doors, refusalLastsMs, type SignIn } from './sign-in.ts';

/** Asks with whatever access there is. @throws SourceError with the codes of `Console.read` */
export type Ask = (question: PlacedQuestion, deadline: Deadline) => Promise<unknown>;

/** Paths that a fresh login did not open either: for a while a 401 there is taken for no lost session. */
export interface ClosedPaths {
  has(path: string): boolean;
  add(path: string): void;
}

export function createClosedPaths(now: () => number): ClosedPaths {
  const untilMs = new Map<string, number>();
  return {
    has: (path) => now() < (untilMs.get(path) ?? 0),
    add: (path) => untilMs.set(path, now() + refusalLastsMs),
  };
}

/** A lost session (401) costs one login, however many ask at the same time; each question is then asked once more. */
export function createAsk(http: Http, signIn: SignIn, doors: Doors, closed: ClosedPaths): Ask {
  return async (question, deadline) => {
    const access = await signIn.access(doors, deadline);
    try {
      return await exchange(http, access, question, deadline);
    } catch (error) {
      if (!isUnauthorized(error) || closed.has(question.path)) throw error;
    }
    const renewed = await signIn.renew(access, doors, deadline);
    try {
      return await exchange(http, renewed, question, deadline);
    } catch (error) {
      if (isUnauthorized(error)) closed.add(question.path);
      throw error;
    }
  };
}

const isUnauthorized = (error: unknown): boolean => isSourceError(error) && error.code === 'unauthorized';
