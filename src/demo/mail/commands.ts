import { authenticate } from './auth.ts';
import { forgetMail, type SmtpAnswer, type SmtpRules, type SmtpState, say } from './state.ts';

type Command = (state: SmtpState, rules: SmtpRules, argument: string) => SmtpAnswer;

/** `FROM:<a@b> SIZE=1` → address and parameters. */
const pathOf = (
  argument: string,
  word: 'FROM' | 'TO',
): { address: string; parameters: string } | undefined => {
  const [, address, parameters = ''] =
    new RegExp(`^${word}:\\s*<([^<>\\s]*)>(.*)$`, 'i').exec(argument) ?? [];
  return address === undefined ? undefined : { address, parameters };
};

const greet: Command = (state, rules, argument) => {
  if (argument === '') return say('501 5.5.4 A name is needed');
  forgetMail(state);
  state.greeted = true;
  const features = [
    'PIPELINING',
    `SIZE ${rules.maxMessageBytes}`,
    '8BITMIME',
    'SMTPUTF8',
    'ENHANCEDSTATUSCODES',
  ];
  const mustSecure = rules.tls === 'starttls' && !state.secure;
  if (mustSecure) features.push('STARTTLS');
  if (rules.auth && !mustSecure) features.push(`AUTH ${rules.mechanisms.join(' ')}`);
  const lines = ['mail.harbour-office.example', ...features];
  return say(...lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}`));
};

/** Without extensions. */
const greetOld: Command = (state, rules, argument) => {
  const [line = ''] = greet(state, rules, argument).reply;
  return say(line.replace('250-', '250 '));
};

const startTls: Command = (state, rules) => {
  if (rules.tls !== 'starttls') return say('502 5.5.1 STARTTLS is not offered');
  if (state.secure) return say('503 5.5.1 TLS is already active');
  return { reply: ['220 2.0.0 Ready to start TLS'], action: 'secure' };
};

const mail: Command = (state, rules, argument) => {
  if (!state.greeted) return say('503 5.5.1 EHLO first');
  if (rules.tls === 'starttls' && !state.secure) return say('530 5.7.0 Must issue a STARTTLS command first');
  if (rules.auth && !state.authenticated) return say('530 5.7.0 Authentication required');
  if (state.from !== undefined) return say('503 5.5.1 Sender already given');
  const path = pathOf(argument, 'FROM');
  if (!path) return say('501 5.5.4 Syntax: MAIL FROM:<address>');
  const bytes = Number(/\bSIZE=(\d+)/i.exec(path.parameters)?.[1] ?? 0);
  if (bytes > rules.maxMessageBytes) return say('552 5.3.4 Message too large');
  state.from = path.address;
  return say('250 2.1.0 Sender accepted');
};

const recipient: Command = (state, _rules, argument) => {
  if (state.from === undefined) return say('503 5.5.1 MAIL first');
  const path = pathOf(argument, 'TO');
  if (!path || path.address === '') return say('501 5.5.4 Syntax: RCPT TO:<address>');
  state.to.push(path.address);
  return say('250 2.1.5 Recipient accepted');
};

const data: Command = (state) => {
  if (state.to.length === 0) return say('503 5.5.1 No valid recipients');
  return { reply: ['354 End data with <CR><LF>.<CR><LF>'], action: 'expect message' };
};

const reset: Command = (state) => {
  forgetMail(state);
  return say('250 2.0.0 Forgotten');
};

/** What a client may say (RFC 5321, 3207, 4954). */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['EHLO', greet],
  ['HELO', greetOld],
  ['STARTTLS', startTls],
  ['AUTH', authenticate],
  ['MAIL', mail],
  ['RCPT', recipient],
  ['DATA', data],
  ['RSET', reset],
  ['NOOP', () => say('250 2.0.0 OK')],
  ['QUIT', () => ({ reply: ['221 2.0.0 Bye'], action: 'close' })],
]);
