import { expect, test } from 'vitest';
import { explainSmtpError } from '../../src/deliver/explain.ts';
import { readSmtpError } from '../../src/deliver/smtp-error.ts';

test('of a certificate only the fault is quoted, without advice for people who start Node by hand', () => {
  const message =
    'self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca';
  const server = { host: 'mail.example', port: 587, secrets: [], login: 'none' } as const;
  const sentence = explainSmtpError(server, readSmtpError({ code: 'ESOCKET', message }));
  expect(sentence).toMatch(/a certificate that is not trusted: self-signed certificate\. Write the name/);
  expect(sentence).not.toMatch(/Node\.js|use-system-ca/);
});
