import { expect, test } from 'vitest';
import { isAtLeast } from '../../src/console/version.ts';

test.each([
  ['9.3.45', true],
  ['9.3.45.1', true],
  ['10.0.162', true],
  ['9.4', true],
  ['v9.10.1-rc', true],
  ['9.3.44', false],
  ['9.3', false],
  ['8.6.9', false],
  ['', undefined],
  ['next', undefined],
  [undefined, undefined],
])('%s is at least 9.3.45: %s', (version, expected) => {
  expect(isAtLeast(version, [9, 3, 45])).toBe(expected);
});
