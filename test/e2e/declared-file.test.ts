import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { logLines } from '../helpers/program.ts';
import { answering, type Routes, startApi } from './declared.ts';
import { type Env, startNetwork, withoutIntegrations } from './network.ts';
import { lastSaved, onlyMail, sectionOfHtml, sectionOfText } from './results.ts';

/** The file that names and defaults are a contract by, with one server for both addresses and time for a slow machine. */
const file = `integrations:
  - id: nas
    title: Storage
    type: rest
    baseUrl: API/api
    auth: { type: bearer, token: "\${NAS_TOKEN}" }
    timeout: 60s
    retry: { maxAttempts: 3, initialWait: 500ms, maxWait: 5s, multiplier: 2, retryOn: [429, 502, 503] }
    circuit: { threshold: 5, window: 1m, resetAfter: 30s }
    operations:
      host: { method: GET, path: "/hosts/{name}", params: { name: "srv 1" }, timeout: 60s }
    section:
      - facts:
          - { label: State, value: "$.host.backup.state" }
          - { label: Size, value: "$.host.backup.bytes", format: bytes }
    findings:
      - { when: "@.host.backup.state != 'ok'", severity: warning, title: "Backup of srv 1 is not ok" }
  - id: uptime
    title: Monitors
    type: graphql
    baseUrl: API
    auth: { type: api_key, key: "\${STATUS_KEY}" }
    operations:
      list: { path: /graphql, query: "{ monitors { name status } }" }
    section:
      - table:
          rows: "$.list.monitors[*]"
          columns: [ { title: Monitor, value: "$.name" }, { title: Status, value: "$.status" } ]
`;

const routes = (state = 'failed'): Routes => ({
  'GET /api/hosts/srv%201': { backup: { state, bytes: 1_500_000_000 } },
  'POST /graphql': { data: { monitors: [{ name: 'Web shop', status: 'up' }] } },
});
const keys: Env = { NAS_TOKEN: 'canary-nas-token', STATUS_KEY: 'canary-status-key' };

describe.concurrent.each([
  ['YAML', 'yaml', file],
  ['JSON', 'json', JSON.stringify(parse(file), undefined, 2)],
] as const)('the file as %s', (_, extension, content) => {
  test('becomes two sections after the built-in ones, and its finding joins the others', async () => {
    await using network = await startNetwork();
    await using api = await startApi(answering(routes()));
    const { code } = await network.once({ ...keys, INTEGRATIONS_FILE: api.file(content, extension) });
    const mail = await onlyMail(network);
    const { report } = lastSaved(network.dataDir);

    expect(code).toBe(0);
    expect(report.integrations.map(({ name, success }) => [name, success])).toEqual([
      ['cloudflare', true],
      ['cybersecure', true],
      ['nas', true],
      ['uptime', true],
    ]);
    expect(sectionOfText(mail.text, 'Storage')).toMatch(/^ {2}State {2}failed\n {2}Size {3}1\.5 GB\n/);
    expect(sectionOfText(mail.text, 'Monitors')).toMatch(/^ {2}Monitor +Status\n.*\n {2}Web shop +up\n/);
    for (const title of ['Storage', 'Monitors']) expect(sectionOfHtml(mail.html, title)).not.toBe('');
    expect(report.findings).toContainEqual(
      expect.objectContaining({ severity: 'warning', title: 'Backup of srv 1 is not ok' }),
    );
    expect(mail.text).toContain('Backup of srv 1 is not ok');
  });

  test('asks as it says', async () => {
    await using network = await startNetwork();
    await using api = await startApi(answering(routes('ok')));
    const env = { ...withoutIntegrations, ...keys, INTEGRATIONS_FILE: api.file(content, extension) };
    const { stderr } = await network.once(env);
    const asked = api.requests.toSorted((a, b) => a.method.localeCompare(b.method));

    expect(asked).toMatchObject([
      { method: 'GET', url: '/api/hosts/srv%201', headers: { authorization: 'Bearer canary-nas-token' } },
      { method: 'POST', url: '/graphql', headers: { 'x-api-key': 'canary-status-key' } },
    ]);
    expect(asked[1]?.json()).toMatchObject({ query: '{ monitors { name status } }' });
    expect(lastSaved(network.dataDir).report.findings).not.toContainEqual(
      expect.objectContaining({ title: 'Backup of srv 1 is not ok' }),
    );
    expect(logLines(stderr).find(({ event }) => event === 'integrations_done')).toMatchObject({
      integrations: [
        { name: 'nas', state: 'closed', calls: 1, failures: 0 },
        { name: 'uptime', state: 'closed', calls: 1, failures: 0 },
      ],
    });
  });
});

test('without any of its variables one is silently off, and the other goes its way', async () => {
  await using network = await startNetwork();
  await using api = await startApi(answering(routes()));
  const { STATUS_KEY } = keys;
  const env = { ...withoutIntegrations, STATUS_KEY, INTEGRATIONS_FILE: api.file(file) };
  const { code, stderr } = await network.once(env);
  const { report, text } = lastSaved(network.dataDir);

  expect(code).toBe(0);
  expect(report.integrations.map(({ name }) => name)).toEqual(['uptime']);
  expect(text + stderr).not.toMatch(/storage|"nas"/i);
});
