import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { whyNotWritable, writeEnvFile } from '../../src/setup/write-files.ts';
import { temporaryFolder } from '../helpers/program.ts';

const place = () => {
  const { path: folder, remove } = temporaryFolder();
  onTestFinished(remove);
  const path = join(folder, 'unifi-report.env');
  const secret = { name: 'SMTP_PASSWORD', path: `${path}.smtp_password`, secret: 'a#b' };
  return { folder, path, secret, file: { path, text: 'A=1\n', secretFiles: [secret] } };
};

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('writing the env file', () => {
  test('makes it and the files of secrets, for their owner alone, and leaves nothing else', () => {
    const { folder, path, secret, file } = place();
    writeEnvFile(file, { overwrite: false, id: 'x' });

    expect(readFileSync(path, 'utf8')).toBe('A=1\n');
    expect(readFileSync(secret.path, 'utf8')).toBe('a#b');
    expect([path, secret.path].map(modeOf)).toEqual([0o600, 0o600]);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test('replaces nothing unless told, and then a file with a wider mode as well', () => {
    const { folder, path, file } = place();
    writeFileSync(path, 'B=2\n');
    chmodSync(path, 0o644);

    expect(() => writeEnvFile(file, { overwrite: false, id: 'x' })).toThrow('exists by now');
    expect(readFileSync(path, 'utf8')).toBe('B=2\n');
    expect(readdirSync(folder)).toEqual(['unifi-report.env']);

    writeEnvFile(file, { overwrite: true, id: 'x' });
    expect(readFileSync(path, 'utf8')).toBe('A=1\n');
    expect(modeOf(path)).toBe(0o600);
  });

  test('leaves no secret behind when the env file itself cannot be made', () => {
    const { folder, path, file } = place();
    mkdirSync(path);

    expect(() => writeEnvFile(file, { overwrite: false, id: 'x' })).toThrow('Nothing was written');
    expect(readdirSync(folder)).toEqual(['unifi-report.env']);
  });
});

describe('whether it can be written', () => {
  test('is known before anything is asked', () => {
    const { folder, path } = place();
    expect(whyNotWritable(path, false)).toBeUndefined();
    expect(whyNotWritable(folder, true)).toContain('is a directory');
    expect(whyNotWritable(join(folder, 'no', 'where.env'), true)).toBe(
      `there is no directory ${join(folder, 'no')}; make it first`,
    );

    writeFileSync(path, '');
    expect(whyNotWritable(path, false)).toContain('--force to replace it');
    expect(whyNotWritable(path, true)).toBeUndefined();
  });
});
