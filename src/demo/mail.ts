import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { listen } from './http/listen.ts';
import { readKeyPair } from './key-pair.ts';
import { type DeliveredMessage, type SmtpOverride, welcome } from './mail/connection.ts';
import type { SmtpAccount, SmtpMechanism, SmtpRules } from './mail/state.ts';

export interface MailSinkOptions {
  /** Default `starttls`: offered, and demanded before a login or a mail. */
  readonly tls?: SmtpRules['tls'];
  /** Absent = no login needed. */
  readonly auth?: SmtpAccount;
  /** Default PLAIN and LOGIN. */
  readonly mechanisms?: readonly SmtpMechanism[];
  /** Default 25 MiB. */
  readonly maxMessageBytes?: number;
  /** 0 or absent = any free port. */
  readonly port?: number;
  readonly override?: SmtpOverride;
}

export interface MailSink {
  readonly port: number;
  /** What was accepted, in that order. */
  readonly messages: readonly DeliveredMessage[];
  close(): Promise<void>;
}

/** Starts a mail server on loopback that takes mail and keeps it in memory. */
export const startMailSink = async (options: MailSinkOptions = {}): Promise<MailSink> => {
  const messages: DeliveredMessage[] = [];
  const keyPair = readKeyPair();
  const settings = {
    keyPair,
    rules: {
      tls: options.tls ?? 'starttls',
      mechanisms: options.mechanisms ?? (['PLAIN', 'LOGIN'] as const),
      maxMessageBytes: options.maxMessageBytes ?? 25 * 1024 * 1024,
      ...(options.auth && { auth: options.auth }),
    },
    deliver: (message: DeliveredMessage) => {
      messages.push(message);
    },
    ...(options.override && { override: options.override }),
  };
  const onConnection = (socket: Socket): void => welcome(socket, settings);
  const server =
    options.tls === 'implicit'
      ? createTlsServer({ cert: keyPair.cert, key: keyPair.key }, onConnection)
      : createServer(onConnection);
  return { ...(await listen(server, options.port)), messages };
};
