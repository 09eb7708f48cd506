import { describe, expect, test } from 'vitest';
import { type DemoOptions, demoCredentials, startDemo } from '../../src/demo/demo.ts';
import { json } from '../../src/demo/http/reply.ts';
import { loopbackFingerprint } from '../helpers/https-server.ts';
import { ask, rowsOf } from './ask.ts';
import { keep, legacy, nowMs } from './consoles.ts';

const open = async (options: Partial<DemoOptions> = {}) => keep(await startDemo({ nowMs, ...options }));

describe('the demo', () => {
  test('names everything the program needs by its variable', async () => {
    const { env, console, mail } = await open();

    expect(env).toMatchObject({
      UNIFI_HOST: console.host,
      UNIFI_TLS_FINGERPRINT: loopbackFingerprint,
      SMTP_PORT: String(mail.port),
      SMTP_TLS: 'starttls',
    });
    expect(Object.keys(env).sort()).toEqual([
      'CLOUDFLARE_API_BASE_URL',
      'CLOUDFLARE_API_TOKEN',
      'CYBERSECURE_API_KEY',
      'EMAIL_FROM',
      'EMAIL_TO',
      'SMTP_HOST',
      'SMTP_PASSWORD',
      'SMTP_PORT',
      'SMTP_TLS',
      'SMTP_TLS_VERIFY',
      'SMTP_USERNAME',
      'UNIFI_API_KEY',
      'UNIFI_HOST',
      'UNIFI_TLS_FINGERPRINT',
    ]);
  });

  test('its values open its servers', async () => {
    const { env } = await open();
    const console = `https://${env.UNIFI_HOST}/proxy/network`;
    const keys = [env.UNIFI_API_KEY ?? '', env.CYBERSECURE_API_KEY ?? ''];
    const authorization = `Bearer ${env.CLOUDFLARE_API_TOKEN}`;

    for (const key of keys)
      expect(
        rowsOf(await ask(`${console}${legacy}/stat/device`, { headers: { 'x-api-key': key } })),
      ).toHaveLength(10);
    expect(
      rowsOf(await ask(`${env.CLOUDFLARE_API_BASE_URL}/zones`, { headers: { authorization } }), 'result'),
    ).toHaveLength(3);
  });

  test('asks for a login where told to, and on the classic application always', async () => {
    const withLogin = await open({ withLogin: true });
    const classic = await open({ generation: 'classic' });

    for (const { env } of [withLogin, classic]) {
      expect(env).toMatchObject({
        UNIFI_USERNAME: demoCredentials.username,
        UNIFI_PASSWORD: demoCredentials.password,
      });
      expect(Object.hasOwn(env, 'UNIFI_API_KEY')).toBe(false);
    }
    expect([
      Object.hasOwn(withLogin.env, 'CYBERSECURE_API_KEY'),
      Object.hasOwn(classic.env, 'CYBERSECURE_API_KEY'),
    ]).toEqual([true, false]);
  });

  test('takes the faults a test wants', async () => {
    const override = () => json(503, {});
    const demo = await open({ console: { override }, cloudflare: { override }, mail: { tls: 'none' } });

    expect((await ask(demo.console.url)).status).toBe(503);
    expect((await ask(demo.cloudflare.url)).status).toBe(503);
  });

  test('is gone when closed', async () => {
    const demo = await open();
    await demo.close();

    await expect(ask(demo.console.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(ask(demo.cloudflare.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
