import type { RefusalRule } from './refusal-rule.ts';

const useOAuthOrRelay =
  'Set the SMTP_OAUTH_ variables instead of SMTP_PASSWORD, or use a mail server or relay that takes a password.';
const appPassword =
  'Create an app password in the security settings of the account and set SMTP_PASSWORD to it, or set the SMTP_OAUTH_ variables instead.';

/**
 * What servers say about who we are and how we came; the first rule that matches counts. The words are those of Microsoft
 * 365, Gmail, Exchange, Postfix and Exim; the codes those of RFC 3463, RFC 4954 §6 and Microsoft's own (5.7.30,
 * 5.7.57, 5.7.139, 5.7.6xx).
 */
export const sessionRules: readonly RefusalRule[] = [
  {
    matches: ({ words }) => /SmtpClientAuthentication is disabled/i.test(words),
    what: 'does not let this mailbox send by SMTP (Microsoft 365 has "Authenticated SMTP" switched off for it)',
    advice: 'Ask the administrator to allow it, for the mailbox or for the organisation.',
  },
  {
    matches: ({ status, words }) =>
      status === '5.7.30' || /basic auth(entication)? is (disabled|not supported)/i.test(words),
    what: 'no longer takes a user name and password (basic authentication is switched off)',
    advice: useOAuthOrRelay,
  },
  {
    matches: ({ status, words }) => status === '5.7.139' && !/credentials were incorrect/i.test(words),
    what: 'refused the login because of a policy of the organisation',
    advice: {
      password:
        'Ask its administrator (security defaults, Conditional Access, a locked account); where a password is not permitted, the SMTP_OAUTH_ variables may be.',
      oauth2:
        'Ask its administrator (Conditional Access, a locked account, or the permission SMTP.Send for this client).',
    },
  },
  {
    matches: ({ words, isLogin }, login) =>
      isLogin && login === 'password' && /application-specific password|app(lication)? password/i.test(words),
    what: 'wants an app password instead of the one of the account',
    advice: appPassword,
  },
  {
    matches: ({ status, words, isLogin }) =>
      isLogin && (status === '5.7.14' || /web ?browser|weblogin/i.test(words)),
    what: 'wants this account to log in with a web browser first',
    advice: {
      password: `Do that once as SMTP_USERNAME. ${appPassword}`,
      oauth2: 'Do that once as SMTP_USERNAME.',
    },
  },
  {
    matches: ({ reply, status, isLogin }) => isLogin && (reply === 538 || status === '5.7.11'),
    what: 'takes a login on an encrypted connection only',
    advice: 'Set SMTP_TLS=starttls (mostly on port 587) or SMTP_TLS=implicit (mostly on port 465).',
  },
  {
    matches: ({ reply, isLogin }) => isLogin && reply === 534,
    what: 'finds this way to log in too weak',
    advice: {
      password: appPassword,
      oauth2: 'Check that SMTP_HOST is the server of the mailbox.',
    },
  },
  {
    // Not implemented, unknown command, unknown mechanism.
    matches: ({ reply, isLogin }) => isLogin && [500, 502, 503, 504].includes(reply),
    what: 'does not take this way to log in',
    advice: {
      password:
        'It offers neither PLAIN nor LOGIN with a password: set the SMTP_OAUTH_ variables instead, or check SMTP_HOST and SMTP_PORT.',
      oauth2:
        'It does not know XOAUTH2: check SMTP_HOST and SMTP_PORT, or set SMTP_PASSWORD instead of the SMTP_OAUTH_ variables.',
    },
  },
  {
    matches: ({ isLogin }) => isLogin,
    what: 'refused the login',
    advice: {
      password: 'Check SMTP_USERNAME and SMTP_PASSWORD; many providers want an app password.',
      oauth2:
        'Check that SMTP_USERNAME is the mailbox that signed in, and that it permitted this client to send by SMTP (Microsoft: SMTP.Send, Google: https://mail.google.com/).',
    },
  },
  {
    matches: ({ reply, words }) => reply === 530 && /starttls/i.test(words),
    what: 'wants encryption first',
    advice: 'Set SMTP_TLS=starttls.',
  },
  {
    matches: ({ reply, status }) => reply === 530 || status === '5.7.57',
    what: 'wants a login first',
    advice: {
      none: 'Set SMTP_USERNAME and SMTP_PASSWORD (or the SMTP_OAUTH_ variables), and check SMTP_TLS.',
      password:
        'It did not offer one on this connection: check SMTP_TLS and SMTP_PORT, many servers take SMTP_PASSWORD on an encrypted connection only.',
      oauth2: 'It did not offer one on this connection: check SMTP_TLS and SMTP_PORT.',
    },
  },
  {
    matches: ({ status, words }) =>
      status === '5.7.54' ||
      /\brelay(ing)?\b.{0,40}\b(denied|not permitted|not allowed|prohibited)|unable to relay/i.test(words),
    what: 'does not pass mail on for us (relaying is not permitted)',
    advice: {
      none: 'Set SMTP_USERNAME and SMTP_PASSWORD, or permit this machine to send through it.',
      password: 'Check EMAIL_TO, and that SMTP_USERNAME may send to other domains.',
      oauth2: 'Check EMAIL_TO, and that SMTP_USERNAME may send to other domains.',
    },
  },
  {
    // Once it has read the message, such a list is about what stands in it.
    matches: ({ status, words, command }) =>
      /^5\.7\.6[0-4]\d$/.test(status) ||
      (command !== 'DATA' &&
        /spamhaus|\b(dns|r)bl\b|block ?list|black ?list|banned sending|blocked using/i.test(words)),
    what: 'takes no mail from the internet address of this machine (it is on a block list)',
    advice: 'Send through the mail server of your provider, with a login, instead of directly.',
  },
];
