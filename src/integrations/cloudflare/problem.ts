import type { ApiError } from './schema.ts';

/** What an error of Cloudflare's is about, whichever API and status it came with. */
export type Problem =
  | 'token'
  | 'permission'
  | 'plan'
  | 'field'
  | 'too wide'
  | 'too old'
  | 'query'
  | 'throttled'
  | 'address'
  | 'token kind'
  | 'outage'
  | 'unknown';

/** By the text, Cloudflare API reference §2.5 and §1; the first that matches decides. */
const problemOfText: readonly (readonly [RegExp, Problem])[] = [
  [/invalid (access|api) token|token from location|invalid format for|invalid request headers/i, 'token'],
  [/not authorized|unauthorized|\bauthz\b|authentication error|forbidden/i, 'permission'],
  [/does not have access to the path/i, 'plan'],
  [/does not have access to the field/i, 'field'],
  [/cannot request a time range wider than/i, 'too wide'],
  [/cannot request data older than/i, 'too old'],
  [
    /time range is too large|limit must be positive|number of fields can.t be more than|unknown (field|arg)/i,
    'query',
  ],
  [/rate limiter|budget depleted|too many nodes|consumed excessive resources/i, 'throttled'],
  [/unable to execute query|too many queries in progress|internal server error/i, 'outage'],
];

/** By the code where no text told, Cloudflare API reference §1; 10000 and 9109 also mean a bad token, which only the text or a 401 tells. */
const problemOfCode = new Map<number, Problem>([
  [10000, 'permission'],
  [9109, 'permission'],
  [6003, 'token'],
  [6103, 'token'],
  [6111, 'token'],
  [9106, 'token'],
  [7003, 'address'],
  [10405, 'token kind'],
  [1034, 'too wide'],
  [971, 'throttled'],
  [10429, 'throttled'],
]);

export const problemOf = (errors: readonly ApiError[]): Problem => classify(errors).problem;

/** What the first error that is known is about, and its text, which may hold a number. */
export function classify(errors: readonly ApiError[]): {
  readonly problem: Problem;
  readonly message: string;
} {
  for (const { message, codes } of errors) {
    const byText = problemOfText.find(([pattern]) => pattern.test(message))?.[1];
    const problem = byText ?? codes.map((code) => problemOfCode.get(code)).find((it) => it !== undefined);
    if (problem !== undefined) return { problem, message };
  }
  return { problem: 'unknown', message: '' };
}
