import type { Console } from '../console/console.ts';
import type { FailureCode } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { GuardSettings } from '../net/guard-settings.ts';
import type { Http } from '../net/http.ts';
import type { Log } from '../net/log.ts';
import type { TlsSettings } from '../net/tls.ts';
import type { Period } from '../period.ts';
import type { Block, Fact, Finding } from '../report/section.ts';

/** The variables that belong to an integration and are set (an empty value is not set; `_FILE` twins are resolved). */
export type IntegrationEnv = Readonly<Record<string, string | undefined>>;

export interface FetchContext extends Deadline {
  readonly period: Period;
}

/** What an integration yields: something to show, or the failure it met. A returned failure counts as a thrown one. */
export type Fetched =
  | {
      readonly blocks: readonly Block[];
      readonly facts: readonly Fact[];
      readonly findings: readonly Finding[];
    }
  | { readonly failure: FailureCode; readonly detail: string };

export interface Integration {
  /** May throw anything, hang or return a failure: the runner makes a section of it all the same. */
  fetch(context: FetchContext): Promise<Fetched>;
}

export interface ConsoleTarget {
  /** host, host:port or https URL; absent = the report's own console (`UNIFI_HOST`). */
  readonly host?: string;
  readonly apiKey: string;
  readonly site?: string;
  /** The variable to set when there are several sites; for the message that asks for it. */
  readonly siteVariable?: string;
  /** Absent = as for `UNIFI_HOST`, which holds only while `host` is absent too. */
  readonly tls?: TlsSettings;
}

/** What an integration is given instead of the world. Everything in it is already guarded. */
export interface IntegrationDeps {
  http(baseUrl: string, headers: Readonly<Record<string, string>>): Http;
  console(target: ConsoleTarget): Console;
  readonly log: Log;
  readonly now: () => number;
  /** Reads a file that a variable names (a CA, say), UTF-8. @throws Error with the path. */
  readonly readFile: (path: string) => string;
  /**
   * From now on this is kept out of all that is told of the integration, as its variables are: an access token, say.
   * @returns ends that, for one that is worth nothing any more
   */
  readonly keepSecret: (secret: string) => () => void;
}

/** What is wrong with one variable; the message completes a sentence that the variable's name begins. */
export interface EnvProblem {
  readonly variable: string;
  /** Never the value where that is secret. */
  readonly message: string;
}

/** An integration as data. One folder, one line in `integrations/index.ts`. */
export interface IntegrationDefinition {
  /** Key for logs, circuit and section, e.g. `cloudflare`. */
  readonly name: string;
  /** Heading of its section, e.g. `Cloudflare`. */
  readonly displayName: string;
  /** All set = on · none of its variables set = silently off · some = one warning that names what is missing. */
  readonly requiredEnv: readonly string[];
  readonly optionalEnv: readonly string[];
  /** It is asked over the internet, so an internet that is down explains that it does not answer. Absent: it is not. */
  readonly isRemote?: boolean;
  /** What it wants other than the defaults. */
  readonly guard?: Partial<GuardSettings>;
  /**
   * What is wrong with its variables, told with the rest of the configuration before anything runs. Pure; asked only when
   * the integration is on. `create` applies the same rules.
   */
  validate?(env: IntegrationEnv): readonly EnvProblem[];
  /**
   * How to make the right credentials, one line each: `check --live` prints it. Pure.
   * @param problems the sentences that a report would show about it; none = it is not set up
   */
  adviseOnCredentials?(problems: readonly string[]): readonly string[];
  /** May throw: the section then says so. */
  create(env: IntegrationEnv, deps: IntegrationDeps): Integration;
}
