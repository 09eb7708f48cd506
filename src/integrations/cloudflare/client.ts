import { isRecord } from '../../console/fields.ts';
import { SourceError } from '../../net/errors.ts';
import type { Deadline, RequestOptions } from '../../net/guard.ts';
import type { Http, HttpAnswer } from '../../net/http.ts';
import type { Log } from '../../net/log.ts';
import type { ReportBudget } from './budget.ts';
import { apiError, lacking, translateError } from './errors.ts';
import type { Permission } from './permissions.ts';
import { problemOf } from './problem.ts';
import { type Envelope, parseApiErrors, parseEnvelope } from './schema.ts';

interface Question {
  /** What is asked, for the log. */
  readonly operation: string;
  /** What the token needs for it, for the reader. */
  readonly permission: Permission;
}

export interface RestQuestion extends Question {
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | boolean>>;
  /** Less than the door's own limit where the answer is small: it is asked for beside large ones. */
  readonly maxBytes?: number;
}

export interface ZoneQuestion extends Question {
  /** A query for one zone, `$zone`: a dataset that one plan lacks would fail the others as well. */
  readonly query: string;
  readonly variables: Readonly<Record<string, string>> & { readonly zone: string };
  readonly retry?: NonNullable<RequestOptions['retry']>;
}

/** For answers with one object of a few fields. */
export const smallAnswerBytes = 64 * 1024;

/** Both say what an error means: @throws SourceError that names the missing permission, the plan, an outage … */
export interface CloudflareClient {
  /** A GET; yields an envelope whose `success` is true. */
  rest(question: RestQuestion, deadline: Deadline): Promise<Envelope>;
  /** A GraphQL query; yields the zone's node. */
  zone(question: ZoneQuestion, deadline: Deadline): Promise<Readonly<Record<string, unknown>>>;
}

/** A client for one report. */
export function createClient(http: Http, budget: ReportBudget, log: Log): CloudflareClient {
  const rest: CloudflareClient['rest'] = ({ permission, ...question }, deadline) =>
    budget.places.rest(deadline, async () => {
      const beforeAttempt = () => budget.spend('rest', zoneOfPath(question.path));
      const answer = await translated(permission, http.request({ ...question, beforeAttempt }, deadline));
      return successOf(answer, permission);
    });

  const zone: CloudflareClient['zone'] = ({ query, variables, permission, ...options }, deadline) =>
    budget.places.graphql(deadline, async () => {
      const beforeAttempt = () => budget.spend('graphql', variables.zone);
      // Looked at inside the attempt as well: an outage comes under HTTP 200, and the guard shall ask again.
      const check = (answer: HttpAnswer) => failOnErrors(answer.json(), permission, options.operation, log);
      const request = { ...options, path: '/graphql', json: { query, variables }, check, beforeAttempt };
      const answer = await translated(permission, http.request(request, deadline));
      return zoneOf(answer.json(), permission);
    });

  return { rest, zone };
}

const zoneOfPath = (path: string): string | undefined => /^\/zones\/([^/]+)\//.exec(path)?.[1];

async function translated(permission: Permission, request: Promise<HttpAnswer>): Promise<HttpAnswer> {
  try {
    return await request;
  } catch (error) {
    throw translateError(error, permission);
  }
}

/** A failure may come under HTTP 200: only `success: true` is one (Cloudflare API reference §1). */
function successOf(answer: HttpAnswer, permission: Permission): Envelope {
  const body = answer.json();
  const envelope = parseEnvelope(body);
  if (envelope === undefined) {
    throw new SourceError('invalid_response', 'answered with something other than Cloudflare’s envelope');
  }
  if (envelope.success !== true) throw apiError(parseApiErrors(body), permission);
  return envelope;
}

/** GraphQL errors, and the REST envelope that an authentication failure can come in (Cloudflare API reference §2.5). */
function failOnErrors(body: unknown, permission: Permission, operation: string, log: Log): void {
  const errors = parseApiErrors(body);
  if (errors.length === 0 && parseEnvelope(body)?.success !== false) return;
  const problem = problemOf(errors);
  const messages = errors.map(({ message }) => message.slice(0, 200)).slice(0, 3);
  const fields = { event: 'graphql_error', integration: 'cloudflare', operation, problem, messages };
  // These are ours to mend, the others are foreseen and stand in the report.
  if (problem === 'query' || problem === 'unknown') log.warn(fields, 'GraphQL query failed');
  else log.debug(fields, 'GraphQL query failed');
  throw apiError(errors, permission);
}

function zoneOf(body: unknown, permission: Permission): Readonly<Record<string, unknown>> {
  const viewer = isRecord(body) && isRecord(body.data) ? body.data.viewer : undefined;
  const zones = isRecord(viewer) ? viewer.zones : undefined;
  // No error and no zone: the token does not include it (Cloudflare API reference §2.5).
  if (Array.isArray(zones) && zones.length === 0) throw new SourceError('forbidden', lacking(permission));
  const [zone]: unknown[] = Array.isArray(zones) ? zones : [];
  if (!isRecord(zone))
    throw new SourceError('invalid_response', 'answered without the data that was asked for');
  return zone;
}
