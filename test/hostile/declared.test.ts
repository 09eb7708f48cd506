import { describe, expect, test } from 'vitest';
import { type DeclaredApi, startApi } from '../e2e/declared.ts';
import { startNetwork, type TestNetwork, withoutIntegrations } from '../e2e/network.ts';
import { onlyMail, sectionOfText } from '../e2e/results.ts';
import { type Handler, sendJson } from '../helpers/https-server.ts';
import { expectInert } from './inert.ts';
import { expectInertLog } from './inert-run.ts';
import { hostileTexts } from './texts.ts';

const nowMs = Date.UTC(2026, 4, 26, 7);

const file = `integrations:
  - id: hostile
    title: Hostile
    type: rest
    baseUrl: API
    operations: { data: { path: /data } }
    section:
      - facts:
          - { label: One, value: "$.data.one" }
          - { label: All, value: "$.data.texts[*]" }
      - table:
          rows: "$.data.rows[*]"
          columns: [ { title: Name, value: "$.name" }, { title: Number, value: "$.number", format: number } ]
      - bars: { rows: "$.data.rows[*]", label: "$.name", value: "$.number" }
      - series: { rows: "$.data.rows[*]", at: "$.at", value: "$.number" }
  - id: complaining
    title: Complaining
    type: graphql
    baseUrl: API
    operations: { list: { query: "{ a }" } }
    section: [ { facts: [ { label: A, value: "$.list.a" } ] } ]
`;

/** Data, and GraphQL errors, made of one hostile text after the other. */
const saying = (texts: readonly string[]): Handler => {
  const rows = texts.map((name, index) => ({
    name,
    number: index,
    at: nowMs - index * 60_000,
    [name]: name,
  }));
  return ({ path }, response) =>
    path === '/data'
      ? sendJson(response, { one: texts[0], texts, rows })
      : sendJson(response, { data: null, errors: texts.map((message) => ({ message })) });
};

const report = (network: TestNetwork, api: DeclaredApi) =>
  network.once({ ...withoutIntegrations, INTEGRATIONS_FILE: api.file(file), LOG_LEVEL: 'trace' });

/** Few enough that none is left out of the mail for lack of room. */
const halves = [hostileTexts.slice(0, 13), hostileTexts.slice(13)] as const;

describe.concurrent.each([
  ['the first', halves[0]],
  ['the second', halves[1]],
] as const)('%s half of the hostile texts', (_, texts) => {
  test('does nothing in a declared section, in its failure or in the log', async () => {
    await using network = await startNetwork();
    await using api = await startApi(saying(texts));
    const { code, stderr } = await report(network, api);
    const mail = await onlyMail(network);

    expect(code).toBe(0);
    expectInert(mail, 1);
    expectInertLog(stderr, 'json');
    expect(sectionOfText(mail.text, 'Hostile')).toContain('Number');
  });
});
