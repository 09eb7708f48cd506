import { describe, expect, test } from 'vitest';
import { drop } from '../../src/demo/http/reply.ts';
import { temporaryFolder } from '../helpers/program.ts';
import { runInTerminal } from '../helpers/terminal.ts';
import { answering, startApi } from './declared.ts';
import { startNetwork } from './network.ts';

const seconds = '\\d+\\.\\d s';
const linesOf = (shown: string, source: string): readonly string[] =>
  shown.split('\n').filter((line) => line.startsWith(`${source}: `));
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
const colour = /\u001b\[\d+m/;

describe('who waits at a terminal sees for what', () => {
  test('a report: a line when a source is asked, and one when it has answered or failed', async () => {
    await using network = await startNetwork({ cloudflare: { override: () => drop } });
    const { code, stdout } = await runInTerminal(['run', '--once'], network.env({ NO_COLOR: '1' }));

    expect(code).toBe(0);
    expect(linesOf(stdout, 'Console')).toEqual([
      'Console: reading',
      expect.stringMatching(/: done in \d+\.\d s$/),
    ]);
    expect(linesOf(stdout, 'Cloudflare')).toEqual([
      'Cloudflare: reading',
      expect.stringMatching(new RegExp(`^Cloudflare: failed after ${seconds}: \\S`)),
    ]);
    expect(stdout).not.toMatch(colour);
    // The log goes to the same terminal, in lines of its own.
    expect(stdout).toMatch(/^\[\d{4}-\d\d-\d\d .*report done/m);
  });

  test('the demo, in colours where they are wanted', async () => {
    const folder = temporaryFolder();
    try {
      const [coloured, dumb] = [
        await runInTerminal(['demo'], {}, folder.path),
        await runInTerminal(['demo'], { TERM: 'dumb' }, folder.path),
      ];

      expect([coloured.code, dumb.code]).toEqual([0, 0]);
      expect(coloured.stdout).toMatch(colour);
      expect(dumb.stdout).not.toMatch(colour);
      expect(dumb.stdout).toMatch(new RegExp(`^CyberSecure: done in ${seconds}$`, 'm'));
      expect(dumb.stdout).toMatch(/^Delivered: 1 mail/m);
    } finally {
      folder.remove();
    }
  });

  test('check --live: a console that lets nobody in has failed', async () => {
    await using network = await startNetwork();
    const env = network.env({ NO_COLOR: '1', UNIFI_API_KEY: 'a-key-that-opens-nothing' });
    const { code, stdout } = await runInTerminal(['check', '--live'], env);

    expect(code).toBe(1);
    expect(linesOf(stdout, 'Console')).toEqual([
      'Console: reading',
      expect.stringMatching(new RegExp(`^Console: failed after ${seconds}: it let nobody in$`)),
    ]);
    expect(linesOf(stdout, 'Cloudflare').at(-1)).toMatch(/: done in /);
    expect(stdout).toMatch(/^OK +Cloudflare/m);
  });

  test('try: the one that is asked', async () => {
    await using api = await startApi(answering({ 'GET /host': { state: 'ok' } }));
    const file = api.file(`integrations:
  - id: nas
    title: Storage
    type: rest
    baseUrl: API
    operations: { host: { path: /host } }
    section: [ { facts: [ { label: State, value: "$.host.state" } ] } ]
`);
    const env = { UNIFI_HOST: 'unifi.invalid', UNIFI_API_KEY: 'an-api-key', INTEGRATIONS_FILE: file };
    const { code, stdout } = await runInTerminal(['try', 'nas'], { ...env, TERM: 'dumb' });

    expect(code).toBe(0);
    expect(linesOf(stdout, 'Storage')).toHaveLength(2);
    expect(linesOf(stdout, 'Console')).toEqual([]);
  });
});

describe('nothing of it reaches', () => {
  test('a terminal that was asked for JSON, or for silence', async () => {
    await using network = await startNetwork();
    const json = await runInTerminal(['run', '--once'], network.env({ LOG_FORMAT: 'json' }));
    const silent = await runInTerminal(['run', '--once'], network.env({ LOG_LEVEL: 'silent' }));

    expect([json.code, silent.code]).toEqual([0, 0]);
    expect(json.stdout.split('\n').filter((line) => line !== '' && !line.startsWith('{'))).toEqual([]);
    expect(silent.stdout.trim()).toBe('');
  });

  test('a pipe, however the log is written', async () => {
    await using network = await startNetwork();
    const { code, stdout, stderr } = await network.once({ LOG_FORMAT: 'pretty' });

    expect(code).toBe(0);
    expect(stdout).toBe('');
    expect(stderr.split('\n').filter((line) => line !== '' && !line.startsWith('['))).toEqual([]);
  });
});
