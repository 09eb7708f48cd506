import { expect, test } from 'vitest';
import { realIo } from '../../src/app.ts';
import { cybersecure } from '../../src/integrations/cybersecure/index.ts';
import { integrationSteps } from '../../src/setup/steps/integration-steps.ts';
import { askMail, recipeOfHost } from '../../src/setup/steps/mail-questions.ts';
import { mailStep } from '../../src/setup/steps/mail-step.ts';
import type { SetupWorld } from '../../src/setup/world.ts';
import { choosing } from './choosing.ts';

const world: SetupWorld = {
  io: realIo(),
  place: { node: '', bin: '', home: '', timeZone: 'UTC', user: '0', isContainer: false },
  openSettings: () => expect.unreachable(),
  signal: new AbortController().signal,
};
const asking = (...choices: readonly string[]) => ({ prompter: choosing(...choices), io: world.io });

test('a key for another console is not tried at the first one because it was mistyped', () => {
  const step = integrationSteps(asking(), world).find(({ title }) => title === cybersecure.displayName);

  expect(step?.unasked).toEqual(expect.arrayContaining(['CYBERSECURE_HOST', 'CYBERSECURE_TLS_FINGERPRINT']));
  expect(step?.unasked).not.toContain('CYBERSECURE_API_KEY');
});

test('who gets copies, and what is not checked, stays when a password was mistyped', () => {
  const { unasked } = mailStep(asking(), world, {});

  expect(unasked).toEqual(['EMAIL_CC', 'EMAIL_BCC', 'EMAIL_REPLY_TO', 'SMTP_TLS_VERIFY']);
});

test('a port that was given can be chosen again', async () => {
  const before = { SMTP_HOST: 'mail.example.com', SMTP_PORT: '2525', SMTP_TLS: 'starttls' };
  const given = {
    EMAIL_FROM: 'a@example.com',
    EMAIL_TO: 'b@example.com',
    SMTP_USERNAME: 'a',
    SMTP_PASSWORD: 'b',
  };
  const answers = await askMail(recipeOfHost(before.SMTP_HOST), given, before, asking('before'));

  expect(answers).toMatchObject(before);
});
