import { describe, expect, test } from 'vitest';
import { parseDeclared } from '../../../src/config/declared/parse.ts';
import { least } from './documents.ts';

const builtIn = ['cloudflare', 'cybersecure'];
const ref = (inside: string) => `\${${inside}}`;

const specsIn = (text: string) => {
  const file = parseDeclared(text, builtIn);
  if (!file.ok) throw new Error(JSON.stringify(file.problems));
  return file.entries.map(({ spec }) => spec);
};
const specOf = (integration: object) => specsIn(JSON.stringify({ integrations: [integration] }))[0];
const problemsIn = (text: string) => {
  const file = parseDeclared(text, builtIn);
  return file.ok ? [] : file.problems.map(({ line, message }) => `${line}: ${message}`);
};
const problemsOf = (integration: object) => problemsIn(JSON.stringify({ integrations: [integration] }));

/** The file that the documentation begins with: names and defaults in it are a contract. */
const yaml = `integrations:
  - id: nas
    title: Storage
    type: rest
    baseUrl: https://nas.example/api
    auth: { type: bearer, token: "${ref('NAS_TOKEN')}" }        # a comment
    timeout: 10s
    retry: { maxAttempts: 3, initialWait: 500ms, maxWait: 5s, multiplier: 2, retryOn: [429, 502, 503] }
    circuit: { threshold: 5, window: 1m, resetAfter: 30s }
    operations:
      host: { method: GET, path: "/hosts/{name}", params: { name: "srv 1" }, timeout: 5s }
    section:
      - facts:
          - { label: State, value: "$.host.backup.state" }
          - { label: Size, value: "$.host.backup.bytes", format: bytes }
    findings:
      - { when: "@.host.backup.state != 'ok'", severity: warning, title: "Backup of srv 1 is not ok" }
  - id: uptime
    title: Monitors
    type: graphql
    baseUrl: https://status.example
    auth: { type: api_key, key: "${ref('STATUS_KEY')}" }
    operations:
      list: { path: /graphql, query: "{ monitors { name status } }" }
    section:
      - table:
          rows: "$.list.monitors[*]"
          columns: [ { title: Monitor, value: "$.name" }, { title: Status, value: "$.status" } ]
`;

const nas = {
  id: 'nas',
  title: 'Storage',
  type: 'rest',
  baseUrl: 'https://nas.example/api',
  auth: { type: 'bearer', token: ref('NAS_TOKEN') },
  timeout: '10s',
  retry: { maxAttempts: 3, initialWait: '500ms', maxWait: '5s', multiplier: 2, retryOn: [429, 502, 503] },
  circuit: { threshold: 5, window: '1m', resetAfter: '30s' },
  operations: {
    host: { method: 'GET', path: '/hosts/{name}', params: { name: 'srv 1' }, timeout: '5s' },
  },
  section: [
    {
      facts: [
        { label: 'State', value: '$.host.backup.state' },
        { label: 'Size', value: '$.host.backup.bytes', format: 'bytes' },
      ],
    },
  ],
  findings: [
    { when: "@.host.backup.state != 'ok'", severity: 'warning', title: 'Backup of srv 1 is not ok' },
  ],
};

describe('a file of declared integrations', () => {
  test('holds what stands in it, in its units', () => {
    const [first, second] = specsIn(yaml);

    expect(first).toMatchObject({
      id: 'nas',
      baseUrl: 'https://nas.example/api',
      auth: { type: 'bearer', token: [{ kind: 'variable', name: 'NAS_TOKEN' }] },
      timeoutMs: 10_000,
      retry: {
        maxAttempts: 3,
        initialWaitMs: 500,
        maxWaitMs: 5_000,
        multiplier: 2,
        retryOn: [429, 502, 503],
      },
      circuit: { threshold: 5, windowMs: 60_000, resetAfterMs: 30_000 },
      variables: ['NAS_TOKEN'],
      line: 2,
    });
    expect(first?.operations).toMatchObject([{ id: 'host', timeoutMs: 5_000, line: 11 }]);
    expect(second).toMatchObject({
      type: 'graphql',
      auth: { type: 'api_key', place: { kind: 'header', name: 'X-API-Key' } },
      operations: [{ id: 'list', request: { kind: 'graphql', query: '{ monitors { name status } }' } }],
    });
  });

  test.each([
    ['on one line', 0],
    ['indented with blanks', 2],
    ['indented with tabs', '\t'],
  ])('may be JSON with the same keys, %s', (_, indent) => {
    const [first] = specsIn(yaml);
    const [json] = specsIn(JSON.stringify({ integrations: [nas] }, null, indent));
    const { line: _line, operations = [], ...rest } = json ?? {};

    expect(first).toMatchObject(rest);
    expect(first?.operations.map(({ line, ...operation }) => operation)).toEqual(
      operations.map(({ line, ...operation }) => operation),
    );
  });

  test('gives the defaults of the design to what is left out', () => {
    expect(specOf(least)).toMatchObject({
      auth: { type: 'none' },
      timeoutMs: 30_000,
      retry: {
        maxAttempts: 3,
        initialWaitMs: 1_000,
        maxWaitMs: 5_000,
        multiplier: 2,
        retryOn: [408, 429, '5xx', 'connection'],
        jitter: true,
        retryAfter: true,
      },
      circuit: { threshold: 3, resetAfterMs: 60_000 },
      findings: [],
      operations: [{ request: { kind: 'rest', method: 'GET' }, pagination: { kind: 'none' }, params: {} }],
    });
  });

  test('a first wait beyond the usual longest one raises that', () => {
    expect(specOf({ ...least, retry: { initialWait: '20s' } })?.retry.maxWaitMs).toBe(20_000);
  });

  test('a body makes a POST of an operation', () => {
    const operations = { host: { path: '/', body: { form: { a: 'b' } } } };
    expect(specOf({ ...least, operations })?.operations[0]?.request).toMatchObject({ method: 'POST' });
  });

  test.each([
    ['empty', ''],
    ['nothing but comments', '# later\n'],
    ['an empty list', 'integrations: []'],
  ])('that is %s declares nothing', (_, text) => {
    expect(specsIn(text)).toEqual([]);
  });
});

