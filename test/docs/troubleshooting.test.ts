import { describe, expect, test } from 'vitest';
import { messageRules } from '../../src/deliver/message-refusals.ts';
import { sessionRules } from '../../src/deliver/session-refusals.ts';
import { exitCodes } from '../../src/exit-codes.ts';
import { reasonOf } from '../../src/integrations/reason.ts';
import { failureCodes } from '../../src/net/errors.ts';
import { sourceFiles } from '../helpers/source-files.ts';
import { pageAt, quotedSentences } from './pages.ts';
import { createPrinted, printingCode, strayQuotesIn, textsIn } from './printed.ts';

const page = pageAt('docs/troubleshooting.md');
const sentences = quotedSentences(page);
const isPrinted = createPrinted(printingCode().flatMap(textsIn));

describe('docs/troubleshooting.md', () => {
  test('quotes nothing but what the program prints', () => {
    expect(sentences.filter((sentence) => !isPrinted(sentence))).toEqual([]);
  });

  test('is held to each word of it', () => {
    const loose = sentences.flatMap((sentence) => {
      const words = sentence.split(' ');
      return words
        .map((word, index) => words.with(index, word.replaceAll(/[\p{L}\p{N}_]+/gu, 'otherwise')).join(' '))
        .filter((changed) => changed !== sentence && isPrinted(changed));
    });

    expect(sentences.length).toBeGreaterThan(100);
    expect(loose).toEqual([]);
  });

  test('quotes no sentence twice', () => {
    expect(sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index)).toEqual([]);
  });

  test.each(failureCodes)('has the reason of an integration that failed with %s', (code) => {
    const start = reasonOf({ code, detail: '' }).replace(/\.$/, '');

    expect(sentences.filter((sentence) => sentence.startsWith(start))).not.toEqual([]);
  });

  test.each([...sessionRules, ...messageRules])('has the mail server that $what', ({ what, advice }) => {
    const about = sentences.filter((sentence) =>
      sentence.startsWith(`The mail server … ${what} (it said: …).`),
    );

    expect(about).not.toEqual([]);
    if (typeof advice === 'string')
      expect(about.filter((sentence) => sentence.includes(advice))).not.toEqual([]);
  });
});

test('every exit code that the program ends with is explained, in the README as well', () => {
  const used = sourceFiles('src').flatMap(({ code }) =>
    [...code.matchAll(/\bexitCodes\.(\w+)/g)].map(([, name = '']) => name),
  );
  const codes = Object.entries(exitCodes).flatMap(([name, code]) => (used.includes(name) ? [code] : []));
  const explained = (path: string): readonly number[] =>
    [...pageAt(path).text.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));

  expect(explained('docs/troubleshooting.md')).toEqual(codes);
  expect(explained('README.md')).toEqual(codes);
});

describe('the reader of printed texts that this stands on', () => {
  test('understands every source: no quote is left over', () => {
    expect(printingCode().flatMap(strayQuotesIn)).toEqual([]);
  });

  test('takes strings, and templates without their expressions but with the texts in those', () => {
    const code =
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code that is read here
      "f('one', \"it's\", `two ${a ? `three ${b} four` : 'five'} six`); // 'seven'\nconst r = /'/;";

    expect(textsIn(code)).toEqual(['one', "it's", 'two ', ' six', 'three ', ' four', 'five']);
    expect(strayQuotesIn(code)).toEqual([]);
  });

  test.each([
    ['could not connect to …: connection refused', true],
    ['It could not be reached: could not connect to …: connection refused.', true],
    ['could not connect to …: connection', false],
    ['could not connect with …: connection refused', false],
    ['could not connect to …: the connection refused', false],
    ['connection refused could not connect', false],
    ['refused', false],
  ])('of the texts of a program, "%s": %s', (sentence, printed) => {
    const texts = ['could not connect to ', ': ', 'connection refused', 'It could not be reached', 'refused'];

    expect(createPrinted(texts)(sentence)).toBe(printed);
  });
});
