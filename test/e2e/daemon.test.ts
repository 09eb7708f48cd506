import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { listen } from '../../src/demo/http/listen.ts';
import { hang } from '../../src/demo/http/reply.ts';
import { logLines } from '../helpers/program.ts';
import { startingAt } from './clock.ts';
import { type Env, startNetwork, withoutIntegrations } from './network.ts';
import { countOf, historyOf } from './results.ts';

const dayMs = 24 * 3_600_000;

const everySecond: Env = { ...withoutIntegrations, REPORT_SCHEDULE: '* * * * * *' };
const onceAYear: Env = { ...withoutIntegrations, REPORT_SCHEDULE: '0 0 1 1 *' };

/** Whatever ends within these was cancelled: nothing of it can have timed out. */
const patience: Env = { UNIFI_TIMEOUT: '1h', INTEGRATION_TIMEOUT: '1h', INTEGRATION_ATTEMPT_TIMEOUT: '1h' };

const saysTimes = (event: string, times: number) => (output: string) =>
  countOf(output, `"event":"${event}"`) >= times;

/** Long enough for a report that is wrongly made to have asked the console. */
const aMoment = (): Promise<void> => delay(700);

describe.concurrent('run', () => {
  test('makes a report when it is due, never two at once, and says when the next one is', async () => {
    const story: string[] = [];
    await using network = await startNetwork({
      // Several questions deep, so that one run takes longer than two slots.
      console: {
        latencyMs: 1_200,
        override: ({ path }) => {
          if (path.endsWith('/stat/health')) story.push('asked');
          return undefined;
        },
      },
      mail: {
        override: (stage) => {
          if (stage === 'MESSAGE') story.push('mailed');
          return undefined;
        },
      },
    });
    const daemon = network.start(['run'], everySecond);
    const output = await daemon.until(saysTimes('report_done', 3));
    daemon.kill('SIGTERM');

    expect(story.slice(0, 6)).toEqual(['asked', 'mailed', 'asked', 'mailed', 'asked', 'mailed']);
    expect(saysTimes('run_skipped', 2)(output)).toBe(true);
    // One at the start, and one after each report that has ended.
    expect(saysTimes('next_run', 3)(output)).toBe(true);
    expect(await daemon.ended).toMatchObject({ code: 0, signal: null });
  });

  test('each report begins where the one before it ended', async () => {
    await using network = await startNetwork();
    const daemon = network.start(['run'], everySecond);
    await daemon.until(saysTimes('report_done', 2));
    daemon.kill('SIGTERM');
    await daemon.ended;
    const [second, first] = (await historyOf(network)).slice(-2);

    expect(second?.from).toBe(first?.to);
  });
});

describe.concurrent('a signal', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends an idle daemon with 0', async (signal) => {
    await using network = await startNetwork();
    const daemon = network.start(['run'], { ...onceAYear, REPORT_CATCH_UP: 'false' });
    await daemon.until(saysTimes('next_run', 1));
    daemon.kill(signal);

    expect(await daemon.ended).toMatchObject({ code: 0, signal: null });
    expect(network.console.requests).toEqual([]);
  });

  test.each([
    ['the daemon', ['run'], 0],
    ['run --once', ['run', '--once'], 143],
  ] as const)('during a report cancels it: %s leaves nothing behind', async (_, args, code) => {
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    await using network = await startNetwork({
      console: {
        override: () => {
          ask();
          return hang;
        },
      },
    });
    const program = network.start(args, { ...onceAYear, ...patience });
    await asked;
    program.kill('SIGTERM');

    expect(await program.ended).toMatchObject({ code, signal: null });
    expect(network.mail.messages).toEqual([]);
    expect(await historyOf(network)).toEqual([]);
  });

  test.each([
    ['the daemon', ['run'], 0],
    ['run --once', ['run', '--once'], 143],
  ] as const)('while a mail server is silent leaves the report in the outbox: %s', async (_, args, code) => {
    const { promise: called, resolve: call } = Promise.withResolvers<void>();
    const silent = await listen(createServer(() => call()));
    try {
      await using network = await startNetwork();
      const program = network.start(args, { ...onceAYear, SMTP_PORT: String(silent.port) });
      await called;
      program.kill('SIGTERM');

      expect(await program.ended).toMatchObject({ code, signal: null });
      expect(await historyOf(network)).toMatchObject([{ outcome: 'kept' }]);
    } finally {
      await silent.close();
    }
  });
});

describe.concurrent('REPORT_CATCH_UP', () => {
  test('the very first start makes a report at once, however far the schedule is', async () => {
    await using network = await startNetwork();
    const daemon = network.start(['run'], onceAYear);
    const output = await daemon.until(saysTimes('report_done', 1));
    daemon.kill('SIGTERM');

    expect(await daemon.ended).toMatchObject({ code: 0 });
    expect(logLines(output)).toContainEqual(
      expect.objectContaining({ event: 'report_done', cause: 'catch-up', outcome: 'delivered' }),
    );
  });

  test('REPORT_CATCH_UP=false waits for the schedule', async () => {
    await using network = await startNetwork();
    const daemon = network.start(['run'], { ...onceAYear, REPORT_CATCH_UP: 'false' });
    await daemon.until(saysTimes('next_run', 1));
    await aMoment();
    daemon.kill('SIGTERM');
    await daemon.ended;

    expect(network.console.requests).toEqual([]);
  });

  test('a restart after a report that is still in the outbox does not make another one', async () => {
    await using network = await startNetwork({ mail: { override: () => '421 4.3.2 Not now' } });
    const first = network.start(['run'], onceAYear);
    await first.until(saysTimes('report_done', 1));
    first.kill('SIGTERM');
    await first.ended;
    const asked = network.console.requests.length;

    const second = network.start(['run'], onceAYear);
    await second.until(saysTimes('next_run', 1));
    await aMoment();
    second.kill('SIGTERM');
    await second.ended;

    expect(asked).toBeGreaterThan(5);
    expect(network.console.requests).toHaveLength(asked);
    expect(await historyOf(network)).toMatchObject([{ outcome: 'kept' }]);
  });

  test('a restart after slots that were missed makes one report, from where the last one ended', async () => {
    await using network = await startNetwork();
    const daily: Env = { ...withoutIntegrations, REPORT_SCHEDULE: 'daily' };
    await network.once(withoutIntegrations);
    const daemon = network.start(['run'], daily, startingAt(Date.now() + 3 * dayMs));
    await daemon.until(saysTimes('report_done', 1));
    daemon.kill('SIGTERM');
    await daemon.ended;
    const [second, first, ...others] = await historyOf(network);

    expect(second?.from).toBe(first?.to);
    expect(others).toEqual([]);
  });
});
