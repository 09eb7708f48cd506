import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { logLines } from '../helpers/program.ts';
import { startNetwork, withoutIntegrations } from './network.ts';
import { historyOf, mailsOf } from './results.ts';

/** From the first question to the console on nothing can be written to the store, as on a disk that has become full. */
const startWithStoreThatFails = async () => {
  let isFailing = true;
  let writer: DatabaseSync | undefined;
  const network = await startNetwork({
    console: {
      override: () => {
        if (!isFailing || writer !== undefined) return undefined;
        writer = new DatabaseSync(join(network.dataDir, 'unifi-report.db'));
        writer.exec('BEGIN IMMEDIATE');
        return undefined;
      },
    },
  });
  const mend = (): void => {
    isFailing = false;
    writer?.close();
  };
  return { network, mend, [Symbol.asyncDispose]: () => network[Symbol.asyncDispose]() };
};

/** Node sees a disk with so much room; the real one has more. */
const withRoomFor = (bytes: number): readonly string[] => {
  const told = `{bavail:${bytes / 4096},bsize:4096,blocks:1e6}`;
  const patch = `import fs from 'node:fs';import{syncBuiltinESMExports}from'node:module';fs.statfsSync=()=>(${told});syncBuiltinESMExports()`;
  return ['--import', `data:text/javascript,${encodeURIComponent(patch)}`];
};

describe('a disk that is full, or soon will be', () => {
  test.each([
    ['0', 0, /is full or nearly so \(less than 1 MB is left\)/],
    ['3 MB', 3 * 1024 ** 2, /is full or nearly so \(3 MB are left\).*Free some space/],
  ])('is told by every report while %s is left', async (_, bytes, expected) => {
    await using network = await startNetwork();
    await network.run(['run', '--once'], withoutIntegrations, withRoomFor(bytes));
    await network.run(['run', '--once'], withoutIntegrations, withRoomFor(bytes));

    const texts = (await mailsOf(network)).map(({ text }) => text.replaceAll(/\s+/g, ' '));
    expect(texts).toEqual([expect.stringMatching(expected), expect.stringMatching(expected)]);
  });

  test('is not spoken of while there is room', async () => {
    await using network = await startNetwork();
    await network.run(['run', '--once'], withoutIntegrations, withRoomFor(9 * 1024 ** 2));
    expect((await mailsOf(network))[0]?.text).not.toMatch(/nearly so|Free some space/);
  });
});

describe('a store that cannot be written when the report is ready', () => {
  test('does not stop it: it is mailed without being stored, and the next one covers its time again', async () => {
    await using started = await startWithStoreThatFails();
    const { network, mend } = started;
    const first = await network.once(withoutIntegrations);
    const events = logLines(first.stderr).map(({ event }) => event);
    mend();
    const second = await network.once(withoutIntegrations);
    const history = await historyOf(network);
    const ids = (await mailsOf(network)).map(({ messageId }) => messageId);

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(events).toContain('outbox_not_written');
    expect(new Set(ids).size).toBe(2);
    expect(history).toMatchObject([{ outcome: 'delivered', messageId: ids[1] }]);
    expect(Date.parse(history[0]?.to ?? '') - Date.parse(history[0]?.from ?? '')).toBe(24 * 3_600_000);
  });

  test('and a mail server that is down leave a report that was saved, and 4', async () => {
    await using started = await startWithStoreThatFails();
    const { network, mend } = started;
    await network.mail.close();
    const first = await network.once(withoutIntegrations);
    mend();

    expect(first.code).toBe(4);
    expect(first.stderr).toMatch(/^unifi-report: not delivered: .*refuses connections/m);
    expect(logLines(first.stderr).find(({ event }) => event === 'report_done')).toMatchObject({
      outcome: 'failed',
      savedAs: expect.stringMatching(/\.html$/),
    });
  });
});
