import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { KeyPair } from '../key-pair.ts';
import { commands } from './commands.ts';
import { createReader, type Received } from './reader.ts';
import { forgetMail, newState, type SmtpAnswer, type SmtpRules, type SmtpState, say } from './state.ts';

export interface DeliveredMessage {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as sent, dots unstuffed, UTF-8. */
  readonly raw: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
}

/**
 * Asked before each command by its verb, before the greeting (`CONNECT`) and once a message has been read (`MESSAGE`). A
 * reply such as `550 5.1.1 No such user` is sent instead of the usual one; `drop` closes the connection without a word.
 * A message dropped at `MESSAGE` has been taken: only the answer is lost.
 */
export type SmtpOverride = (stage: string, argument: string) => string | undefined;

export interface ConnectionSettings {
  readonly rules: SmtpRules;
  readonly keyPair: KeyPair;
  readonly override?: SmtpOverride;
  readonly deliver: (message: DeliveredMessage) => void;
}

const takeMessage = (
  raw: string | undefined,
  state: SmtpState,
  settings: ConnectionSettings,
): SmtpAnswer | 'drop' => {
  const { from = '', to, secure } = state;
  forgetMail(state);
  if (raw === undefined) return say('552 5.3.4 Message too large');
  const refusal = settings.override?.('MESSAGE', raw);
  if (refusal !== undefined && refusal !== 'drop') return say(refusal);
  settings.deliver({ from, to, raw, secure });
  return refusal === 'drop' ? 'drop' : say('250 2.0.0 Message accepted');
};

const takeLine = (line: string, state: SmtpState, settings: ConnectionSettings): SmtpAnswer | 'drop' => {
  if (state.waiting) return state.waiting(line);
  const [, verb = '', argument = ''] = /^(\S*)\s*(.*?)\s*$/.exec(line) ?? [];
  const name = verb.toUpperCase();
  const refusal = settings.override?.(name, argument);
  if (refusal !== undefined) return refusal === 'drop' ? refusal : say(refusal);
  return commands.get(name)?.(state, settings.rules, argument) ?? say('500 5.5.2 Command not recognised');
};

const decide = (received: Received, state: SmtpState, settings: ConnectionSettings): SmtpAnswer | 'drop' => {
  if (received.kind === 'line') return takeLine(received.text, state, settings);
  if (received.kind === 'message') return takeMessage(received.raw, state, settings);
  return { reply: ['500 5.5.2 Line too long'], action: 'close' };
};

/** Talks SMTP on one connection until it ends; STARTTLS starts anew on the encrypted one. */
export const talk = (socket: Socket, state: SmtpState, settings: ConnectionSettings): void => {
  // A client that goes away is no fault of the sink.
  socket.on('error', () => socket.destroy());
  const feed = (chunk: Buffer): void => reader.feed(chunk);
  const act = (answer: SmtpAnswer): void => {
    socket.write(answer.reply.map((line) => `${line}\r\n`).join(''));
    if (answer.action === 'close') socket.end();
    if (answer.action === 'expect message') reader.expectMessage();
    if (answer.action !== 'secure') return;
    reader.discard();
    socket.off('data', feed);
    const { cert, key } = settings.keyPair;
    talk(new TLSSocket(socket, { isServer: true, cert, key }), newState(true), settings);
  };
  const reader = createReader(settings.rules.maxMessageBytes, (received) => {
    const answer = decide(received, state, settings);
    if (answer === 'drop') socket.destroy();
    else act(answer);
  });
  socket.on('data', feed);
};

/** Greets a client, or turns it away at the door. */
export const welcome = (socket: Socket, settings: ConnectionSettings): void => {
  const refusal = settings.override?.('CONNECT', '');
  if (refusal === 'drop') {
    socket.destroy();
    return;
  }
  talk(socket, newState(settings.rules.tls === 'implicit'), settings);
  socket.write(`${refusal ?? '220 mail.harbour-office.example ESMTP'}\r\n`);
  if (refusal !== undefined) socket.end();
};