describe('templates', () => {
  const pathOf = (path: string, params: object = {}) => {
    const request = specOf({ ...least, operations: { host: { path, params } } })?.operations[0]?.request;
    return request?.path;
  };

  test('params, the period and references are told from text', () => {
    expect(pathOf('/a/{b}/c-{period.from}-{period.to:epochMs}', { b: 1 })).toEqual([
      { kind: 'text', text: '/a/' },
      { kind: 'param', name: 'b' },
      { kind: 'text', text: '/c-' },
      { kind: 'period', edge: 'from', format: 'iso' },
      { kind: 'text', text: '-' },
      { kind: 'period', edge: 'to', format: 'epochMs' },
    ]);
  });

  test('braces that are no placeholder, and doubled ones, are text', () => {
    expect(pathOf('/{"a":{"b":1}}/{{name}}')).toEqual([
      { kind: 'text', text: '/{"a":{"b":1}}/' },
      { kind: 'text', text: '{name}' },
    ]);
  });

  test.each([
    ['{period.start}', /\{period\.start\} is unknown; besides params there are \{period\.from\}/],
    ['{period.from:hours}', /write \{period\.from\}, \{period\.from:epoch\} or \{period\.from:epochMs\}/],
    [ref('NOT A NAME'), /neither NAME nor file:path/],
  ])('%s is a mistake', (text, message) => {
    const operations = { host: { path: '/', query: { q: text } } };
    expect(problemsOf({ ...least, operations })).toEqual([expect.stringMatching(message)]);
  });

  test('every variable that is referred to counts, once', () => {
    const operations = {
      host: {
        path: '/',
        headers: { 'X-A': ref('A') },
        query: { b: ref('B') },
        body: { json: { c: [ref('C'), ref('A')] } },
        params: {},
      },
    };
    const auth = { type: 'basic', username: ref('D'), password: ref('file:/run/e') };
    expect(specOf({ ...least, auth, headers: { 'X-F': `x ${ref('F')}` }, operations })?.variables).toEqual(
      expect.arrayContaining(['A', 'B', 'C', 'D', 'F']),
    );
    expect(specOf({ ...least, auth })?.variables).toEqual(['D']);
  });
});

