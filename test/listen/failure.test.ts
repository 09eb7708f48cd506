import { describe, expect, test } from 'vitest';
import { describeListenFailure } from '../../src/listen/failure.ts';
import { serve } from '../../src/listen/server.ts';
import { recordingLog } from '../helpers/log.ts';

const listen = (host: string, port: number) => serve({ host, port }, {}, recordingLog().log);

const failureAt = async (host: string, port: number): Promise<string> => {
  try {
    await (await listen(host, port)).close();
  } catch (error) {
    return describeListenFailure({ host, port }, error);
  }
  throw new Error('it can be listened at');
};

describe('an address that cannot be listened at', () => {
  test('because somebody else does', async () => {
    const first = await listen('127.0.0.1', 0);
    const sentence = await failureAt('127.0.0.1', first.port);
    await first.close();

    expect(sentence).toBe(
      `LISTEN 127.0.0.1:${first.port} cannot be used: another program listens there; choose another port.`,
    );
  });

  test('because it is not of this machine', async () => {
    expect(await failureAt('192.0.2.1', 9090)).toMatch(/no network card of this machine/);
  });

  test('because nobody knows the name', async () => {
    expect(await failureAt('nowhere.invalid', 9090)).toMatch(
      /^LISTEN nowhere\.invalid:9090 cannot be used: /,
    );
  });

  test.each([
    [Object.assign(new Error('x'), { code: 'EACCES' }), /port from 1024 on/],
    [Object.assign(new Error('x'), { code: 'EWHATEVER' }), /the system says EWHATEVER/],
    ['no error at all', /the system says unknown error/],
  ])('because of %s', (error, expected) => {
    expect(describeListenFailure({ host: '127.0.0.1', port: 80 }, error)).toMatch(expected);
  });
});
