import { array, object, parse, record, string } from 'valibot';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { integrations } from '../../src/integrations/index.ts';
import { parseYaml } from './compose.ts';
import { readProjectFile } from './context.ts';

const Compose = object({
  services: object({
    'unifi-report': object({
      build: string(),
      restart: string(),
      environment: record(string(), string()),
      secrets: array(string()),
      volumes: array(string()),
      read_only: string(),
      cap_drop: array(string()),
      security_opt: array(string()),
    }),
  }),
  secrets: record(string(), object({ file: string() })),
  volumes: record(string(), string()),
});

const compose = parse(Compose, parseYaml(readProjectFile('compose.yaml')));
const service = compose.services['unifi-report'];

describe('compose.yaml', () => {
  test('is a configuration that the program takes as it is, secrets from their files', () => {
    const read: string[] = [];
    const readFile = (path: string): string => {
      read.push(path);
      return 'a-secret-of-some-length\n';
    };
    const config = loadConfig({ env: { ...service.environment, DATA_DIR: '/data' }, readFile }, integrations);

    expect(config.warnings).toEqual([]);
    expect(config.mail?.to).toEqual([service.environment.EMAIL_TO]);
    expect(read).toEqual(service.secrets.map((name) => `/run/secrets/${name}`));
  });

  test('holds no secret itself', () => {
    expect(
      Object.keys(service.environment).filter((name) => /_(KEY|TOKEN|SECRET|PASSWORD)$/.test(name)),
    ).toEqual([]);
  });

  test('takes every secret from a file that git does not see', () => {
    expect(readProjectFile('.gitignore').split('\n')).toContain('secrets/');
    expect(Object.keys(compose.secrets)).toEqual(service.secrets);
    expect(Object.values(compose.secrets).map(({ file }) => file.split('/', 2).join('/'))).toEqual([
      './secrets',
      './secrets',
    ]);
  });

  test('gives away every right, and writes to its volume only', () => {
    expect(service).toMatchObject({
      read_only: 'true',
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      volumes: ['data:/data'],
    });
    expect(Object.keys(compose.volumes)).toEqual(['data']);
  });

  test('comes back after a restart of the machine', () => {
    expect(service.restart).toBe('unless-stopped');
  });
});

describe('the reader of YAML that these rules stand on', () => {
  test('reads mappings, lists and texts', () => {
    expect(parseYaml('a:\n  b: c d\n  # comment\n  e:\n    - f:g\n    - h\ni:\n  j:\n')).toEqual({
      a: { b: 'c d', e: ['f:g', 'h'] },
      i: { j: '' },
    });
  });

  test.each([
    'a: "b"',
    'a: [b]',
    'a: b # c',
    '- a: b',
    'a:\n  - b\n  c: d',
    'a: b\na: c',
    'a: &b c',
    'a: |\n  b',
  ])('%j is refused rather than misread', (text) => {
    expect(() => parseYaml(text)).toThrow();
  });
});
