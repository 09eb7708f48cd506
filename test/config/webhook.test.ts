import { describe, expect, test } from 'vitest';
import { load } from './loading.ts';

const url = 'https://hooks.example.com/services/T0SECRET99?auth=K3y0fTheHook';
const key = Buffer.alloc(32, 7);

describe('WEBHOOK_URL', () => {
  test('is a secret, and so is each part of it that looks like a key', () => {
    const { webhook, secrets, warnings } = load({ WEBHOOK_URL: url });

    expect(webhook).toEqual({ url, format: 'json' });
    expect(secrets).toEqual(expect.arrayContaining([url, 'T0SECRET99', 'K3y0fTheHook']));
    expect(warnings).toEqual([]);
  });

  test('may stand in a file', () => {
    const files = { '/run/secrets/hook': `${url}\n` };

    expect(load({ WEBHOOK_URL_FILE: '/run/secrets/hook' }, files).webhook).toMatchObject({ url });
  });

  test.each([
    ['http://ntfy.home.example/topic', 1],
    ['http://127.0.0.1:8080/topic', 0],
  ])('%s without encryption: %i warning', (address, count) => {
    const warnings = load({ WEBHOOK_URL: address }).warnings.join();

    expect(warnings.split('whoever reads along sees the report').length - 1).toBe(count);
  });

  test('is not needed', () => {
    expect(load({}).webhook).toBeUndefined();
  });
});

describe('WEBHOOK_FORMAT', () => {
  test.each([
    ['https://hooks.slack.com/services/T/B/x', 'slack'],
    ['https://discord.com/api/webhooks/1/x', 'discord'],
    ['https://discord.com/api/webhooks/1/x/slack', 'slack'],
    ['https://ntfy.sh/topic', 'ntfy'],
  ])('%s takes %s, and whoever sets another one is told', (address, format) => {
    const expected = `The service behind WEBHOOK_URL takes WEBHOOK_FORMAT=${format}.`;

    expect(load({ WEBHOOK_URL: address }).warnings).toEqual([expected]);
    expect(load({ WEBHOOK_URL: address, WEBHOOK_FORMAT: format }).warnings).toEqual([]);
  });
});

describe('WEBHOOK_SECRET', () => {
  test.each([`whsec_${key.toString('base64')}`, key.toString('base64')])('%s is the key', (secret) => {
    const { webhook, secrets } = load({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret });

    expect(Buffer.from(webhook?.key ?? []).equals(key)).toBe(true);
    expect(secrets).toContain(secret);
  });

  test.each([
    [{ WEBHOOK_SECRET: key.toString('base64') }, /without effect: WEBHOOK_SECRET\.$/],
    [{ WEBHOOK_FORMAT: 'slack' }, /without effect: WEBHOOK_FORMAT\.$/],
  ])('and the format are without effect where there is no address: %o', (env, expected) => {
    expect(load(env).warnings).toEqual([expect.stringMatching(expected)]);
  });
});

test('SMTP variables without a host do not say that reports are only saved where a webhook takes them', () => {
  const { warnings } = load({ WEBHOOK_URL: url, EMAIL_TO: 'a@example.com' });

  expect(warnings).toEqual([
    expect.stringMatching(/^SMTP_HOST is not set, so nothing is mailed; .*EMAIL_TO/),
  ]);
});
