import { describe, expect, test } from 'vitest';
import { sendJson } from '../helpers/https-server.ts';
import { logLines } from '../helpers/program.ts';
import { startApi } from './declared.ts';
import { type Env, startNetwork, withoutIntegrations } from './network.ts';
import { lastSaved } from './results.ts';

const ref = (name: string) => `\${${name}}`;

/** Two integrations: one needs two variables, one none. */
const file = `integrations:
  - id: nas
    title: Storage
    type: rest
    baseUrl: API
    auth: { type: basic, username: "${ref('NAS_USER')}", password: "${ref('NAS_PASSWORD')}" }
    retry: { maxAttempts: 1 }
    operations: { host: { path: /host } }
    section: [ { facts: [ { label: State, value: $.host.state } ] } ]
  - id: status
    title: Status page
    type: rest
    baseUrl: API
    operations: { page: { path: /status } }
    section: [ { facts: [ { label: State, value: $.page.state } ] } ]
`;
const account: Env = { NAS_USER: 'reporter', NAS_PASSWORD: 'canary-nas-password' };

const startBoth = async (nasStatus = 200) => {
  const network = await startNetwork();
  const api = await startApi(({ path }, response) =>
    sendJson(response, { state: 'ok' }, path === '/host' ? nasStatus : 200),
  );
  const run = (args: readonly string[], env: Env = {}, content = file, extension?: 'yaml' | 'json') =>
    network.run(args, {
      ...withoutIntegrations,
      INTEGRATIONS_FILE: api.file(content, extension),
      ...env,
    });
  return {
    network,
    api,
    run,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await network[Symbol.asyncDispose]();
    },
  };
};

describe('check', () => {
  test('shows which declared integrations are on, and warns once about http', async () => {
    await using both = await startBoth();
    const { code, stdout } = await both.run(['check'], account);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}Storage: on\n {2}Status page: on$/m);
    expect(stdout.match(/nas is asked over http/g)).toHaveLength(1);
    expect(both.api.requests).toEqual([]);
  });

  test('names what is missing of one that is partly configured', async () => {
    await using both = await startBoth();
    const { code, stdout } = await both.run(['check'], { NAS_USER: 'reporter' });

    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}Storage: partly configured: NAS_USER is set, NAS_PASSWORD is missing$/m);
    expect(stdout).not.toContain('nas is asked over http');
  });

  test.each([
    [
      'yaml',
      'integrations:\n  - id: nas\n    type: grpc\n    baseUrl: x\n  - id: cybersecure\n    titel: x\n',
    ],
    [
      'json',
      '{ "integrations": [\n{ "id": "nas",\n"type": "grpc" },\n{\n"id": "cybersecure",\n"titel": "x" } ] }',
    ],
  ] as const)(
    'tells all mistakes of the file at once, each with its line: %s',
    async (extension, content) => {
      await using both = await startBoth();
      const { code, stdout, stderr } = await both.run(
        ['check'],
        { REPORT_TIMEZONE: 'Moon' },
        content,
        extension,
      );

      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain('REPORT_TIMEZONE: ');
      expect(stderr).toMatch(/INTEGRATIONS_FILE: line 3: nas: type: grpc is not supported/);
      expect(stderr).toMatch(
        /INTEGRATIONS_FILE: line 5: cybersecure: id: "cybersecure" is a built-in integration/,
      );
    },
  );

  test('a secret in the file is refused without being shown', async () => {
    await using both = await startBoth();
    const content = file.replace(ref('NAS_PASSWORD'), 'canary-literal');
    const { code, stdout, stderr } = await both.run(['check'], {}, content);

    expect(code).toBe(2);
    expect(stderr).toMatch(/line 6: nas: auth\.password: a secret must not stand in this file; write "\$\{/);
    expect(stdout + stderr).not.toContain('canary');
  });
});

describe('check --live', () => {
  test('tries declared integrations like all others', async () => {
    await using both = await startBoth();
    const { code, stdout } = await both.run(['check', '--live'], account);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^OK +Storage: answers$/m);
    expect(stdout).toMatch(/^OK +Status page: answers$/m);
    expect(both.api.requests.map(({ path }) => path)).toEqual(['/host', '/status']);
  });

  test('says of one that fails why, and goes on', async () => {
    await using both = await startBoth(401);
    const { code, stdout, stderr } = await both.run(['check', '--live'], account);

    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAILED +Storage: It refused the credentials \(HTTP 401\)\.$/m);
    expect(stdout).toMatch(/^OK +Status page: answers$/m);
    expect(stdout).toContain('To be put right: Storage.');
    expect(stdout + stderr).not.toContain('canary');
  });
});

describe('a report', () => {
  test('knows nothing of one that is partly configured, the log warns of it once', async () => {
    await using both = await startBoth();
    const { code, stderr } = await both.run(['run', '--once'], { NAS_USER: 'reporter' });
    const about = logLines(stderr).filter((line) => line.integration === 'nas');

    expect(code).toBe(0);
    expect(about).toEqual([
      expect.objectContaining({ event: 'integration_partly_configured', missing: ['NAS_PASSWORD'] }),
    ]);
    expect(lastSaved(both.network.dataDir).report.integrations.map(({ name }) => name)).toEqual(['status']);
    expect(both.api.requests.map(({ path }) => path)).toEqual(['/status']);
  });
});
