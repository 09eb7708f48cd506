import { expect, test } from 'vitest';
import { runProgram } from '../helpers/program.ts';
import { startNetwork } from './network.ts';

/** Makes a process write, at its end, which of Node's own modules it has loaded. */
const tellsLoaded = `data:text/javascript,process.on('exit', () => process.stderr.write('\\nLOADED ' + process.moduleLoadList.join(',')));`;
const told = ['--import', encodeURI(tellsLoaded)];

const loadedIn = (stderr: string): readonly string[] =>
  (/^LOADED (.*)$/m.exec(stderr)?.[1] ?? '').split(',').map((name) => name.replace('NativeModule ', ''));

test('a report is made without Node’s own fetch: neither it nor what only it needs is unpacked', async () => {
  await using network = await startNetwork();
  const { code, stderr } = await network.run(['run', '--once'], {}, told);

  expect(code).toBe(0);
  expect(loadedIn(stderr)).toEqual(expect.arrayContaining(['https', 'sqlite', 'tls', 'zlib']));
  expect(loadedIn(stderr).filter((name) => /undici|http2|webstreams/.test(name))).toEqual([]);
});

test.each([['--version'], ['--help'], ['health']])(
  '%s asks nobody and loads nothing to do so',
  async (command) => {
    const { stderr } = await runProgram([command], { nodeArguments: told });

    expect(loadedIn(stderr)).toContain('path');
    expect(loadedIn(stderr).filter((name) => /^(http2?|https|tls|sqlite|crypto|v8)$/.test(name))).toEqual([]);
  },
);
