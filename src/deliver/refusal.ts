import type { LoginKind } from './login.ts';
import { messageRules } from './message-refusals.ts';
import type { ServerAnswer } from './refusal-rule.ts';
import { sessionRules } from './session-refusals.ts';
import type { SmtpError } from './smtp-error.ts';

export interface Refusal {
  /** Completes "The mail server …". */
  readonly what: string;
  /** A sentence, or several. */
  readonly advice: string;
}

/** What a permanent answer means; undefined when the server gave none, or one that no rule knows. */
export const refusalOf = (error: SmtpError, login: LoginKind): Refusal | undefined => {
  const answer = answerIn(error);
  if (answer === undefined) return undefined;
  const rule = [...sessionRules, ...messageRules].find((candidate) => candidate.matches(answer, login));
  if (rule === undefined) return undefined;
  const { what, advice } = rule;
  return { what, advice: typeof advice === 'string' ? advice : (advice[login] ?? advice.password) };
};

const envelopeCommands = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
/** It complains of the order of commands. */
const badSequence = 503;

/**
 * Whether the server refused this message for good, so that asking again will not help (RFC 5321 §4.2.1). A refusal of the
 * session is about no message: every one is sent again once that is put right.
 */
export const isPermanentRefusal = (error: SmtpError, login: LoginKind): boolean => {
  const answer = answerIn(error);
  if (answer === undefined || !envelopeCommands.has(answer.command)) return false;
  return answer.reply !== badSequence && !sessionRules.some((rule) => rule.matches(answer, login));
};

const answerIn = (error: SmtpError): ServerAnswer | undefined => {
  const { code, command = '', response: words = '', responseCode: reply = 0 } = error;
  if (reply < 500) return undefined;
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(words)?.[1] ?? '';
  return { reply, status, words, command, isLogin: code === 'EAUTH' };
};
