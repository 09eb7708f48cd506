import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { integrations } from '../../src/integrations/index.ts';
import { composeEnvFile, isPortable, unportableProblems } from '../../src/setup/env-file.ts';
import { temporaryFolder } from '../helpers/program.ts';
import { readByCompose, readByDocker, readByNode, readBySystemd } from './env-file-readers.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const path = join(folder.path, 'my report.env');

const plain = {
  UNIFI_HOST: '192.168.1.1:8443',
  UNIFI_API_KEY: 'Zm9v+YmFy/==-_~',
  REPORT_SCHEDULE: '30 6 * * 1-5',
  REPORT_TITLE: "Marta's café – büro & “co”; 100 % (home)",
  EMAIL_FROM: 'Reports <reports@example.com>',
  EMAIL_TO: 'a@example.com, B "C" D <b@example.com>',
} as const;

/** Values that at least one of the readers makes something else of. */
const awkward = ['a#b', 'a #b', 'a$HOME', 'a\\b', 'a\\', ' a', 'a ', '"a"', "'a", '`a`', 'a\tb'];

describe('the env file', () => {
  test('is read alike by Node, Docker, systemd and compose, as it was answered', () => {
    const { text } = composeEnvFile(plain, path);
    writeFileSync(path, text);

    expect(readByNode(path)).toEqual(plain);
    expect(readByDocker(text)).toEqual(plain);
    expect(readBySystemd(text)).toEqual(plain);
    expect(readByCompose(text)).toEqual(plain);
  });

  test.each(awkward)('holds no secret that is read differently (%j): a file beside it does', (secret) => {
    const file = composeEnvFile({ ...plain, SMTP_USERNAME: 'a', SMTP_PASSWORD: secret }, path);
    const twin = `${path}.smtp_password`;

    expect(file.secretFiles).toEqual([{ name: 'SMTP_PASSWORD', path: twin, secret }]);
    expect(file.text).not.toMatch(/^SMTP_PASSWORD=/m);
    expect(readByDocker(file.text).SMTP_PASSWORD_FILE).toBe(twin);

    const env = readByDocker(file.text);
    const files = new Map(file.secretFiles.map((one) => [one.path, one.secret]));
    const config = loadConfig(
      { env: { ...env, SMTP_HOST: 'mail' }, readFile: (at) => files.get(at) ?? '' },
      integrations,
    );
    expect(config.mail?.auth).toEqual({ kind: 'password', username: 'a', password: secret });
  });

  test.each(awkward)('is refused a title that is read differently: %j', (title) => {
    expect(unportableProblems({ REPORT_TITLE: title })).toEqual([
      { variable: 'REPORT_TITLE', message: expect.stringContaining('write it without') },
    ]);
  });

  test('what is called portable really is, and what is not is read differently by somebody', () => {
    const differing = awkward.filter((value) => {
      const line = `A=${value}\n`;
      writeFileSync(path, line);
      const read = [readByNode(path), readByDocker(line), readBySystemd(line), readByCompose(line)];
      return read.some(({ A }) => A !== value);
    });

    const cautious = ["'a", 'a\tb'];
    expect(differing).toEqual(awkward.filter((value) => !cautious.includes(value)));
    expect(awkward.filter(isPortable)).toEqual([]);
    expect(Object.values(plain).filter((value) => !isPortable(value))).toEqual([]);
  });

  test('groups and explains its lines, in the order of config.example.env', () => {
    const { text } = composeEnvFile({ EMAIL_TO: 'a@b.example', UNIFI_HOST: 'x', PIHOLE_TOKEN: 'p' }, path);
    const example = readFileSync(new URL('../../config.example.env', import.meta.url), 'utf8');

    expect(text.split('\n').slice(4)).toEqual([
      '# === Console ===',
      '# the console: host, host:port or https URL',
      'UNIFI_HOST=x',
      '',
      '# === Mail ===',
      '# recipients, separated by commas',
      'EMAIL_TO=a@b.example',
      '',
      '# === Declared integrations ===',
      'PIHOLE_TOKEN=p',
      '',
    ]);
    expect(example.indexOf('UNIFI_HOST=')).toBeLessThan(example.indexOf('EMAIL_TO='));
  });
});
