import type { RetryCause } from '../../net/guard-settings.ts';
import type { Period } from '../../period.ts';
import type { Severity } from '../../report/section.ts';
import type { Fetched } from '../integration.ts';

/** One integration as `INTEGRATIONS_FILE` declares it: read, checked, nothing resolved yet (docs/declared-integrations.md). */
export interface DeclaredSpec {
  /** Lower-case letters, digits and hyphens; unique, and no built-in integration's name. */
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly type: 'rest' | 'graphql';
  /** An http or https address without a query and without a slash at its end; its own path stays. */
  readonly baseUrl: string;
  readonly auth: AuthSpec;
  readonly headers: Readonly<Record<string, Template>>;
  /** The budget of one fetch. */
  readonly timeoutMs: number;
  readonly retry: RetrySpec;
  readonly circuit: CircuitSpec;
  readonly operations: readonly DeclaredOperation[];
  readonly section: readonly SectionBlockSpec[];
  readonly findings: readonly DeclaredFindingSpec[];
  /** Names of all environment variables that it refers to: all set = on, some = partly configured, none = off. */
  readonly variables: readonly string[];
  /** Where it stands in the file. */
  readonly line: number;
}

/** A text of the file, taken apart: what stands there, and what comes from elsewhere. */
export type Template = readonly TemplatePart[];

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `${NAME}` */
  | { readonly kind: 'variable'; readonly name: string }
  /** `${file:path}` */
  | { readonly kind: 'file'; readonly path: string }
  /** `{name}`, a member of `params` */
  | { readonly kind: 'param'; readonly name: string }
  /** `{period.from}`, `{period.to}`; with `:epoch` (seconds) or `:epochMs` a number */
  | {
      readonly kind: 'period';
      readonly edge: 'from' | 'to';
      readonly format: 'iso' | 'epoch' | 'epochMs';
    };

/** JSON in which every text is a template. One that is nothing but `{name}` becomes what the param is, a number say. */
export type JsonTemplate =
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'constant'; readonly value: number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly JsonTemplate[] }
  | { readonly kind: 'object'; readonly members: Readonly<Record<string, JsonTemplate>> };

export type AuthSpec =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly token: Template }
  | { readonly type: 'api_key'; readonly place: ApiKeyPlace; readonly key: Template }
  | { readonly type: 'basic'; readonly username: Template; readonly password: Template }
  | {
      readonly type: 'oauth2';
      readonly tokenUrl: string;
      readonly clientId: Template;
      readonly clientSecret: Template;
      readonly scope?: Template;
      /** For token servers that tell their APIs apart by it. */
      readonly audience?: Template;
      /** How the client says who it is: HTTP Basic (RFC 6749 §2.3.1), or in the body where a server knows only that. */
      readonly clientAuth: 'basic' | 'body';
    };

export type ApiKeyPlace =
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: 'query'; readonly name: string };

/** What is omitted in the file has the design's default here (DESIGN §4). */
export interface RetrySpec {
  /** The first one counted. */
  readonly maxAttempts: number;
  readonly initialWaitMs: number;
  readonly maxWaitMs: number;
  readonly multiplier: number;
  readonly retryOn: readonly RetryCause[];
  readonly jitter: boolean;
  /** Whether a server's `Retry-After` is waited for. */
  readonly retryAfter: boolean;
}

export interface CircuitSpec {
  /** Consecutive failed fetches that open it. */
  readonly threshold: number;
  /** Failures older than this are forgotten; absent = none is. */
  readonly windowMs?: number;
  readonly resetAfterMs: number;
}

export interface DeclaredOperation {
  /** Its answer is the member of this name in the object that JSONPaths start at. */
  readonly id: string;
  readonly request: RestRequestSpec | GraphqlRequestSpec;
  /** Written under `headers` of the operation; they win over the integration's. */
  readonly headers: Readonly<Record<string, Template>>;
  readonly params: Readonly<Record<string, ParamSpec>>;
  /** One attempt; absent = the design's default. */
  readonly timeoutMs?: number;
  /** What differs from the integration's. */
  readonly retry: Partial<RetrySpec>;
  readonly returns?: ReturnShape;
  readonly pagination: PaginationSpec;
  readonly line: number;
}

export interface RestRequestSpec {
  readonly kind: 'rest';
  readonly method: 'GET' | 'POST';
  /** Starts with `/`. */
  readonly path: Template;
  readonly query: Readonly<Record<string, JsonTemplate>>;
  readonly body?:
    | { readonly kind: 'json'; readonly json: JsonTemplate }
    | { readonly kind: 'form'; readonly form: Readonly<Record<string, JsonTemplate>> };
}

