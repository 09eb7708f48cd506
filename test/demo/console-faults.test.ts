import { describe, expect, test } from 'vitest';
import { canaries } from '../../src/demo/console/secrets.ts';
import { drop, hang, html, json, stall } from '../../src/demo/http/reply.ts';
import { ask, rowsOf } from './ask.ts';
import { apiKey, authorized, legacy, nowMs, openConsole } from './consoles.ts';

const devices = `${legacy}/stat/device`;

describe('faults that tests inject', () => {
  test('an override answers before the console does, on the paths it wants', async () => {
    const console = await openConsole('newest', {
      override: ({ path }) => (path.endsWith('/stat/sta') ? html(200, 'Starting …') : undefined),
    });
    const askConsole = await authorized(console, 'newest');

    expect((await askConsole(`${legacy}/stat/sta`)).headers.get('content-type')).toContain('text/html');
    expect(rowsOf(await askConsole(devices))).toHaveLength(10);
  });

  test('it may set status and headers, and sees what was sent', async () => {
    const seen: string[] = [];
    const console = await openConsole('newest', {
      override: ({ method, query, body }) => {
        seen.push(`${method} ${query.get('q')} ${body}`);
        return json(503, { busy: true }, { 'retry-after': '7' });
      },
    });
    const answer = await ask(`${console.url}/x?q=1`, { method: 'POST', body: { a: 1 } });

    expect([answer.status, answer.headers.get('retry-after'), answer.text]).toEqual([
      503,
      '7',
      '{"busy":true}',
    ]);
    expect(seen).toEqual(['POST 1 {"a":1}']);
  });

  test.each([
    ['hangs', hang],
    ['stalls in the body', stall(200, '{"data":[')],
  ])('it %s', async (_, reply) => {
    const console = await openConsole('newest', { override: () => reply });

    await expect(ask(`${console.url}${devices}`, { timeoutMs: 300 })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  test('it drops the connection', async () => {
    const console = await openConsole('newest', { override: () => drop });

    await expect(ask(console.url)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(console.requests).toMatchObject([{ status: 0 }]);
  });

  test('a fault in an override is an answer of 500, never a hanging test', async () => {
    const console = await openConsole('newest', {
      override: () => {
        throw new Error('mistake of the test');
      },
    });

    expect((await ask(console.url)).text).toContain('mistake of the test');
  });

  test('closing ends requests that hang', async () => {
    const console = await openConsole('newest', { override: () => hang });
    const waiting = expect(ask(`${console.url}/`)).rejects.toThrow();
    while (console.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await console.close();

    await waiting;
  });
});

describe('what a test can see', () => {
  test('every request is on record with its status', async () => {
    const console = await openConsole('newest');
    await ask(`${console.url}/proxy/network${devices}?x=1`, { headers: { 'x-api-key': apiKey } });
    await ask(`${console.url}/proxy/network${devices}`);

    expect(console.requests).toEqual([
      { method: 'GET', path: `/proxy/network${devices}`, status: 200 },
      { method: 'GET', path: `/proxy/network${devices}`, status: 401 },
    ]);
  });

  test('the clock of the console stands in its answers', async () => {
    const console = await openConsole('newest');

    expect((await ask(console.url)).headers.get('date')).toBe(new Date(nowMs).toUTCString());
  });

  test('the canaries are really in the answers, so that their absence elsewhere means something', async () => {
    const askConsole = await authorized(await openConsole('newest'), 'newest');
    const paths = ['stat/device', 'stat/sysinfo', 'get/setting', 'rest/wlanconf'];
    const answers = await Promise.all(paths.map((path) => askConsole(`${legacy}/${path}`)));
    const all = answers.map(({ text }) => text).join('');

    expect(canaries.filter((canary) => !all.includes(canary))).toEqual([]);
    expect((await askConsole(`${legacy}/get/setting/ips`)).text).not.toMatch(new RegExp(canaries.join('|')));
  });

  test('further sites hold the same network', async () => {
    const moreSites = [{ name: 'x7k2', description: 'Boat Yard' }];
    const askConsole = await authorized(await openConsole('newest', { moreSites }), 'newest');

    expect(rowsOf(await askConsole('/api/self/sites')).map(({ desc }) => desc)).toEqual([
      'Harbour Office',
      'Boat Yard',
    ]);
    expect(rowsOf(await askConsole('/api/s/x7k2/stat/device'))).toHaveLength(10);
  });
});
