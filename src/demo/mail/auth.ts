import { type SmtpAnswer, type SmtpRules, type SmtpState, say } from './state.ts';

const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
const prompt = (text: string): string => `334 ${Buffer.from(text).toString('base64')}`;

const decide = (state: SmtpState, rules: SmtpRules, username: string, password: string): SmtpAnswer => {
  if (username !== rules.auth?.username || password !== rules.auth.password)
    return say('535 5.7.8 Authentication credentials invalid');
  state.authenticated = true;
  return say('235 2.7.0 Authentication successful');
};

const plain = (state: SmtpState, rules: SmtpRules, encoded: string): SmtpAnswer => {
  const [, username = '', password = ''] = decode(encoded).split('\0');
  return decide(state, rules, username, password);
};

/** Asks for the next line of the exchange; `*` gives up (RFC 4954 §4). */
const ask = (state: SmtpState, question: string, answer: (line: string) => SmtpAnswer): SmtpAnswer => {
  state.waiting = (line) => {
    state.waiting = undefined;
    return line === '*' ? say('501 5.7.0 Authentication cancelled') : answer(line);
  };
  return say(question);
};

/** AUTH PLAIN and AUTH LOGIN, each with or without its first line (RFC 4954). */
export const authenticate = (state: SmtpState, rules: SmtpRules, argument: string): SmtpAnswer => {
  if (!rules.auth) return say('502 5.5.1 AUTH is not offered');
  if (rules.tls === 'starttls' && !state.secure) return say('530 5.7.0 Must issue a STARTTLS command first');
  if (state.authenticated) return say('503 5.5.1 Already authenticated');
  const [mechanism = '', initial] = argument.split(' ');
  const askPassword = (user: string): SmtpAnswer =>
    ask(state, prompt('Password:'), (line) => decide(state, rules, decode(user), decode(line)));
  switch (mechanism.toUpperCase()) {
    case 'PLAIN':
      return initial ? plain(state, rules, initial) : ask(state, '334 ', (line) => plain(state, rules, line));
    case 'LOGIN':
      return initial ? askPassword(initial) : ask(state, prompt('Username:'), askPassword);
    default:
      return say('504 5.5.4 Unrecognised authentication type');
  }
};
