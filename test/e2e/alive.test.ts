import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { listen } from '../../src/demo/http/listen.ts';
import { type Handler, sendJson, startServer } from '../helpers/https-server.ts';
import { logLines } from '../helpers/program.ts';
import { type Env, startNetwork, type TestNetwork, withoutIntegrations } from './network.ts';
import { historyOf, onlyMail } from './results.ts';

const key = 'b5f1c9d2-3e6a-4f70-9d18-0c2a7e4b8f63';
const takes: Handler = (_, response) => sendJson(response, 'OK');

describe.concurrent('PING_URL', () => {
  const watch = async (handler: Handler = takes) => {
    const { url, requests, close } = await startServer(handler, { tls: false });
    return {
      asked: () => requests.map((request) => request.url),
      env: { ...withoutIntegrations, PING_URL: `${url}/${key}` },
      [Symbol.asyncDispose]: close,
    };
  };

  test('is told when a report begins, and when it was delivered', async () => {
    await using network = await startNetwork();
    await using watcher = await watch();
    const ended = await network.once(watcher.env);

    expect(ended.code).toBe(0);
    expect(watcher.asked()).toEqual([`/${key}/start`, `/${key}`]);
  });

  test.each([
    ['that could not be sent', { SMTP_PORT: '1' }, 4],
    ['whose console could not be read', { UNIFI_HOST: '127.0.0.1:1' }, 3],
  ] as const)('is told of a report %s', async (_, changes, code) => {
    await using network = await startNetwork();
    await using watcher = await watch();
    const ended = await network.once({ ...watcher.env, ...changes });

    expect(ended.code).toBe(code);
    expect(watcher.asked()).toEqual([`/${key}/start`, `/${key}/fail`]);
  });

  test('is told nothing of a dry run', async () => {
    await using network = await startNetwork();
    await using watcher = await watch();
    await network.run(['run', '--once', '--dry-run'], watcher.env);

    expect(watcher.asked()).toEqual([]);
  });

  test('may be out of order: the report goes out, and one warning for each ping says so without the key', async () => {
    await using network = await startNetwork();
    await using watcher = await watch((_, response) => sendJson(response, {}, 404));
    const ended = await network.once({ ...watcher.env, LOG_LEVEL: 'trace' });
    const warnings = logLines(ended.stderr).filter(({ event }) => event === 'ping_failed');

    expect(ended.code).toBe(0);
    await onlyMail(network);
    expect(warnings).toMatchObject([
      { level: 'warn', moment: 'start' },
      { level: 'warn', moment: 'success' },
    ]);
    expect(ended.stderr).not.toContain(key);
  });
});

/** The daemon's own server, once it listens. */
const listeningOf = async (network: TestNetwork, changes: Env = {}) => {
  const daemon = network.start(['run'], { REPORT_SCHEDULE: '0 0 1 1 *', LISTEN: ':0', ...changes });
  const output = await daemon.until((text) => text.includes('"event":"listening"'));
  const { host, port } = logLines(output).find(({ event }) => event === 'listening') ?? {};
  const ask = (path: string) => fetch(`http://${host}:${port}${path}`);
  return { daemon, host, ask };
};