describe('mistakes', () => {
  test('are told all at once, each with its line, in the order of the file', () => {
    const problems = problemsIn(`integrations:
  - id: nas
    titel: Storage
    type: rest
    baseUrl: https://nas.example/api?x=1
    auth: { type: bearer, token: "hunter22" }
    timeout: soon
    retry:
      maxAttempts: 0
      retryOn: [200]
    headers:
      X-Api-Key: abc-secret
    operations:
      host:
        method: PUT
        path: "/hosts/{name}"
        params:
          nam: "srv 1"
      b: { path: "/b", query: { s: "{sid}" }, params: { sid: { from: hots, value: $.x } } }
    section:
      - facts:
          - { label: State, value: "$.hst.state" }
          - { label: Size, value: "$.host[", format: byte }
      - {}
    findings:
      - { when: "@.hos.state != 'ok'", severity: bad, title: "x" }
  - id: cloudflare
    title: x
    type: grpc
  - 5
  - id: nas
`);
    expect(problems).toEqual([
      '2: nas: title: is missing',
      '3: nas: titel: is not known here; did you mean title?',
      '5: nas: baseUrl: holds a query or a fragment; a query belongs to an operation',
      expect.stringMatching(
        /^6: nas: auth\.token: a secret must not stand in this file; write "\$\{MY_SECRET\}"/,
      ),
      expect.stringMatching(/^7: nas: timeout: "soon" is not a duration/),
      '9: nas: retry.maxAttempts: must be a whole number from 1 to 100',
      '10: nas: retry.retryOn: must be a status from 400 to 599, "4xx", "5xx" or "connection"',
      expect.stringMatching(/^12: nas: headers\.X-Api-Key: a secret must not stand in this file/),
      expect.stringMatching(/^15: nas: operations\.host\.method: must be GET or POST/),
      '16: nas: operations.host.path: {name} is not filled; add name to params',
      expect.stringMatching(/^18: nas: operations\.host\.params\.nam: is not used; write \{nam\}/),
      expect.stringMatching(/^19: nas: .*"hots" is no operation of this integration; there are host, b$/),
      '22: nas: section.facts.value: "hst" is no operation of this integration; there are host, b',
      expect.stringMatching(/^23: nas: section\.facts\.value: "\$\.host\[" is not a JSONPath/),
      expect.stringMatching(/^23: nas: section\.facts\.format: "byte" is not one of number, bytes/),
      expect.stringMatching(/^24: nas: section: must be one of facts, table, bars and series/),
      '26: nas: findings.severity: "bad" is not one of critical, warning, notice',
      '26: nas: findings.when: "hos" is no operation of this integration; there are host, b',
      '27: cloudflare: id: "cloudflare" is a built-in integration; choose another',
      expect.stringMatching(/^29: cloudflare: type: grpc is not supported: /),
      '30: entry 3: must be a list of "name: value"',
      ...['title', 'baseUrl', 'section', 'type', 'operations'].map((name) => `31: nas: ${name}: is missing`),
      '31: nas: id: "nas" is the id of an entry above; choose another',
    ]);
  });

  test('a secret that stands in the file is not repeated', () => {
    const text = JSON.stringify(
      problemsOf({ ...least, auth: { type: 'bearer', token: 'hunter22' }, headers: { Cookie: 'hunter23' } }),
    );
    expect(text).toContain('a secret must not stand in this file');
    expect(text).not.toMatch(/hunter2/);
  });

  test.each([
    ['headers', { headers: { Authorization: 'Bearer abc' } }],
    ['the query', { query: { api_key: 'abc' } }],
    ['a form', { body: { form: { password: 'abc' } } }],
    ['JSON, however deep', { body: { json: { a: { clientSecret: 'abc' } } } }],
    ['params', { path: '/{token}', params: { token: 'abc' } }],
  ])('what is called like a secret is not accepted as it is in %s', (_, more) => {
    const operations = { host: { path: '/host', ...more } };
    expect(problemsOf({ ...least, operations })).toEqual([
      expect.stringContaining('a secret must not stand in this file'),
    ]);
  });

  test.each([
    ['a reference', { query: { api_key: ref('KEY') } }],
    [
      'a param out of an answer',
      { query: { sid: '{sid}' }, params: { sid: { from: 'login', value: '$.sid' } } },
    ],
    ['a name that only sounds like it', { query: { max_tokens: '5', keyword: 'x', page_token: '1' } }],
  ])('but %s is', (_, more) => {
    const operations = { host: { path: '/host', ...more }, login: { path: '/login' } };
    expect(problemsOf({ ...least, operations })).toEqual([]);
  });

  test('operations that wait for each other are told', () => {
    const waiting = (from: string) => ({ path: '/{a}', params: { a: { from, value: '$.a' } } });
    const operations = { host: { path: '/' }, a: waiting('b'), b: waiting('c'), c: waiting('a') };
    expect(problemsOf({ ...least, operations })).toEqual([
      expect.stringContaining('b would have to wait for a, which waits for it'),
      expect.stringContaining('c would have to wait for b, which waits for it'),
      expect.stringContaining('a would have to wait for c, which waits for it'),
    ]);
  });

  test.each(["@['hots'].state != 'ok'", "@.host.state != 'ok' && @.hots"])(
    'a filter that names an unknown operation is told: %s',
    (when) => {
      expect(problemsOf({ ...least, findings: [{ when, severity: 'notice', title: 'x' }] })).toEqual([
        expect.stringContaining('"hots" is no operation of this integration; there is host'),
      ]);
    },
  );

  test.each([
    "@.host.state == '@.hots'",
    "@.host.disks[?@.state != 'ok']",
    "@['host'].state != \"it's\"",
    'count(@.host.disks[*]) > 3',
  ])('but not one that only looks like it: %s', (when) => {
    expect(problemsOf({ ...least, findings: [{ when, severity: 'notice', title: 'x' }] })).toEqual([]);
  });

  test.each([
    ['no YAML at all', 'integrations: [', /^1: /],
    ['anchors', 'integrations: &a\n  - *a', /^2: anchors/],
    ['the same key twice', 'integrations: []\nintegrations: []', /^2: .*unique/],
    ['a word', 'integrations', /^1: integrations: must be a list/],
    ['a misspelt list', 'integration: []', /^1: integration: is not known here; did you mean integrations\?/],
    ['a file that is too large', `#${'x'.repeat(1_000_001)}`, /at most 1 MB/],
    ['a prototype', '{"integrations": [], "__proto__": {"a": 1}}', /^1: __proto__: is not known here/],
  ])('%s', (_, text, message) => {
    expect(problemsIn(text)).toEqual([expect.stringMatching(message)]);
  });
});
