import { describe, expect, test } from 'vitest';
import { load, problemsOf } from './loading.ts';

const mail = {
  SMTP_HOST: 'mail.example.com',
  SMTP_USERNAME: 'u',
  SMTP_PASSWORD: 'p',
  EMAIL_FROM: 'a@example.com',
  EMAIL_TO: 'b@example.com',
};

describe('a value in quotes, as docker --env-file hands it on', () => {
  test.each([
    ['UNIFI_API_KEY', '"key-0123456789"'],
    ['UNIFI_API_KEY', "'key-0123456789'"],
    ['UNIFI_HOST', '"192.168.1.1"'],
    ['SMTP_HOST', '"mail.example.com"'],
    ['SMTP_PASSWORD', '"canary word"'],
    ['CLOUDFLARE_API_TOKEN', '"token-0123456789"'],
    ['CLOUDFLARE_API_BASE_URL', '"https://api.example.com"'],
    ['CYBERSECURE_HOST', "'gateway.example'"],
  ])('%s=%s is refused with what to do', (variable, value) => {
    const { problems, message } = problemsOf({ ...mail, [variable]: value });
    expect(problems).toEqual([
      {
        variable,
        message: 'starts and ends with a quotation mark; docker --env-file keeps quotes: remove them',
      },
    ]);
    expect(message).not.toContain('canary');
  });

  test.each(['"', '"half', 'ha"lf', `"mixed'`])('the password %s is not in quotes', (password) => {
    expect(load({ ...mail, SMTP_PASSWORD: password }).mail).toBeDefined();
  });

  test('a password that really has them can be kept in a file', () => {
    const { SMTP_PASSWORD: _, ...rest } = mail;
    const { secrets } = load({ ...rest, SMTP_PASSWORD_FILE: '/p' }, { '/p': '"a password"' });
    expect(secrets).toContain('"a password"');
  });
});
