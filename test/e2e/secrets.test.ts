import { describe, expect, test } from 'vitest';
import { canaries } from '../../src/demo/console/secrets.ts';
import { json, type Reply } from '../../src/demo/http/reply.ts';
import { leaks, placesOf, secrets } from './leaks.ts';
import { startNetwork } from './network.ts';

describe.concurrent('no secret comes out, neither by mail nor in a file, the store or the log', () => {
  test.each([
    ['with a key', false],
    ['with a login', true],
  ])('%s, at the most talkative log level', async (_, withLogin) => {
    await using network = await startNetwork({ withLogin });
    const ended = await network.once({ LOG_LEVEL: 'trace' });
    const places = await placesOf(network, ended);

    expect(ended.code).toBe(0);
    expect(leaks(places)).toEqual([]);
  });

  test('not even when console and Cloudflare send back what they were sent', async () => {
    const echo = (request: { readonly headers: unknown }): Reply =>
      json(400, { meta: { rc: 'error', msg: JSON.stringify(request.headers) }, errors: [request.headers] });
    await using network = await startNetwork({
      console: { override: echo },
      cloudflare: { override: echo },
    });
    const ended = await network.once({ LOG_LEVEL: 'trace' });

    expect(ended.code).toBe(3);
    expect(leaks(await placesOf(network, ended))).toEqual([]);
  });

  test('the search would find one wherever it stood', async () => {
    await using network = await startNetwork();
    const ended = await network.once({ REPORT_TITLE: `Office ${secrets[0]}`, LOG_LEVEL: 'trace' });
    const found = leaks(await placesOf(network, ended)).map((leak) => leak.split(': ')[0]);

    expect(canaries.length).toBeGreaterThan(5);
    expect(found).toEqual(expect.arrayContaining(['mail as read', 'unifi-report.db']));
    expect(found.some((place) => place?.endsWith('.html'))).toBe(true);
  });
});
