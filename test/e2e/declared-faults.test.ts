import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { IntegrationSection } from '../../src/integrations/results.ts';
import { unableToFetchData } from '../../src/integrations/results.ts';
import type { Report } from '../../src/report/report.ts';
import { type Front, startFront } from '../faults/front.ts';
import {
  answers,
  breaksOff,
  hangs,
  hangsInBody,
  type Misbehaviour,
  redirectsTo,
  redirectsToItself,
  refuses,
  sends600Megabytes,
  sendsGzipBomb,
  showsWebPage,
} from '../faults/misbehaviour.ts';
import { startNetwork, withoutIntegrations } from './network.ts';
import { countOf, lastSaved, type Mail, onlyMail } from './results.ts';

/** Every fault at once, each in an integration of its own, with healthy ones before, between and after. */

const healthy = { state: 'ok', bytes: 5, rows: [{ name: 'a', size: 1 }] };
const says = (body: unknown): Misbehaviour => refuses(200, body);
const wrong = (changes: Partial<Record<keyof typeof healthy, unknown>>) => says({ ...healthy, ...changes });

/** What the server of a fault does, and the sentence that its section gives for a reason. */
const faults: readonly (readonly [name: string, Misbehaviour, reason: RegExp])[] = [
  ['600 MB', sends600Megabytes, /^It answered with more than \d+ MiB\.$/],
  ['a gzip bomb', sendsGzipBomb, /^It answered with more than \d+ MiB\.$/],
  ['a hang', hangs, /^It did not answer within 3 s\.$/],
  ['a hang half-way', hangsInBody, /^It did not answer within 3 s\.$/],
  ['an answer that breaks off', breaksOff, /broke before the answer was complete\.$/],
  ['a redirect to itself', redirectsToItself, /^It redirected too many times\.$/],
  [
    'a redirect to another origin',
    ({ request, response, reset }) => redirectsTo(`${elsewhere}/stolen`)({ request, response, reset }),
    /^It redirected to another address; refused\.$/,
  ],
  ['a web page', showsWebPage, /^It answered with a web page instead of data\.$/],
  ['broken JSON', answers(200, '{"state":'), /^It answered with broken JSON\.$/],
  ['an empty answer', answers(204, ''), /^It answered with no rows at \$\.data\.rows\[\*\]\.$/],
  ['401', refuses(401, {}), /^It refused the credentials \(HTTP 401\)\.$/],
  ['500', refuses(500, {}), /^It answered with an error of its own \(HTTP 500\)\.$/],
  [
    'an object for a text',
    wrong({ state: {} }),
    /State: the answer at \$\.data\.state is an object, not one value\.$/,
  ],
  [
    'a list for a text',
    wrong({ state: [] }),
    /State: the answer at \$\.data\.state is a list, not one value\.$/,
  ],
  ['a text for bytes', wrong({ bytes: 'n/a' }), /is a text, not a number of bytes\.$/],
  ['true for bytes', wrong({ bytes: true }), /is true or false, not a number of bytes\.$/],
  [
    'a text for rows',
    wrong({ rows: 'none' }),
    /^It answered with something other than rows at \$\.data\.rows\[\*\]\.$/,
  ],
  ['null for rows', wrong({ rows: null }), /^It answered with no rows at/],
  [
    'texts for rows',
    wrong({ rows: ['a'] }),
    /Name: the answer at \$\.name is not built as the path takes it to be\.$/,
  ],
  [
    'an object in a column',
    wrong({ rows: [{ name: {}, size: 1 }] }),
    /Name: the answer at \$\.name is an object/,
  ],
  [
    'a text in a column of numbers',
    wrong({ rows: [{ name: 'a', size: 'big' }] }),
    /Size: the answer at \$\.size is a text, not a number\.$/,
  ],
  ['a list for everything', says([]), /is not built as the path takes it to be\.$/],
  ['a text for everything', says('ok'), /is not built as the path takes it to be\.$/],
  ['null for everything', says(null), /^It answered with no rows at/],
  [
    'a flood of values',
    wrong({ rows: Array.from({ length: 300_000 }, () => 1) }),
    /^It answered with more than 250,000 values\.$/,
  ],
];

