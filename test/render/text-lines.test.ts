import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, wrapText } from '../../src/render/text-lines.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Nothing joins over a line break, and the letter before it has the platform asked. */
const prefix = '語\n';

/** As the platform divides it. */
const platformWidth = (text: string): number => displayWidth(`${prefix}${text}`) - displayWidth(prefix);

const everyLetter = Array.from({ length: 0x2600 - 0x20 }, (_, index) => String.fromCharCode(index + 0x20));

test('a letter between two others takes as many columns as the platform divides it into', () => {
  for (const letter of everyLetter) {
    const { length } = [...graphemes.segment(`a${letter}b`)];
    if (/\p{Emoji_Presentation}|[\u1100-\u115f]/u.test(letter)) continue;
    expect(`${letter.codePointAt(0)}: ${displayWidth(`a${letter}b`)}`).toBe(
      `${letter.codePointAt(0)}: ${length}`,
    );
  }
});

test('whatever letters meet, they are counted as the platform divides them', () => {
  const letters = fc.array(fc.constantFrom(...everyLetter), { maxLength: 6 });
  fc.assert(
    fc.property(letters, (chosen) => {
      expect(displayWidth(chosen.join(''))).toBe(platformWidth(chosen.join('')));
    }),
  );
});

test('a long word is broken between graphemes, whatever its letters', () => {
  expect(wrapText('x'.repeat(80))).toEqual(['x'.repeat(78), 'xx']);
  expect(wrapText('ü'.repeat(80))).toEqual(['ü'.repeat(78), 'üü']);
  expect(wrapText('e\u0301'.repeat(80))).toEqual(['e\u0301'.repeat(78), 'e\u0301'.repeat(2)]);
  expect(wrapText('語'.repeat(40))).toEqual(['語'.repeat(39), '語']);
});

test('words of plain letters are set into the same lines as words of others', () => {
  const words = fc.array(fc.oneof(fc.constantFrom('', 'a'), fc.integer({ min: 1, max: 90 }).map(repeated)), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(words, fc.constantFrom('', '  - '), (chosen, first) => {
      const text = chosen.join(' ');
      const others = wrapText(text.replaceAll('a', 'e\u0301'), { first });
      expect(wrapText(text, { first })).toEqual(others.map((line) => line.replaceAll('e\u0301', 'a')));
    }),
  );
});

const repeated = (length: number): string => 'a'.repeat(length);
