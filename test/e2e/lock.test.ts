import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hang } from '../../src/demo/http/reply.ts';
import { takeLock } from '../../src/store/lock.ts';
import { logLines } from '../helpers/program.ts';
import { type Env, type NetworkOptions, startNetwork, withoutIntegrations } from './network.ts';
import { countOf, historyOf } from './results.ts';

const onceAYear: Env = { ...withoutIntegrations, REPORT_SCHEDULE: '0 0 1 1 *' };
const says =
  (event: string, times = 1) =>
  (output: string) =>
    countOf(output, `"event":"${event}"`) >= times;

/** A console that keeps whoever asks waiting until it is let go, and tells when somebody asks. */
const gatedConsole = () => {
  let isOpen = false;
  const asked = Promise.withResolvers<void>();
  const console: NetworkOptions['console'] = {
    override: () => {
      if (isOpen) return undefined;
      asked.resolve();
      return hang;
    },
  };
  const open = (): void => {
    isOpen = true;
  };
  return { console, asked: asked.promise, open };
};

describe.concurrent('one report of a DATA_DIR at a time', () => {
  test('run --once beside one that is under way exits 5, says who is at it, and touches nothing', async () => {
    const gate = gatedConsole();
    await using network = await startNetwork({ console: gate.console });
    const first = network.start(['run', '--once'], withoutIntegrations);
    await gate.asked;
    const second = await network.once(withoutIntegrations);

    expect(second.code).toBe(5);
    expect(second.stderr).toMatch(
      new RegExp(
        `^unifi-report: Another process is making a report with DATA_DIR .+ right now \\(its process number is ${first.pid} on the host .+, it began at \\d{4}-\\d\\d-\\d\\dT.+Z\\)\\. Try again`,
        'm',
      ),
    );
    first.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 143 });
    expect(await historyOf(network)).toEqual([]);
  });

  test('a dry run is in nobody’s way', async () => {
    const gate = gatedConsole();
    await using network = await startNetwork({ console: gate.console });
    const first = network.start(['run', '--once'], withoutIntegrations);
    await gate.asked;
    gate.open();
    const dry = await network.run(['run', '--once', '--dry-run'], withoutIntegrations);
    first.kill('SIGKILL');
    await first.ended;

    expect(dry.code).toBe(0);
  });

  test('a process that was killed while it made a report holds up nobody', async () => {
    const gate = gatedConsole();
    await using network = await startNetwork({ console: gate.console });
    const first = network.start(['run', '--once'], withoutIntegrations);
    await gate.asked;
    first.kill('SIGKILL');
    await first.ended;
    gate.open();

    expect((await network.once(withoutIntegrations)).code).toBe(0);
    expect(network.mail.messages).toHaveLength(1);
  });

  test('two networks with a DATA_DIR each do not know of one another', async () => {
    const gate = gatedConsole();
    await using network = await startNetwork({ console: gate.console });
    await using other = await startNetwork();
    const first = network.start(['run', '--once'], withoutIntegrations);
    await gate.asked;
    expect((await other.once(withoutIntegrations)).code).toBe(0);
    first.kill('SIGKILL');
    await first.ended;
  });
});

describe.concurrent('beside a daemon', () => {
  test('that waits for its next slot, run --once makes a report', async () => {
    await using network = await startNetwork();
    const daemon = network.start(['run'], { ...onceAYear, REPORT_CATCH_UP: 'false' });
    await daemon.until(says('next_run'));
    const once = await network.once(withoutIntegrations);
    daemon.kill('SIGTERM');

    expect(once.code).toBe(0);
    expect(await daemon.ended).toMatchObject({ code: 0 });
    expect(network.mail.messages).toHaveLength(1);
  });

  test('another daemon is refused with 5, and the first one goes on', async () => {
    await using network = await startNetwork();
    const waiting: Env = { ...onceAYear, REPORT_CATCH_UP: 'false' };
    const daemon = network.start(['run'], waiting);
    await daemon.until(says('next_run'));
    const second = await network.run(['run'], waiting);

    expect(second.code).toBe(5);
    expect(second.stderr).toMatch(
      /^unifi-report: Another daemon is making the reports of DATA_DIR .+ \(its process number is \d+ on the host /m,
    );
    daemon.kill('SIGKILL');
    await daemon.ended;
    const third = network.start(['run'], waiting);
    await third.until(says('next_run'));
    third.kill('SIGTERM');
    expect(await third.ended).toMatchObject({ code: 0 });
  });

  test('that hangs, another one gives no sign of life in its place', async () => {
    await using network = await startNetwork();
    const lock = takeLock(network.dataDir, { name: 'daemon', doing: 'hanging', nowMs: Date.now() });
    const second = await network.run(['run'], onceAYear);
    if (lock.kind === 'held') lock.release();

    expect(second.code).toBe(5);
    expect(existsSync(join(network.dataDir, 'heartbeat'))).toBe(false);
  });

  test('whose slot comes during a report by hand, that report is the one: the daemon makes none beside it', async () => {
    const asked = Promise.withResolvers<void>();
    await using network = await startNetwork({
      console: {
        override: () => {
          asked.resolve();
          return undefined;
        },
      },
    });
    const byHand = network.start(['run', '--once'], { ...withoutIntegrations, UNIFI_TIMEOUT: '1h' });
    await asked.promise;
    byHand.kill('SIGSTOP');
    const daemon = network.start(['run'], onceAYear);
    await daemon.until(says('run_waits'));
    byHand.kill('SIGCONT');
    expect((await byHand.ended).code).toBe(0);
    const output = await daemon.until(says('run_skipped'));
    daemon.kill('SIGTERM');

    expect(await daemon.ended).toMatchObject({ code: 0 });
    expect(logLines(output).filter(({ event }) => event === 'report_done')).toEqual([]);
    expect(await historyOf(network)).toHaveLength(1);
  });

  test('whose slot comes during a report by hand that comes to nothing, the daemon makes its own', async () => {
    const gate = gatedConsole();
    await using network = await startNetwork({ console: gate.console });
    const byHand = network.start(['run', '--once'], { ...withoutIntegrations, UNIFI_TIMEOUT: '1h' });
    await gate.asked;
    const daemon = network.start(['run'], onceAYear);
    await daemon.until(says('run_waits'));
    gate.open();
    byHand.kill('SIGKILL');
    await byHand.ended;
    await daemon.until(says('report_done'));
    daemon.kill('SIGTERM');

    expect(await daemon.ended).toMatchObject({ code: 0 });
    expect(await historyOf(network)).toMatchObject([{ outcome: 'delivered' }]);
  });
});
