import { describe, expect, test } from 'vitest';
import { wrapWords } from '../../src/setup/wrap-words.ts';

describe('what a terminal would break in the middle of a word', () => {
  test('is broken between words', () => {
    expect(wrapWords('could not connect to unifi.example: name not found', 22)).toBe(
      'could not connect to\nunifi.example: name\nnot found',
    );
  });

  test('keeps wide letters inside', () => {
    expect(wrapWords('日本 日本 日本', 9)).toBe('日本 日本\n日本');
  });

  test('stays whole where it is one long word, to be copied', () => {
    const address = `https://dash.example/${'x'.repeat(90)}`;

    expect(wrapWords(`see ${address} there`, 40)).toBe(`see\n${address}\nthere`);
  });

  test('is set in as the table that it stands in', () => {
    const words = 'word '.repeat(14).trim();

    expect(wrapWords(`OK      ${words}`, 60)).toMatch(/^OK {6}word .*\n {8}word/);
    expect(wrapWords(`        ${words}`, 60)).toMatch(/^ {8}word .*\n {8}word/);
    expect(wrapWords(`SKIPPED ${words}`, 60)).toMatch(/^SKIPPED .*\nword/);
    expect(wrapWords(`OK      ${words}`, 30)).toMatch(/\nword/);
  });

  test.each(['', 'short', '  set in', 'OK      fits'])('is left alone where it fits: “%s”', (text) => {
    expect(wrapWords(text, 30)).toBe(text);
  });
});
