import type { LoginKind } from './login.ts';
import type { Rejection, SendResult } from './mail.ts';
import { isPermanentRefusal } from './refusal.ts';
import type { SmtpError } from './smtp-error.ts';

/** One recipient's "no" to RCPT TO, with what the server said. */
export interface RecipientError {
  readonly recipient: string;
  readonly error: SmtpError;
  /** The server's words, fit to be shown. */
  readonly words: string;
}

export interface Failure {
  readonly error: SmtpError;
  /** Sentences for a person. */
  readonly reason: string;
  readonly recipients: readonly string[];
  /** There when the server said no to every single recipient. */
  readonly rejected: readonly RecipientError[];
  readonly isHandedOver: boolean;
  readonly login: LoginKind;
}

const permanentFrom = 500;

/** Taken for at least one: a 5xx to RCPT is final for the recipient it names, everything else may change. */
export const deliveredTo = (accepted: readonly string[], rejected: readonly RecipientError[]): SendResult => {
  const isFinal = ({ error }: RecipientError): boolean => (error.responseCode ?? 0) >= permanentFrom;
  return {
    outcome: 'delivered',
    accepted,
    refused: rejected.filter(isFinal).map(toRejection),
    deferred: rejected.filter((one) => !isFinal(one)).map(toRejection),
  };
};

/** What a failed attempt means for the message, and for each recipient where the server told them apart. */
export const resultOfFailure = (failure: Failure): SendResult => {
  const { error, reason, recipients, rejected, isHandedOver, login } = failure;
  if (rejected.length > 0) {
    const refused = rejected.filter((one) => isPermanentRefusal(one.error, login)).map(toRejection);
    const outcome = refused.length === rejected.length ? 'refused' : 'kept';
    return { outcome, reason, refused };
  }
  if (isPermanentRefusal(error, login)) {
    return { outcome: 'refused', reason, refused: recipients.map((recipient) => ({ recipient, reason })) };
  }
  // An answer, even a bad one, says that the message was not taken; no answer says nothing.
  if (isHandedOver && error.responseCode === undefined) return { outcome: 'unknown', reason };
  return { outcome: 'kept', reason, refused: [] };
};

const toRejection = ({ recipient, words }: RecipientError): Rejection => ({ recipient, reason: words });
