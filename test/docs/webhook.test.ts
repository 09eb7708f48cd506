import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { resultOfFailure } from '../../src/deliver/webhook/refusal.ts';
import { webhookFormats } from '../../src/deliver/webhook/settings.ts';
import { signatureHeaders } from '../../src/deliver/webhook/signature.ts';
import { SourceError } from '../../src/net/errors.ts';
import { codeBlocksOf, pageAt } from './pages.ts';

const page = pageAt('docs/webhook.md');
const folder = mkdtempSync(join(tmpdir(), 'unifi-report-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The function that the page shows, as whoever copies it runs it. */
const importSnippet = async (): Promise<(...given: readonly unknown[]) => unknown> => {
  const path = join(folder, 'genuine.mjs');
  writeFileSync(path, codeBlocksOf(page).find((block) => block.includes('isGenuine')) ?? '');
  const snippet = await import(pathToFileURL(path).href);
  return snippet.isGenuine;
};

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const atMs = Date.UTC(2026, 10, 21, 7, 0, 0);
const text = '{"title":"Büro im Hafen 🚢"}';
const headers = signatureHeaders({ id: 'run-1', atMs, text }, Buffer.alloc(32, 7));
const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;

describe('the snippet of docs/webhook.md', () => {
  test.each([
    ['takes what the program posts', headers, text, secret, atMs, true],
    [
      'takes one of several signatures',
      { ...headers, 'webhook-signature': `v1,x ${headers['webhook-signature']}` },
      text,
      secret,
      atMs,
      true,
    ],
    ['refuses another body', headers, `${text} `, secret, atMs, false],
    ['refuses another secret', headers, text, other, atMs, false],
    ['refuses another id', { ...headers, 'webhook-id': 'run-2' }, text, secret, atMs, false],
    ['refuses what is old', headers, text, secret, atMs + 301_000, false],
    ['refuses what has no signature', {}, text, secret, atMs, false],
  ])('%s', async (_, ...given) => {
    const expected = given.at(-1);
    const isGenuine = await importSnippet();

    expect(isGenuine(...given.slice(0, -1))).toBe(expected);
  });
});

test('the page has a row for every format', () => {
  const rows = [...page.text.matchAll(/^\| `([a-z]+)`(?: \(default\))? \|/gm)].map(([, format]) => format);

  expect(rows).toEqual([...webhookFormats]);
});

test('the statuses that refuse for good are those that the page names', () => {
  const row = /^\| (400[\d, ]+) \| refused for good/m.exec(page.text)?.[1] ?? '';
  const final = Array.from({ length: 300 }, (_, index) => 300 + index).filter((status) => {
    const answer = { status, headers: new Headers(), text: '' };
    const error = new SourceError('http_error', 'did not accept the request', { answer });
    return resultOfFailure({ host: 'h', error, recipients: ['it'], hasBegun: true }).outcome === 'refused';
  });

  expect(row.split(', ').map(Number)).toEqual(final);
});
