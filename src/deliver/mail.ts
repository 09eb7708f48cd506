import type { MailImage } from '../report/report.ts';
import type { Addressees, Parcel, Rejection, SendResult } from './channel.ts';

export type { Addressees, Rejection, SendResult };

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** starttls is required, never silently clear. */
  readonly tls: 'starttls' | 'implicit' | 'none';
  readonly verifyTls: boolean;
  /** Absent: the server takes mail without a login. */
  readonly auth?: MailAuth;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo?: string;
}

/** Where mail is handed over, for messages: `mail.example.com:587 (starttls)`. */
export const placeOf = ({ host, port, tls }: MailSettings): string => `${host}:${port} (${tls})`;

export type MailAuth =
  /** AUTH PLAIN or LOGIN, whichever the server offers (RFC 4954). */
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** XOAUTH2, with an access token that is asked for before each connection. */
  | { readonly kind: 'oauth2'; readonly username: string; readonly client: OAuth2Client };

/** What an access token is given for (RFC 6749 §6). */
export interface OAuth2Client {
  readonly clientId: string;
  /** Absent: a public client. */
  readonly clientSecret?: string;
  readonly refreshToken: string;
  /** https; plain http on this machine alone. Without an account and a query. */
  readonly tokenUrl: string;
}

/** A page that rides along. */
export interface MailAttachment {
  /** ASCII. */
  readonly fileName: string;
  readonly html: string;
}

/** One report as it is put into a mail. */
export interface Message {
  /** With angle brackets. */
  readonly messageId: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** What the HTML part shows by content id. */
  readonly images: readonly MailImage[];
  readonly attachment?: MailAttachment;
  /** The `Date` header, milliseconds since 1970. */
  readonly dateMs: number;
  readonly severity: 'critical' | 'warning' | 'notice' | 'clear';
  /** What mail programs sort the reports of one network by (RFC 2919), without brackets. */
  readonly listId?: string;
}

/** A message as it is stored and sent: headers and body, lines end in CR LF; its id with angle brackets. */
export type ComposedMail = Parcel;
