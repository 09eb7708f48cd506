import type { ConsoleCredentials, ConsoleKind } from '../console/console.ts';
import type { MailSettings } from '../deliver/mailer.ts';
import type { WebhookSettings } from '../deliver/webhook/settings.ts';
import type { Mute } from '../findings/mute.ts';
import type { Thresholds } from '../findings/thresholds.ts';
import type { DeclaredSpec } from '../integrations/declared/spec.ts';
import type { GuardSettings } from '../net/guard-settings.ts';
import type { ProxySettings } from '../net/proxy.ts';
import type { TlsSettings } from '../net/tls.ts';
import type { Severity } from '../report/section.ts';

/** Everything a person can set, validated: DESIGN §5. */
export interface Config {
  readonly console: ConsoleConfig;
  readonly report: ReportConfig;
  readonly findings: FindingsConfig;
  readonly schedule: ScheduleConfig;
  /** Absent: nothing is mailed; without a webhook as well, reports are only saved. */
  readonly mail?: MailSettings;
  /** Absent: nothing is posted. */
  readonly webhook?: WebhookSettings;
  /** Between this program and the APIs on the internet; absent: they are asked directly. */
  readonly proxy?: ProxySettings;
  /** An address that watches over the reports; it is a secret. Absent: nobody is told. */
  readonly pingUrl?: string;
  /** Where `/healthz` and `/metrics` are served. Absent: nowhere. */
  readonly listen?: ListenAddress;
  readonly dataDir: string;
  readonly reportKeep: number;
  readonly memory: MemoryConfig;
  readonly integrations: IntegrationsConfig;
  readonly log: LogConfig;
  /** Every secret value that was configured, for the last scrub of log lines. */
  readonly secrets: readonly string[];
  /** One sentence each: unknown variables with a "did you mean", insecure choices. */
  readonly warnings: readonly string[];
}

export interface ConsoleConfig {
  /** `https://host[:port]`, no path, no trailing slash. */
  readonly baseUrl: string;
  /** `host[:port]` in its usual spelling, for messages and store keys. */
  readonly host: string;
  readonly credentials: ConsoleCredentials;
  readonly kind: ConsoleKind | 'auto';
  readonly site?: string;
  readonly tls: TlsSettings;
  /** Budget of the whole collection. */
  readonly timeoutMs: number;
}

export interface ListenAddress {
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  /** 0 = any that is free. */
  readonly port: number;
}

export interface ReportConfig {
  readonly title?: string;
  readonly timeZone: string;
  readonly locale: string;
  /** Mail and webhook only from this severity on. */
  readonly onlyIf: 'always' | Exclude<Severity, 'notice'>;
}

/** What `FINDINGS_FILE` says: docs/findings.md. */
export interface FindingsConfig {
  /** Those that differ from the table of defaults. */
  readonly thresholds: Partial<Thresholds>;
  readonly mutes: readonly Mute[];
}

export interface ScheduleConfig {
  /** Five- or six-field cron expression. */
  readonly expression: string;
  /** The preset it came from, for wall-clock arithmetic on periods. */
  readonly preset?: 'daily' | 'weekly' | 'monthly';
  readonly timeZone: string;
  readonly catchUp: boolean;
}

/** What the store holds, and for how long. */
export interface MemoryConfig {
  readonly keepMs: number;
  /** `hash`: names and addresses of clients leave the program, and are stored, as hashes only. */
  readonly privacy: 'off' | 'hash';
}

export interface IntegrationsConfig {
  /** All integration variables that are set, with `_FILE` twins resolved under their plain name. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was set for all (`INTEGRATION_TIMEOUT` …); absent = as the definition or the defaults say. */
  readonly guard: Partial<GuardSettings>;
  /** What was set for one, by its variable prefix (`CLOUDFLARE`, `CYBERSECURE`). */
  readonly guardFor: Readonly<Record<string, Partial<GuardSettings>>>;
  /** What `INTEGRATIONS_FILE` declares, whether it is on or not; its variables are in `env`, its knobs in `guardFor`. */
  readonly declared: readonly DeclaredSpec[];
}

export interface LogConfig {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Absent: pretty on a terminal, JSON elsewhere. */
  readonly format?: 'json' | 'pretty';
}

export interface ConfigProblem {
  /** The variable's name as people write it. */
  readonly variable: string;
  /** What is wrong, with what would be right. */
  readonly message: string;
}

/** All problems at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];
  /** Variables that are set and unknown: often the misspelt name of one that is missing. */
  readonly hints: readonly string[];

  constructor(problems: readonly ConfigProblem[], hints: readonly string[] = []) {
    super([...problems.map(({ variable, message }) => `${variable}: ${message}`), ...hints].join('\n'));
    this.problems = problems;
    this.hints = hints;
  }
}

export interface ConfigSources {
  /** The process environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** UTF-8 text of a file. @throws Error */
  readonly readFile: (path: string) => string;
}
