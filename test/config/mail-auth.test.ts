import { describe, expect, test } from 'vitest';
import { load, problemsOf } from './loading.ts';

const mail = { SMTP_HOST: 'mail.example.com', EMAIL_FROM: 'a@example.com', EMAIL_TO: 'b@example.com' };
const canary = 'canary-7f3a9c1e5b';
const oauth = {
  SMTP_USERNAME: 'reports@example.com',
  SMTP_OAUTH_CLIENT_ID: 'client-id',
  SMTP_OAUTH_REFRESH_TOKEN: 'refresh-token',
  SMTP_OAUTH_TOKEN_URL: 'https://login.example.com/tenant/oauth2/v2.0/token',
};
const client = {
  clientId: 'client-id',
  refreshToken: 'refresh-token',
  tokenUrl: 'https://login.example.com/tenant/oauth2/v2.0/token',
};

describe('OAuth 2 for mail', () => {
  test('needs a client, a refresh token, a token URL and the mailbox', () => {
    expect(load({ ...mail, ...oauth }).mail?.auth).toEqual({
      kind: 'oauth2',
      username: 'reports@example.com',
      client,
    });
  });

  test('takes a client secret where the client has one', () => {
    const config = load({ ...mail, ...oauth, SMTP_OAUTH_CLIENT_SECRET: 'client~secret.1' });

    expect(config.mail?.auth).toMatchObject({ client: { ...client, clientSecret: 'client~secret.1' } });
  });

  test('takes a token URL without TLS on this machine only', () => {
    const tokenUrl = 'http://127.0.0.1:8080/token';

    expect(load({ ...mail, ...oauth, SMTP_OAUTH_TOKEN_URL: tokenUrl }).mail?.auth).toMatchObject({
      client: { tokenUrl },
    });
  });

  test.each(Object.keys(oauth))('without %s is told what is missing and what is set', (variable) => {
    const { problems } = problemsOf({ ...mail, ...oauth, [variable]: undefined });
    const present = Object.keys(oauth).filter((name) => name !== variable && name.startsWith('SMTP_OAUTH_'));

    expect(problems.map((problem) => problem.variable)).toEqual([variable]);
    for (const name of present) expect(problems[0]?.message).toContain(name);
  });

  test('with its secret alone, even in a file, is told everything that is missing at once', () => {
    const env = { ...mail, SMTP_OAUTH_CLIENT_SECRET_FILE: '/run/secrets/it' };
    const { problems } = problemsOf(env, { '/run/secrets/it': canary });

    expect(problems.map(({ variable }) => variable).sort()).toEqual(Object.keys(oauth).sort());
  });

  test.each(['SMTP_PASSWORD', 'SMTP_PASSWORD_FILE'])(
    'beside %s is a contradiction, told once',
    (variable) => {
      const { problems } = problemsOf({ ...mail, ...oauth, [variable]: '/p' }, { '/p': canary });

      expect(problems).toEqual([
        { variable: 'SMTP_PASSWORD', message: expect.stringContaining('keep one way to log in') },
      ]);
      expect(problems[0]?.message).toContain('SMTP_OAUTH_CLIENT_ID');
    },
  );

  test('a user name alone is told both ways to log in', () => {
    const { problems } = problemsOf({ ...mail, SMTP_USERNAME: 'reports@example.com' });

    expect(problems).toEqual([
      { variable: 'SMTP_PASSWORD', message: expect.stringContaining('SMTP_OAUTH_') },
    ]);
  });

  test('over a connection in clear text is warned about', () => {
    expect(load({ ...mail, ...oauth, SMTP_TLS: 'none' }).warnings).toEqual([
      expect.stringContaining('the report and the access token are sent unencrypted'),
    ]);
  });
});

describe.each(['SMTP_OAUTH_CLIENT_SECRET', 'SMTP_OAUTH_REFRESH_TOKEN'])('%s', (variable) => {
  const withoutIt = { ...mail, ...oauth, [variable]: undefined };

  test('may be kept in a file, whose last newline goes, and is scrubbed from the log', () => {
    const config = load({ ...withoutIt, [`${variable}_FILE`]: '/secret' }, { '/secret': `${canary}\n` });

    expect(JSON.stringify(config.mail?.auth)).toContain(`"${canary}"`);
    expect(config.secrets).toContain(canary);
  });

  test('beside its file is a problem that names both', () => {
    const env = { ...withoutIt, [variable]: canary, [`${variable}_FILE`]: '/secret' };

    expect(problemsOf(env, { '/secret': canary }).problems).toEqual([
      { variable, message: expect.stringContaining(`${variable}_FILE`) },
    ]);
  });

  test('is not repeated when it is refused', () => {
    for (const value of [`${canary} ${canary}`, `${canary}\n${canary}`]) {
      const error = problemsOf({ ...withoutIt, [variable]: value });
      expect(error.problems.map((problem) => problem.variable)).toEqual([variable]);
      expect(error.message).not.toContain(canary);
    }
  });
});
