import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../src/report/format.ts';

describe('hostile text becomes one harmless line', () => {
  test.each([
    ['line breaks', 'a\r\nBcc: x@example.com', 'a Bcc: x@example.com'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a b c'],
    ['terminal escapes', '\u001b[31mred\u0007', '[31mred'],
    ['C1 controls and delete', 'a\u0085\u009b\u007fb', 'ab'],
    ['bidirectional overrides', 'AP\u202Egnp.exe', 'APgnp.exe'],
    ['bidirectional isolates and marks', '\u2066a\u2069\u200e\u200f\u061cb', 'ab'],
    ['zero-width characters', 'pay\u200Bpal\uFEFF\u2060', 'paypal'],
    ['white space of any kind', '  a \t\u00a0 \u3000 b  ', 'a b'],
    ['lone surrogates', 'a\ud800b', 'a\ufffdb'],
    ['marks that would paint over other lines', `a${'\u0301'.repeat(50)}`, `a${'\u0301'.repeat(4)}`],
  ])('%s', (_, hostile, written) => {
    expect(plainText(hostile)).toBe(written);
  });

  test('markup and template syntax stay as they are: escaping is the business of the template', () => {
    expect(plainText('<b>{{name}}</b> & co')).toBe('<b>{{name}}</b> & co');
  });

  test('right-to-left names and emoji stay readable', () => {
    expect(plainText('مكتب 🏢')).toBe('مكتب 🏢');
  });
});

describe('the length', () => {
  test('counts code points and includes the ellipsis', () => {
    expect(plainText('🏢🏢🏢🏢', 4)).toBe('🏢🏢🏢🏢');
    expect(plainText('🏢🏢🏢🏢', 3)).toBe('🏢🏢…');
    expect(plainText('ab cd', 4)).toBe('ab…');
    expect(plainText('ab', 0)).toBe('');
  });

  test('5,000 letters are cut even when no length is given', () => {
    expect(Array.from(plainText('x'.repeat(5000)))).toHaveLength(1000);
  });
});

test('of any text: no control, format or line-breaking character, never too long, and the same when done again', () => {
  const hostile = fc.string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom('\n', '\u202e', '\u200b', '\ufeff', '\u0301', ' '),
    ),
  });
  fc.assert(
    fc.property(hostile, fc.integer({ min: 0, max: 20 }), (text, maxLength) => {
      const line = plainText(text, maxLength);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(line.isWellFormed()).toBe(true);
      expect(Array.from(line).length).toBeLessThanOrEqual(maxLength);
      expect(plainText(line, maxLength)).toBe(line);
    }),
    { numRuns: 500 },
  );
});
