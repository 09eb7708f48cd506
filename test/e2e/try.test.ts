import { describe, expect, test, vi } from 'vitest';
import { type Handler, sendJson } from '../helpers/https-server.ts';
import { runProgram, startProgram } from '../helpers/program.ts';
import { hostileTexts } from '../hostile/texts.ts';
import { answering, startApi, tryDeclared } from './declared.ts';

const file = `integrations:
  - id: nas
    title: Storage
    type: rest
    baseUrl: API/api
    auth: { type: api_key, key: "\${NAS_TOKEN}", query: apikey }
    headers: { X-Second: "\${NAS_SECOND}" }
    retry: { maxAttempts: 1 }
    operations: { host: { path: /host } }
    section: [ { facts: [ { label: State, value: "$.host.state" } ] } ]
  - id: monitors
    title: Monitors
    type: graphql
    baseUrl: API
    retry: { maxAttempts: 1 }
    operations: { list: { query: "{ monitors { name } }" } }
    section: [ { table: { rows: "$.list.monitors[*]", columns: [ { title: Name, value: "$.name" } ] } } ]
`;
const keys = { NAS_TOKEN: 'canary-nas-token', NAS_SECOND: 'canary-second-secret' };
const fine = answering({
  'GET /api/host': { state: 'ok' },
  'POST /graphql': { data: { monitors: [{ name: 'web' }] } },
});

/** `try` with both integrations declared, of a server that answers so. */
const tryOf = async (
  args: readonly string[],
  handler: Handler = fine,
  env: Readonly<Record<string, string>> = keys,
) => {
  await using api = await startApi(handler);
  const ended = await tryDeclared(args, { ...env, INTEGRATIONS_FILE: api.file(file) });
  return { ...ended, asked: api.requests.map(({ method, path }) => `${method} ${path}`) };
};

describe.concurrent('try', () => {
  test('asks one integration and prints its section', async () => {
    const { code, stdout, asked } = await tryOf(['monitors']);

    expect(stdout).toBe('Monitors\n========\n  Name\n  ----\n  web\n');
    expect(asked).toEqual(['POST /graphql']);
    expect(code).toBe(0);
  });

  test('prints the requests when asked, without anything secret', async () => {
    const { code, stdout, stderr } = await tryOf(['nas', '--requests']);

    expect(stdout).toMatch(
      /^Storage\n=+\n {2}State {2}ok\n\nRequests\n=+\nGET http:\/\/127\.0\.0\.1:\d+\/api\/host\?apikey=\[redacted\] → HTTP 200, .*\n {4}accept: application\/json\n {4}x-second: \[redacted\]\n$/,
    );
    expect(stdout + stderr).not.toContain('canary');
    expect(code).toBe(0);
  });

  test('prints the requests of one that fails as well, and ends with 1', async () => {
    const { code, stdout } = await tryOf(['nas', '--requests'], (_, response) => sendJson(response, {}, 503));

    expect(stdout).toContain('Unable to fetch data\nIt answered with an error of its own (HTTP 503).');
    expect(stdout).toMatch(/GET .* → HTTP 503, /);
    expect(code).toBe(1);
  });

  test('an id that is not declared ends with 2, and those that are are named', async () => {
    const { code, stdout, stderr, asked } = await tryOf(['nass']);

    expect(code).toBe(2);
    expect(stderr).toBe(
      'unifi-report: "nass" is not declared in INTEGRATIONS_FILE, which has nas, monitors. Did you mean nas?\n',
    );
    expect([stdout, asked]).toEqual(['', []]);
  });

  test('a built-in one is not declared', async () => {
    expect(await tryOf(['cloudflare'])).toMatchObject({ code: 2, asked: [] });
  });

  test('one that is off or partly configured ends with 1 and the variables that are missing', async () => {
    const off = await tryOf(['nas'], fine, {});
    const partly = await tryOf(['nas'], fine, { NAS_TOKEN: keys.NAS_TOKEN });

    expect(off).toMatchObject({ code: 1, stdout: '', asked: [] });
    expect(off.stderr).toContain('unifi-report: nas is off: NAS_TOKEN and NAS_SECOND not set.\n');
    expect(partly).toMatchObject({ code: 1, stdout: '', asked: [] });
    expect(partly.stderr).toContain(
      'unifi-report: nas is partly configured: NAS_TOKEN is set, NAS_SECOND is missing.\n',
    );
  });

  test('without a file, without an id or with two it ends with 2', async () => {
    const env = { UNIFI_HOST: 'unifi.invalid', UNIFI_API_KEY: 'an-api-key' };

    const withoutFile = await runProgram(['try', 'nas'], { env });
    expect(withoutFile.code).toBe(2);
    expect(withoutFile.stderr).toContain('INTEGRATIONS_FILE is not set');
    expect((await runProgram(['try'], { env })).code).toBe(2);
    expect((await runProgram(['try', 'nas', 'monitors'], { env })).code).toBe(2);
  });

  test('stops asking when it is asked to stop', async () => {
    await using api = await startApi(() => undefined);
    const env = { UNIFI_HOST: 'unifi.invalid', UNIFI_API_KEY: 'an-api-key', ...keys };
    const program = startProgram(['try', 'nas'], { env: { ...env, INTEGRATIONS_FILE: api.file(file) } });
    await vi.waitFor(() => expect(api.requests).toHaveLength(1), { timeout: 60_000 });
    program.kill('SIGTERM');

    expect(await program.ended).toMatchObject({ code: 143, stdout: '' });
  });

  test('what a server says cannot change the terminal', async () => {
    const { stdout } = await tryOf(['monitors', '--requests'], (_, response) =>
      sendJson(response, { data: { monitors: hostileTexts.map((name) => ({ name })) } }),
    );

    expect(stdout).toContain('Monitors');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]|\p{Cf}/u);
  });
});
