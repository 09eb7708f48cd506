import { expect, test } from 'vitest';
import { compileJsonPath } from '../../../../src/integrations/declared/json-path.ts';
import { withinTime } from '../../../../src/integrations/declared/section/time-limit.ts';

const tooLarge = expect.objectContaining({ code: 'too_large' });

test('work that ends yields its result', () => {
  expect(withinTime(60_000, () => [1])).toEqual([1]);
});

test('what the work throws is thrown as it is', () => {
  const error = new TypeError('no');

  expect(() =>
    withinTime(60_000, () => {
      throw error;
    }),
  ).toThrow(error);
});

test('work that never ends is stopped', () => {
  const endless = (): object => {
    for (;;);
  };

  expect(() => withinTime(50, endless)).toThrow(tooLarge);
});

test('a regular expression that backtracks for years is stopped, and the next work is not harmed', () => {
  const path = compileJsonPath("$[?match(@, '(a+)+')]");
  if (!path.ok) throw new Error(path.message);
  const { select } = path.value;

  expect(() => withinTime(50, () => select([`${'a'.repeat(60)}!`]))).toThrow(tooLarge);
  expect(withinTime(60_000, () => select(['aaa'])).found).toBe('values');
});

test('filters within filters over a long list are stopped', () => {
  const path = compileJsonPath('$[?count($[?@ == 1]) > 0]');
  if (!path.ok) throw new Error(path.message);
  const numbers = Array.from({ length: 100_000 }, (_, index) => index);

  expect(() => withinTime(50, () => path.value.select(numbers))).toThrow(tooLarge);
});
