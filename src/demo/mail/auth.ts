import { type SmtpAnswer, type SmtpRules, type SmtpState, say } from './state.ts';

const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
const prompt = (text: string): string => `334 ${Buffer.from(text).toString('base64')}`;

const refused = '535 5.7.8 Authentication credentials invalid';

const letIn = (state: SmtpState): SmtpAnswer => {
  state.authenticated = true;
  return say('235 2.7.0 Authentication successful');
};

const decide = (state: SmtpState, rules: SmtpRules, username: string, password: string): SmtpAnswer =>
  username === rules.auth?.username && password === rules.auth.password ? letIn(state) : say(refused);

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

/** A wrong token is told in JSON first, which the client answers with an empty line (Gmail API, "XOAUTH2 Protocol"). */
const xoauth2 = (state: SmtpState, rules: SmtpRules, encoded: string): SmtpAnswer => {
  const [user, bearer, ...end] = decode(encoded).split('\x01');
  const accessToken = rules.auth?.accessToken?.();
  const isRight = user === `user=${rules.auth?.username}` && bearer === `auth=Bearer ${accessToken}`;
  if (accessToken !== undefined && isRight && end.join() === ',') return letIn(state);
  return ask(state, prompt('{"status":"401","schemes":"bearer"}'), () => say(refused));
};

/** AUTH PLAIN, LOGIN and XOAUTH2 as far as they are offered, each with or without its first line (RFC 4954). */
export const authenticate = (state: SmtpState, rules: SmtpRules, argument: string): SmtpAnswer => {
  if (!rules.auth) return say('502 5.5.1 AUTH is not offered');
  if (rules.tls === 'starttls' && !state.secure) return say('530 5.7.0 Must issue a STARTTLS command first');
  if (state.authenticated) return say('503 5.5.1 Already authenticated');
  const [mechanism = '', initial] = argument.split(' ');
  const askPassword = (user: string): SmtpAnswer =>
    ask(state, prompt('Password:'), (line) => decide(state, rules, decode(user), decode(line)));
  const offered = rules.mechanisms.find((name) => name === mechanism.toUpperCase());
  switch (offered) {
    case 'PLAIN':
      return initial ? plain(state, rules, initial) : ask(state, '334 ', (line) => plain(state, rules, line));
    case 'LOGIN':
      return initial ? askPassword(initial) : ask(state, prompt('Username:'), askPassword);
    case 'XOAUTH2':
      return initial
        ? xoauth2(state, rules, initial)
        : ask(state, '334 ', (line) => xoauth2(state, rules, line));
    default:
      return say('504 5.5.4 Unrecognised authentication type');
  }
};
