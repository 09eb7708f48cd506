import { expect, test } from 'vitest';
import { describeUnwritable } from '../../src/store/unwritable.ts';

test.each([
  ['EACCES', /is not writable by user \d+: run "chown -R \d+ \/data"/],
  ['EPERM', /is not writable/],
  ['EROFS', /read-only file system: mount a writable volume/],
  ['ENOSPC', /is full: free some space/],
  ['EDQUOT', /is full: free some space/],
  ['ENOTDIR', /is not a directory/],
  ['EIO', /cannot be written \(EIO\)/],
])('%s comes with what to do', (code, expected) => {
  const error = Object.assign(new Error(code), { code });
  const sentence = describeUnwritable('DATA_DIR', '/data', error);
  expect(sentence).toMatch(/^DATA_DIR \/data /);
  expect(sentence).toMatch(expected);
});

test('what carries no code is described as well', () => {
  expect(describeUnwritable('DATA_DIR', '/data', 'boom')).toContain('cannot be written');
});
