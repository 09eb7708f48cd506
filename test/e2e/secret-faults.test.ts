import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { listen } from '../../src/demo/http/listen.ts';
import { logLines, temporaryFolder } from '../helpers/program.ts';
import { canary, type Setup, secretNames, setups, singingIn } from './canaries.ts';
import { placesOf } from './leaks.ts';
import { openScene, type SecretScene, secretFaults } from './secret-scenes.ts';

// Each cell runs the program: more at once than a few only wait for each other.
vi.setConfig({ maxConcurrency: 4 });

const allSetups = Object.keys(setups).filter((name): name is Setup => Object.hasOwn(setups, name));

const otherCommands = [
  'check',
  'check --live',
  'send-test',
  'history --json',
  'run --once --dry-run',
  'run --help',
] as const;

/** `place: variable`, for each canary in what the program wrote and left. */
const heardIn = async ({ network, askedElsewhere }: SecretScene, ended: Parameters<typeof placesOf>[1]) => {
  const places = [...(await placesOf(network, ended)), { name: 'elsewhere', text: askedElsewhere() }];
  return places.flatMap(({ name, text }) => singingIn(text).map((variable) => `${name}: ${variable}`));
};

test('the ways to configure set every secret that there is', () => {
  const places = { tokenUrl: 'http://127.0.0.1:1/token', pingOrigin: 'http://127.0.0.1:1' };
  const set = allSetups.flatMap((name) =>
    Object.entries(setups[name](places)).flatMap(([variable, value]) =>
      singingIn(value ?? '').length > 0 ? [variable] : [],
    ),
  );

  expect([...new Set(set)].sort()).toEqual([...secretNames].sort());
});

describe.each(allSetups)('%s', (setup) => {
  test.concurrent.each(Object.keys(secretFaults))('no canary sings: %s', async (name) => {
    await using scene = await openScene(setup, secretFaults[name] ?? {});
    const ended = await scene.network.once(scene.env);

    expect([0, 3, 4]).toContain(ended.code);
    expect(logLines(ended.stderr).length).toBeGreaterThan(5);
    expect(await heardIn(scene, ended)).toEqual([]);
  });

  test.concurrent.each(['nothing is wrong', 'what was sent comes back with 401'])(
    'nor in any other command: %s',
    async (name) => {
      await using scene = await openScene(setup, secretFaults[name] ?? {});
      await scene.network.once(scene.env);
      for (const words of otherCommands) {
        const ended = await scene.network.run(words.split(' '), scene.env);

        expect(ended.stdout + ended.stderr).not.toBe('');
        expect([words, await heardIn(scene, ended)]).toEqual([words, []]);
      }
    },
  );
});

test('no canary sings when the proxy sends back what it was sent, its own password included', async () => {
  const proxy = await listen(
    createServer((request, response) => {
      response.writeHead(502).end(JSON.stringify(request.headers));
    }).on('connect', (request, socket) => {
      const body = JSON.stringify(request.headers);
      socket.end(
        `HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    }),
  );
  await using scene = await openScene('with a login and OAuth', {});
  const address = `http://me:${canary.HTTPS_PROXY}@127.0.0.1:${proxy.port}`;
  const ended = await scene.network.once({ ...scene.env, HTTP_PROXY: address, HTTPS_PROXY: address });
  await proxy.close();

  expect(ended.stderr).toContain('ping_failed');
  expect(await heardIn(scene, ended)).toEqual([]);
});

test('no canary sings when secrets are kept in files, one of which is missing', async () => {
  await using scene = await openScene('with a key and a mail password', {});
  const folder = temporaryFolder();
  const path = join(folder.path, 'mail-password');
  writeFileSync(path, canary.SMTP_PASSWORD);
  const env = { ...scene.env, SMTP_PASSWORD: undefined, SMTP_PASSWORD_FILE: path };
  const well = await scene.network.once(env);
  const missing = await scene.network.once({ ...env, SMTP_PASSWORD_FILE: canary.SMTP_PASSWORD });
  folder.remove();

  expect([well.code, missing.code]).toEqual([0, 2]);
  expect([await heardIn(scene, well), await heardIn(scene, missing)]).toEqual([[], []]);
});

test('no canary sings in the list of processes, at /healthz or at /metrics', async () => {
  await using scene = await openScene('with a key and a mail password', {});
  const env = { ...scene.env, LISTEN: ':0', REPORT_SCHEDULE: '0 0 1 1 *' };
  const daemon = scene.network.start(['run'], env);
  const output = await daemon.until((text) => text.includes('"event":"report_done"'));
  const { stdout: processes } = await promisify(execFile)('ps', ['-ww', '-e', '-o', 'pid,args']);
  const port = logLines(output).find(({ event }) => event === 'listening')?.port;
  const pages = await Promise.all(
    ['/healthz', '/metrics', '/'].map(async (path) =>
      (await fetch(`http://127.0.0.1:${port}${path}`)).text(),
    ),
  );
  daemon.kill('SIGTERM');
  const ended = await daemon.ended;

  expect(processes).toMatch(new RegExp(`^ *${daemon.pid} .*unifi-report\\.js run$`, 'm'));
  expect(singingIn(processes)).toEqual([]);
  expect(pages.flatMap(singingIn)).toEqual([]);
  expect(await heardIn(scene, ended)).toEqual([]);
});

test('a canary is heard wherever it sings, in whatever it is wrapped', () => {
  const basic = (before: string): string =>
    Buffer.from(`${before}${canary.SMTP_PASSWORD}`).toString('base64');

  expect(singingIn(`x${canary.UNIFI_API_KEY}y`)).toEqual(['UNIFI_API_KEY']);
  expect(['', 'a', 'ab', 'abc'].map((before) => singingIn(basic(before)))).toEqual(
    Array.from({ length: 4 }, () => ['SMTP_PASSWORD']),
  );
  expect(singingIn('canary')).toEqual([]);
});
