import type { MailAuth } from '../deliver/mail.ts';
import { apiBaseUrl } from './hosts.ts';
import type { Reader } from './reader.ts';
import { headerToken, line, password } from './values.ts';

const requiredForOAuth = [
  'SMTP_OAUTH_CLIENT_ID',
  'SMTP_OAUTH_REFRESH_TOKEN',
  'SMTP_OAUTH_TOKEN_URL',
] as const;
const oauthNames = [...requiredForOAuth, 'SMTP_OAUTH_CLIENT_SECRET'] as const;

/** One of two ways to log in, or none: `SMTP_USERNAME` with `SMTP_PASSWORD`, or with the `SMTP_OAUTH_` variables. */
export const readMailAuth = (read: Reader): MailAuth | undefined => {
  const username = read.optional('SMTP_USERNAME', line(320));
  // Each is read whatever the others say, so that its own mistakes are told as well.
  const secret = read.secret('SMTP_PASSWORD', password);
  const clientId = read.optional('SMTP_OAUTH_CLIENT_ID', line(500));
  const clientSecret = read.secret('SMTP_OAUTH_CLIENT_SECRET', headerToken);
  const refreshToken = read.secret('SMTP_OAUTH_REFRESH_TOKEN', headerToken);
  const tokenUrl = read.optional('SMTP_OAUTH_TOKEN_URL', apiBaseUrl);
  tellContradictions(read);

  if (username === undefined) return undefined;
  if (secret !== undefined) return { kind: 'password', username, password: secret };
  if (clientId === undefined || refreshToken === undefined || tokenUrl === undefined) return undefined;
  const ownSecret = clientSecret === undefined ? {} : { clientSecret };
  return { kind: 'oauth2', username, client: { clientId, ...ownSecret, refreshToken, tokenUrl } };
};

const tellContradictions = (read: Reader): void => {
  const oauth = oauthNames.filter((name) => read.isSet(name));
  if (read.isSet('SMTP_PASSWORD') && oauth.length > 0) {
    read.problem('SMTP_PASSWORD', `is set, and ${oauth.join(', ')} as well; keep one way to log in`);
  } else if (oauth.length > 0) {
    tellMissing(read, [...requiredForOAuth, 'SMTP_USERNAME'], oauth);
  } else if (read.isSet('SMTP_PASSWORD')) {
    if (!read.isSet('SMTP_USERNAME'))
      read.problem('SMTP_USERNAME', 'is missing, SMTP_PASSWORD is set; set the account it belongs to');
  } else if (read.isSet('SMTP_USERNAME')) {
    read.problem(
      'SMTP_PASSWORD',
      'is missing, SMTP_USERNAME is set; set it or SMTP_PASSWORD_FILE, or the SMTP_OAUTH_ variables',
    );
  }
};

const hints = {
  SMTP_OAUTH_CLIENT_ID: 'set the id of the client that is registered with the mail provider',
  SMTP_OAUTH_REFRESH_TOKEN: 'set it or SMTP_OAUTH_REFRESH_TOKEN_FILE to what signing in with the client gave',
  SMTP_OAUTH_TOKEN_URL:
    'set the https address of the provider that gives tokens, such as https://oauth2.googleapis.com/token',
  SMTP_USERNAME: 'set the mailbox that signed in',
} as const;

const tellMissing = (
  read: Reader,
  names: readonly (keyof typeof hints)[],
  present: readonly string[],
): void => {
  const set = `${present.join(', ')} ${present.length === 1 ? 'is' : 'are'} set`;
  for (const name of names) {
    if (!read.isSet(name)) read.problem(name, `is missing, ${set}; ${hints[name]}`);
  }
};
