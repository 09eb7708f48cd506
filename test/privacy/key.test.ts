import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openPrivacyKey, privacyKeyFile } from '../../src/privacy/key.ts';

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'privacy-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};
const ids = () => {
  let count = 0;
  return () => {
    count += 1;
    return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  };
};

test('the key is made once, kept for its owner only, and read from then on', () => {
  const dataDir = join(folder(), 'not', 'there');
  const newId = ids();
  const first = openPrivacyKey(dataDir, newId);
  const path = join(dataDir, privacyKeyFile);

  expect(first.notices).toEqual([]);
  expect(first.key.length).toBeGreaterThanOrEqual(64);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8').trim()).toBe(first.key);
  expect(openPrivacyKey(dataDir, newId)).toEqual(first);
});

test('a file that holds no key is replaced', () => {
  const dataDir = folder();
  writeFileSync(join(dataDir, privacyKeyFile), 'short\n', { mode: 0o644 });
  const { key } = openPrivacyKey(dataDir, ids());
  expect(readFileSync(join(dataDir, privacyKeyFile), 'utf8')).toBe(`${key}\n`);
  expect(statSync(join(dataDir, privacyKeyFile)).mode & 0o777).toBe(0o600);
});

test('where it cannot be kept there is one all the same, and the report says what that costs', () => {
  const inTheWay = join(folder(), 'file');
  writeFileSync(inTheWay, '');
  const { key, notices } = openPrivacyKey(inTheWay, ids());
  expect(key.length).toBeGreaterThanOrEqual(64);
  expect(notices).toEqual([expect.stringMatching(/other hashes with every start.*is not a directory/)]);
});
