import type { LoginKind } from './login.ts';

/** A server's permanent "no" as a rule looks at it. */
export interface ServerAnswer {
  /** The reply code, 500–599 (RFC 5321 §4.2.1). */
  readonly reply: number;
  /** The enhanced status code such as `5.7.8`; empty when there is none (RFC 3463). */
  readonly status: string;
  /** Everything it said. */
  readonly words: string;
  /** The command that was answered, e.g. `AUTH PLAIN`. */
  readonly command: string;
  readonly isLogin: boolean;
}

/** One kind of refusal, and what a person can do about it. */
export interface RefusalRule {
  matches(answer: ServerAnswer, login: LoginKind): boolean;
  /** Completes "The mail server …". */
  readonly what: string;
  readonly advice: string | AdviceByLogin;
}

/** Sentences that depend on how we logged in; without a login those about a password, unless it has its own. */
export interface AdviceByLogin {
  readonly none?: string;
  readonly password: string;
  readonly oauth2: string;
}
