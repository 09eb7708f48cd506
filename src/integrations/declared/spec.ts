import type { Period } from '../../period.ts';
import type { Fetched } from '../integration.ts';
import type { CircuitSpec, RetrySpec } from './guard-spec.ts';
import type { DeclaredOperation } from './operation-spec.ts';
import type { DeclaredFindingSpec, SectionBlockSpec } from './section-spec.ts';
import type { Template } from './template-spec.ts';

export type * from './guard-spec.ts';
export type * from './operation-spec.ts';
export type * from './section-spec.ts';
export type * from './template-spec.ts';

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

/** One member per operation, by its id: JSON as it came (pages joined), `null` for an empty body. */
export type Answers = Readonly<Record<string, unknown>>;

/** Made once per integration and process, so that it can remember what it saw when. */
export interface SectionWriter {
  /** @throws SourceError `invalid_response` when an answer does not hold what the section shows. */
  write(answers: Answers, context: { readonly period: Period; readonly nowMs: number }): Fetched;
}
