import { expect, test } from 'vitest';
import { describeUncreatable, describeUnwritable } from '../../src/store/unwritable.ts';

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

test('a directory that is not there is told how to create it, where that is what is wrong', () => {
  const describe = (code: string) =>
    describeUncreatable('DATA_DIR', '/data', Object.assign(new Error(code), { code }));

  expect(describe('EACCES')).toMatch(
    /^DATA_DIR \/data does not exist, and user \d+ may not create it: run "mkdir -p/,
  );
  expect(describe('EROFS')).toMatch(/^DATA_DIR \/data lies on a read-only file system/);
});
