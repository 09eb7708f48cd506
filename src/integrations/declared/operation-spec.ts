import type { RetrySpec } from './guard-spec.ts';
import type { JsonTemplate, Template } from './template-spec.ts';

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