describe.concurrent('LISTEN', () => {
  test('serves the health and the figures of the daemon to this machine alone, until it ends', async () => {
    await using network = await startNetwork();
    const { daemon, host, ask } = await listeningOf(network);
    await daemon.until((text) => text.includes('"event":"report_done"'));
    const health = await ask('/healthz');
    const metrics = await (await ask('/metrics')).text();
    daemon.kill('SIGTERM');

    expect(host).toBe('127.0.0.1');
    expect([health.status, await health.text()]).toEqual([200, 'ok\n']);
    expect(metrics).toMatch(/^unifi_report_last_report_exit_code 0$/m);
    expect(metrics).toMatch(/^unifi_report_last_report_outcome\{outcome="delivered"\} 1$/m);
    expect(metrics).toMatch(/^unifi_report_outbox_messages 0$/m);
    expect(metrics).toMatch(
      /^unifi_report_integration_circuit\{integration="cloudflare",state="closed"\} 1$/m,
    );
    expect(metrics).toMatch(/^unifi_report_integration_calls_total\{integration="cybersecure"\} 1$/m);
    expect(metrics).toMatch(/^unifi_report_next_report_timestamp_seconds \d+$/m);
    expect(await daemon.ended).toMatchObject({ code: 0, signal: null });
    await expect(ask('/healthz')).rejects.toThrow();
  });

  test('a failed report makes nobody unhealthy: the figures say so', async () => {
    await using network = await startNetwork();
    const { daemon, ask } = await listeningOf(network, { ...withoutIntegrations, SMTP_PORT: '1' });
    await daemon.until((text) => text.includes('"event":"report_done"'));
    const health = await ask('/healthz');
    const metrics = await (await ask('/metrics')).text();
    const asked = await network.run(['health']);
    daemon.kill('SIGTERM');
    await daemon.ended;

    expect(health.status).toBe(200);
    expect(asked.code).toBe(0);
    expect(metrics).toMatch(/^unifi_report_last_report_exit_code 4$/m);
    expect(metrics).toMatch(/^unifi_report_last_report_outcome\{outcome="kept"\} 1$/m);
    expect(metrics).toMatch(/^unifi_report_outbox_messages 1$/m);
  });

  test('a port that somebody else has is an error in the log and stops no report', async () => {
    const taken = await listen(createServer());
    await using network = await startNetwork();
    const env = { ...withoutIntegrations, REPORT_SCHEDULE: '0 0 1 1 *', LISTEN: `:${taken.port}` };
    const daemon = network.start(['run'], env);
    const output = await daemon.until((text) => text.includes('"event":"report_done"'));
    daemon.kill('SIGTERM');
    await daemon.ended;
    await taken.close();

    expect(logLines(output)).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'listen_failed',
        reason: expect.stringContaining('another program listens there'),
      }),
    );
    await onlyMail(network);
  });

  test('is for the daemon: a single report opens no port', async () => {
    await using network = await startNetwork();
    const ended = await network.once({ ...withoutIntegrations, LISTEN: ':0' });

    expect(ended.code).toBe(0);
    expect(ended.stderr).not.toContain('"listening"');
  });
});

test('history --json tells how each integration has fared, in times that people write', async () => {
  await using network = await startNetwork();
  await network.once({ CLOUDFLARE_API_TOKEN: 'not-the-right-one' });
  const { stdout } = await network.run(['history', '--json']);
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/);

  expect(JSON.parse(stdout).integrations).toEqual([
    {
      name: 'cloudflare',
      state: 'closed',
      calls: 1,
      failures: 1,
      lastFailureAt: time,
      lastFailureCode: 'unauthorized',
      lastDurationMs: expect.any(Number),
    },
    {
      name: 'cybersecure',
      state: 'closed',
      calls: 1,
      failures: 0,
      lastSuccessAt: time,
      lastDurationMs: expect.any(Number),
    },
  ]);
});

test('check says who is told and where the daemon serves, without the key', async () => {
  await using network = await startNetwork();
  const { code, stdout } = await network.run(['check'], {
    PING_URL: `https://hc-ping.com/${key}`,
    LISTEN: '0.0.0.0:9090',
  });

  expect(code).toBe(0);
  expect(stdout).toContain('Watching service: told of every report (PING_URL)\n');
  expect(stdout).toContain('The daemon serves /healthz and /metrics at 0.0.0.0, port 9090\n');
  expect(stdout).not.toContain(key);
});

/** Arguments of Node that let a bug happen in what one function of the program calls, as no server could cause it. */
const breakingIn = (name: string): readonly string[] => [
  '--import',
  `data:text/javascript,const real=Array.prototype.toSorted;Array.prototype.toSorted=function(...rest){Error.stackTraceLimit=50;if(new Error().stack.includes('at '+'${name} '))throw new Error('something is broken');return real.apply(this,rest)}`,
];

test('a report that ends unexpectedly is told by the next one, which covers its time as well', async () => {
  await using network = await startNetwork();
  const failed = await network.run(['run', '--once'], withoutIntegrations, breakingIn('writeReport'));
  const history = await historyOf(network);
  await network.once(withoutIntegrations);
  const mail = await onlyMail(network);

  expect(failed.code).toBe(1);
  expect(history).toMatchObject([{ outcome: 'failed', exitCode: 1 }]);
  expect(mail.text.replaceAll(/\s+/g, ' ')).toMatch(
    /The report of \S+ \(\S+Z\) could not be made, and this one covers its time as well\. It ended unexpectedly: something is broken/,
  );
});
