import type { Email } from '../report/report.ts';
import { domainOf } from './domain.ts';
import type { Message } from './mail.ts';

/**
 * The Message-ID of a run's report, with angle brackets: the same for every attempt to send it, so that a mail server
 * or a reader can tell a repetition (RFC 5322 §3.6.4).
 *
 * @param from `EMAIL_FROM`, an address with or without a display name.
 */
export const messageIdOf = (runId: string, from: string): string =>
  `<${runId.replaceAll(/[^\w.-]/g, '-')}@${domainOf(from)}>`;

export interface MessageInput {
  readonly runId: string;
  readonly from: string;
  readonly email: Email;
  readonly severity: Message['severity'];
  /** When the report was made, milliseconds since 1970. */
  readonly generatedAtMs: number;
  /** As `listIdOf` makes it; absent for a mail that is no report. */
  readonly listId?: string;
}

/** One report as it goes to the outbox and out of it. */
export const toMessage = ({
  runId,
  from,
  email,
  severity,
  generatedAtMs,
  listId,
}: MessageInput): Message => ({
  messageId: messageIdOf(runId, from),
  subject: email.subject,
  html: email.html,
  text: email.text,
  images: email.images,
  ...(email.attachedAs === undefined ? {} : { attachment: { fileName: email.attachedAs, html: email.page } }),
  dateMs: generatedAtMs,
  severity,
  ...(listId === undefined ? {} : { listId }),
});