export interface GraphqlRequestSpec {
  readonly kind: 'graphql';
  readonly path: Template;
  readonly query: string;
  readonly variables: Readonly<Record<string, JsonTemplate>>;
}

/** What fills `{name}`: a value of the file, or one out of another operation's answer (a session id, say). */
export type ParamSpec =
  | { readonly kind: 'value'; readonly value: JsonTemplate }
  | { readonly kind: 'answer'; readonly operation: string; readonly path: MemberPath };

/** `$.a.b` as `['a', 'b']`: members only, so that there is at most one value at its end. */
export type MemberPath = readonly string[];

export type PaginationSpec =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'page' | 'offset';
      /** The query parameter, or the GraphQL variable. */
      readonly param: string;
      readonly start: number;
      readonly sizeParam?: string;
      /** Items per page; a page with fewer is the last one. */
      readonly size?: number;
      readonly items: MemberPath;
      readonly maxPages: number;
    }
  | {
      readonly kind: 'cursor';
      readonly param: string;
      /** Where the next cursor stands; none there = the last page. */
      readonly next: MemberPath;
      /** Where it stands whether there is more, for APIs that name a cursor on the last page as well. */
      readonly more?: MemberPath;
      readonly items: MemberPath;
      readonly maxPages: number;
    }
  /** RFC 8288: `Link: <…>; rel="next"`. */
  | { readonly kind: 'link'; readonly items: MemberPath; readonly maxPages: number };

/** What an answer must look like. More members than these are fine. */
export type ReturnShape =
  | { readonly kind: 'type'; readonly type: ReturnType }
  | { readonly kind: 'list'; readonly item: ReturnShape }
  | {
      readonly kind: 'object';
      readonly members: Readonly<Record<string, { readonly shape: ReturnShape; readonly optional: boolean }>>;
    };

export const returnTypes = ['string', 'number', 'boolean', 'object', 'list', 'any'] as const;
export type ReturnType = (typeof returnTypes)[number];

/**
 * How a value is written: `bytes` of a number of bytes, `duration` of a number of seconds, `percent` of a number from 0 to
 * 100, `date` and `since` (the time that has passed) of an ISO 8601 text or of seconds or milliseconds since 1970.
 */
export const valueFormats = ['number', 'bytes', 'duration', 'percent', 'date', 'since'] as const;
export type ValueFormat = (typeof valueFormats)[number];

export interface ValueSpec {
  /** RFC 9535. */
  readonly path: string;
  /** Absent: as it is. */
  readonly format?: ValueFormat;
  /** A number is multiplied by it first: 0.001 makes seconds of milliseconds, 100 percent of a share. */
  readonly scale?: number;
}

/** JSONPaths start at the object with one member per operation; those inside rows (`table`, `bars`, `series`) at the row. */
export type SectionBlockSpec =
  | {
      readonly kind: 'facts';
      readonly title?: string;
      readonly items: readonly { readonly label: string; readonly value: ValueSpec }[];
    }
  | {
      readonly kind: 'table';
      readonly title?: string;
      readonly rows: string;
      readonly columns: readonly ColumnSpec[];
      /** Most rows to show; absent = the report's own limit. */
      readonly limit?: number;
    }
  | {
      readonly kind: 'bars';
      readonly title?: string;
      readonly rows: string;
      readonly label: string;
      readonly value: ValueSpec;
      readonly limit?: number;
    }
  | {
      readonly kind: 'series';
      /** Absent: the integration's title. */
      readonly title?: string;
      readonly rows: string;
      /** ISO 8601, or seconds or milliseconds since 1970. */
      readonly at: string;
      readonly value: ValueSpec;
      /** What is written beside the line. */
      readonly summary: SeriesSummary;
    };

export interface ColumnSpec {
  readonly title: string;
  readonly value: ValueSpec;
}

export const seriesSummaries = ['last', 'largest', 'smallest', 'mean', 'total'] as const;
export type SeriesSummary = (typeof seriesSummaries)[number];

export interface DeclaredFindingSpec {
  /** An RFC 9535 filter expression; `@` is the object with one member per operation. */
  readonly when: string;
  readonly severity: Severity;
  readonly title: string;
  readonly advice?: string;
}

/** One member per operation, by its id: JSON as it came (pages joined), `null` for an empty body. */
export type Answers = Readonly<Record<string, unknown>>;

/** Made once per integration and process, so that it can remember what it saw when. */
export interface SectionWriter {
  /** @throws SourceError `invalid_response` when an answer does not hold what the section shows. */
  write(answers: Answers, context: { readonly period: Period; readonly nowMs: number }): Fetched;
}
