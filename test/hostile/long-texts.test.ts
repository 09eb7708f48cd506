import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { quoteServer } from '../../src/deliver/quote.ts';
import { listed, shortName } from '../../src/findings/wording.ts';
import { eventLabel } from '../../src/integrations/cloudflare/actions.ts';
import { shorten, upperFirst } from '../../src/integrations/cloudflare/wording.ts';
import { plainDetail, secretsRemover } from '../../src/integrations/reason.ts';
import { createFieldCleaner } from '../../src/log-fields.ts';
import { createScrub } from '../../src/log-scrub.ts';
import { retryAfterMs } from '../../src/net/status.ts';
import { summariseThrown } from '../../src/net/thrown.ts';
import { isMac, replaceAddresses } from '../../src/privacy/addresses.ts';
import { displayWidth, wrapText } from '../../src/render/text-lines.ts';
import { plainText } from '../../src/report/format.ts';
import { smallestBody } from '../../src/transfer-encoding.ts';
import { sourceFiles } from '../helpers/source-files.ts';

/**
 * Everything that a network may name goes through these, and a name may be of any length. One that is a megabyte takes
 * them well under a second; a loop or a pattern that goes over it again from each of its letters would take hours, which
 * the time limit of all tests ends.
 */
const length = 1_000_000;
const long = (piece: string): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

const texts: Readonly<Record<string, string>> = {
  'one letter': long('a'),
  'one letter, and then another': `${long('a')}!`,
  blanks: ` ${long(' ')}x`,
  'full stops': `${long('.')}x`,
  'full stops and blanks': `${long('. ')}x`,
  'line breaks': `${long('\r\n')}x`,
  'stacked marks': `a${long('\u0301')}`,
  'family emoji': long('👨‍👩‍👧‍👦'),
  'half a character': long('\ud83d'),
  'direction marks': long('\u202e'),
  digits: long('1'),
  'beginnings of an address': long('1.2.3.'),
  'addresses that are none': long('aa:bb:cc:dd:ee:'),
  colons: long(':'),
  'beginnings of a URL': long('a://'),
  'a URL with a long query': `https://example.com/?${long('a=b&')}`,
  'a user name without an end': `https://${long('a:')}`,
  'what comes before a token': long('bearer '),
  equals: long('='),
  quotes: long('"\\'),
};

const secrets = ['a-secret-of-mine', 'aaaaaaaab'];
const scrub = createScrub(secrets);
const cleaner = createFieldCleaner({ text: scrub, stacks: true });

const functions: Readonly<Record<string, (text: string) => unknown>> = {
  plainText: (text) => plainText(text),
  'plainText, short': (text) => plainText(text, 40),
  shortName,
  listed: (text) => listed([text, text]),
  shorten: (text) => shorten(text, 60),
  upperFirst,
  eventLabel: (text) => eventLabel(text, text),
  plainDetail: (text) => plainDetail(text, secrets),
  secretsRemover: secretsRemover(secrets),
  scrub,
  'fields of a log line': (text) =>
    JSON.stringify(cleaner.fields({ text, nested: { error: new Error(text) } })),
  quoteServer: (text) => quoteServer(text, secrets),
  summariseThrown: (text) => summariseThrown(new Error(text)),
  'Retry-After': (text) => retryAfterMs(new Headers({ 'retry-after': text.replaceAll(/[^\x20-\x7e]/g, '') })),
  replaceAddresses: (text) => replaceAddresses(text, () => 'x'),
  isMac,
  displayWidth: (text) => displayWidth(text.slice(0, 100_000)),
  wrapText: (text) => wrapText(text.slice(0, 100_000)),
  smallestBody,
};

describe.each(Object.entries(functions))('%s', (_, work) => {
  test.each(Object.entries(texts))('goes over %s, a megabyte of it, once', (_name, text) => {
    expect(() => work(text)).not.toThrow();
  });
});

/** A repeat inside a repeat, such as `(a+)+`: the same text can be divided between the two in endless ways. */
const nestedRepeat = /\((?:\?[:=!]|\?<[=!])?[^()]*(?<!\\)[+*][^()]*\)(?:[+*]|\{\d+,\})/;

test.each([
  ['(a+)+', true],
  ['(?:\\w*-)*', true],
  ['(?:ab)+', false],
  ['(a+)', false],
  ['(?:\\+x)*', false],
])('%s is a repeat inside a repeat: %s', (pattern, isOne) => {
  expect(nestedRepeat.test(pattern)).toBe(isOne);
});

/** Each inner repeat ends at something that it cannot hold itself, so that there is one way to divide a text. */
const unambiguous: readonly string[] = [
  '/,(?=(?:[^"]*"[^"]*")*[^"]*$)/',
  String.raw`/^\s*v?(\d+(?:\.\d+)*)/`,
  String.raw`/^[\w-]+(\.[\w-]+)*\.(local|localdomain|lan|home|internal|home\.arpa)$|^[\w-]+$/i`,
];

const comment = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g;
const literal = /(?<=(?:[=(,:;!&|?[{}>]|return)\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g;

const patternsOf = (path: string): readonly string[] => {
  const source = readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8').replaceAll(comment, '');
  return [...source.matchAll(literal)].map(([pattern]) => pattern);
};

test('no pattern repeats what is a repeat itself, unless there is only one way to read it', () => {
  const found = sourceFiles('src').flatMap(({ path }) =>
    patternsOf(path).map((pattern) => ({ path, pattern })),
  );

  expect(found.length).toBeGreaterThan(100);
  expect(
    found
      .filter(({ pattern }) => nestedRepeat.test(pattern) && !unambiguous.includes(pattern))
      .map(({ path, pattern }) => `${path}: ${pattern}`),
  ).toEqual([]);
});
