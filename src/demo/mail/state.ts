/** What is known about one connection. */
export interface SmtpState {
  secure: boolean;
  authenticated: boolean;
  greeted: boolean;
  from: string | undefined;
  to: string[];
  /** An AUTH exchange that waits for its next line. */
  waiting: ((line: string) => SmtpAnswer) | undefined;
}

/** What the server says, and what it does then. */
export interface SmtpAnswer {
  readonly reply: readonly string[];
  readonly action?: 'secure' | 'expect message' | 'close';
}

export type SmtpMechanism = 'PLAIN' | 'LOGIN' | 'XOAUTH2';

export interface SmtpAccount {
  readonly username: string;
  readonly password: string;
  /** Asked for the access token of the moment, for XOAUTH2; absent = no token is right. */
  readonly accessToken?: () => string;
}

export interface SmtpRules {
  /** `starttls`: offered, and demanded before a login or a mail. */
  readonly tls: 'starttls' | 'implicit' | 'none';
  /** Absent = no login needed. */
  readonly auth?: SmtpAccount;
  /** Ways to log in that are offered, as EHLO lists them. */
  readonly mechanisms: readonly SmtpMechanism[];
  readonly maxMessageBytes: number;
}

export const say = (...reply: readonly string[]): SmtpAnswer => ({ reply });

export const newState = (secure: boolean): SmtpState => ({
  secure,
  authenticated: false,
  greeted: false,
  from: undefined,
  to: [],
  waiting: undefined,
});

export const forgetMail = (state: SmtpState): void => {
  state.from = undefined;
  state.to = [];
};