let elsewhere = '';

/** Of what never answers; the others have all the time that a slow machine may need. */
const timeoutOf = (id: string): string => {
  const [, misbehaviour] = faults[Number(id.replace('fault-', ''))] ?? [];
  return misbehaviour === hangs || misbehaviour === hangsInBody ? '3s' : '60s';
};

const declarationOf = (id: string, url: string): string => `
  - id: ${id}
    title: ${id}
    type: rest
    baseUrl: ${url}/${id}
    auth: { type: bearer, token: "\${FAULTY_TOKEN}" }
    timeout: ${timeoutOf(id)}
    retry: { maxAttempts: 1 }
    operations: { data: { path: /data, timeout: 60s } }
    section:
      - facts:
          - { label: State, value: "$.data.state" }
          - { label: Bytes, value: "$.data.bytes", format: bytes }
      - table:
          rows: "$.data.rows[*]"
          columns: [ { title: Name, value: "$.name" }, { title: Size, value: "$.size", format: number } ]`;

const ids = [
  'healthy-first',
  ...faults.flatMap((_, index) =>
    index === 12 ? [`fault-${index}`, 'healthy-between'] : [`fault-${index}`],
  ),
  'healthy-last',
];

interface Outcome {
  readonly report: Report;
  readonly mail: Mail;
  readonly code: number | null;
  readonly stolen: readonly string[];
  readonly output: string;
}

let outcome: Outcome;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'unifi-report-faults-'));
  await using network = await startNetwork();
  await using other: Front = await startFront({ behind: 'http://127.0.0.1', misbehave: () => says(healthy) });
  await using front: Front = await startFront({
    behind: 'http://127.0.0.1',
    misbehave: (path) => {
      const index = /^\/fault-(\d+)\//.exec(path)?.[1];
      return index === undefined ? says(healthy) : faults[Number(index)]?.[1];
    },
  });
  elsewhere = `http://${other.host}`;
  const file = join(folder, 'integrations.yaml');
  writeFileSync(file, `integrations:${ids.map((id) => declarationOf(id, `http://${front.host}`)).join('')}`);
  const { code, stderr, stdout } = await network.once({
    ...withoutIntegrations,
    INTEGRATIONS_FILE: file,
    FAULTY_TOKEN: 'canary-faulty-token',
  });
  rmSync(folder, { recursive: true });
  outcome = {
    code,
    report: lastSaved(network.dataDir).report,
    mail: await onlyMail(network),
    stolen: other.requests,
    output: stdout + stderr,
  };
});

const sectionOf = (id: string): IntegrationSection | undefined =>
  outcome.report.integrations.find(({ name }) => name === id);

describe('a declared integration that fails', () => {
  test.each(faults.map(([name, , reason], index) => [name, `fault-${index}`, reason] as const))(
    'by %s has its own section say so',
    (_, id, reason) => {
      expect(sectionOf(id)).toMatchObject({
        success: false,
        errorMessage: unableToFetchData,
        reason: expect.stringMatching(reason),
      });
    },
  );

  test('harms no other one, wherever it stands', () => {
    for (const id of ids.filter((each) => each.startsWith('healthy')))
      expect(sectionOf(id)).toMatchObject({
        success: true,
        data: { blocks: [{ kind: 'facts' }, { kind: 'table', rows: [['a', { number: 1 }]] }] },
      });
    expect(outcome.report.integrations.map(({ name }) => name)).toEqual(ids);
    expect(outcome.report.network.length).toBeGreaterThan(0);
    expect(outcome.code).toBe(0);
  });

  test('is told once in each part of the mail', () => {
    expect(countOf(outcome.mail.text, unableToFetchData)).toBe(faults.length);
    expect(countOf(outcome.mail.html, unableToFetchData)).toBe(faults.length);
  });

  test('sends its credentials nowhere else, and shows them nowhere', () => {
    expect(outcome.stolen).toEqual([]);
    expect(outcome.output + outcome.mail.text + outcome.mail.html).not.toContain('canary-faulty-token');
  });
});
