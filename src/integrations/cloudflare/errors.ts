import { isSourceError, SourceError } from '../../net/errors.ts';
import type { Permission } from './permissions.ts';
import { classify, type Problem, problemOf } from './problem.ts';
import { type ApiError, parseApiErrors, parseEnvelope, parseJsonQuietly } from './schema.ts';
import { parseDurationMs } from './windows.ts';

/** The plan does not reach that wide or that far back; `limits` says how far. */
export class WindowError extends SourceError {
  readonly limits: { readonly maxDurationMs?: number; readonly notOlderThanMs?: number };

  constructor(message: string, limits: WindowError['limits']) {
    super('unsupported', message);
    this.limits = limits;
  }
}

/** One field of the question is not to be had, and the question may be asked without it. */
export class FieldError extends SourceError {
  /** In lower case, as Cloudflare writes it there; absent when the text does not tell. */
  readonly field: string | undefined;

  constructor(code: 'unsupported' | 'http_error', message: string, field: string | undefined) {
    super(code, message);
    this.field = field?.toLowerCase();
  }
}

/** The error of an answer that is not a success although its status may be 200. */
export function apiError(errors: readonly ApiError[], permission: Permission): SourceError {
  const { problem, message } = classify(errors);
  return errorOf(problem, permission, message);
}

/** Nothing of the server's text: it stands in a report, and the server is not trusted that far. */
function errorOf(problem: Problem, permission: Permission, message: string): SourceError {
  switch (problem) {
    case 'token':
      return new SourceError(
        'unauthorized',
        'the token is mistyped, expired, disabled or not allowed from here',
      );
    case 'permission':
      return new SourceError('forbidden', lacking(permission));
    case 'plan':
      return new SourceError('unsupported', 'not on this zone’s plan');
    case 'field':
      return new FieldError('unsupported', 'a part of it is not on this zone’s plan', fieldIn(message));
    case 'too wide':
      return windowError(message, 'wider than', 'maxDurationMs');
    case 'too old':
      return windowError(message, 'older than', 'notOlderThanMs');
    case 'query':
      return queryError(message);
    case 'throttled':
      return new SourceError('rate_limited', 'the budget of questions is used up for some minutes');
    case 'address':
      return new SourceError(
        'http_error',
        'answered that it knows nothing under this address; check CLOUDFLARE_ACCOUNT_ID, or update this program',
      );
    case 'token kind':
      return new SourceError('unsupported', 'does not answer API tokens');
    case 'outage':
      return new SourceError('http_error', 'answered that it is unavailable for now', { retryable: true });
    case 'unknown':
      return new SourceError('http_error', 'answered with an error that is not known here');
  }
}

export const lacking = ({ name, scope }: Permission): string =>
  scope === undefined
    ? `the token lacks ${name}`
    : `the token lacks ${name} or does not include the ${scope}`;

const fieldIn = (message: string): string | undefined => /\bfield\W+(\w+)/i.exec(message)?.[1];

/** The list of fields that a plan has is known to hold some that the schema lacks (Cloudflare API reference §2.2). */
function queryError(message: string): SourceError {
  const detail = 'did not accept the question; this program needs an update';
  return /unknown field/i.test(message)
    ? new FieldError('http_error', detail, fieldIn(message))
    : new SourceError('http_error', detail);
}

function windowError(message: string, words: string, limit: 'maxDurationMs' | 'notOlderThanMs'): WindowError {
  const ms = parseDurationMs(message.toLowerCase().split(words)[1] ?? '');
  return new WindowError('the plan does not reach over this period', ms === undefined ? {} : { [limit]: ms });
}

/** Says what an answer outside 200–299 means here; what says enough (408, 429, 5xx, no answer) passes as it is. */
export function translateError(error: unknown, permission: Permission): unknown {
  if (!isSourceError(error) || error.answer === undefined || error.retryable) return error;
  const { status, text } = error.answer;
  const body = parseJsonQuietly(text);
  if (status === 401) return errorOf('token', permission, '');
  if (parseEnvelope(body) === undefined) {
    // A page of the edge or of a proxy on the way says nothing about the token.
    return status === 403
      ? new SourceError('http_error', 'was refused by something in front of the API (HTTP 403)')
      : error;
  }
  const problem = problemOf(parseApiErrors(body));
  if (problem === 'token' || problem === 'token kind') return errorOf(problem, permission, '');
  if (status === 403 || problem === 'permission') return errorOf('permission', permission, '');
  return error;
}
