import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { json } from '../../src/demo/http/reply.ts';
import { temporaryFolder } from '../helpers/program.ts';
import { type Env, startNetwork, type TestNetwork, withoutIntegrations } from './network.ts';
import { historyOf, lastSaved, onlyMail, savedIn } from './results.ts';

const once = (network: TestNetwork, changes: Env = {}) =>
  network.once({ ...withoutIntegrations, ...changes });

describe.concurrent('the period', () => {
  test('starts where the last delivered report ended, and --since does not move that', async () => {
    await using network = await startNetwork();
    await once(network);
    const since = await network.run(['run', '--once', '--since', '2h'], withoutIntegrations);
    await once(network);
    const [third, second, first] = await historyOf(network);

    expect(since.code).toBe(0);
    expect(Date.parse(second?.to ?? '') - Date.parse(second?.from ?? '')).toBe(2 * 3_600_000);
    expect(third?.from).toBe(first?.to);
  });

  test('a second network in the same DATA_DIR has a period of its own', async () => {
    await using network = await startNetwork();
    await using other = await startNetwork();
    await once(network);
    await once(network, { UNIFI_HOST: other.console.host });
    const [second, first] = await historyOf(network);

    expect(first?.outcome).toBe('delivered');
    expect(Date.parse(second?.to ?? '') - Date.parse(second?.from ?? '')).toBe(24 * 3_600_000);
  });
});

describe.concurrent('without mail', () => {
  test('no SMTP_HOST: saving is delivery', async () => {
    await using network = await startNetwork();
    const ended = await once(network, { SMTP_HOST: undefined });

    expect(ended.code).toBe(0);
    expect(network.mail.messages).toEqual([]);
    expect(savedIn(network.dataDir)).toHaveLength(1);
    expect(await historyOf(network)).toMatchObject([{ outcome: 'delivered', exitCode: 0 }]);
  });

  test('--dry-run sends and records nothing, prints the text part, and writes the HTML where --out says', async () => {
    await using network = await startNetwork();
    const out = join(network.dataDir, 'preview.html');
    const ended = await network.run(['run', '--once', '--dry-run', '--out', out], withoutIntegrations);

    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^Subject: \[critical\] Harbour Office: .+\n\nHarbour Office\n/);
    expect(ended.stdout).toContain('\nClients\n=======\n');
    expect(readFileSync(out, 'utf8')).toMatch(/^<!DOCTYPE html>[\s\S]+<\/html>\s*$/);
    expect(network.mail.messages).toEqual([]);
    expect(await historyOf(network)).toEqual([]);
    expect(() => savedIn(network.dataDir)).toThrow('ENOENT');
  });

  test('--dry-run leaves what lies in the outbox where it is', async () => {
    let refusing = true;
    await using network = await startNetwork({
      mail: { override: () => (refusing ? '421 4.3.2 Not now' : undefined) },
    });
    const kept = await once(network);
    refusing = false;
    const dry = await network.run(['run', '--once', '--dry-run'], withoutIntegrations);

    expect([kept.code, dry.code]).toEqual([4, 0]);
    expect(network.mail.messages).toEqual([]);
    expect(await historyOf(network)).toMatchObject([{ outcome: 'kept' }]);
  });
});

describe.concurrent('REPORT_ONLY_IF', () => {
  /** Nothing is offline, hot, attacked or down here, and nobody copies the network's name. */
  const quiet =
    /stat\/device$|stat\/health$|stat\/rogueap$|traffic-flows|system-log|downtime|isp\/health|speedtest/;
  const quietly = {
    console: {
      override: ({ path }: { readonly path: string }) =>
        quiet.test(path) ? json(200, { meta: { rc: 'ok' }, data: [] }) : undefined,
    },
  };

  test('keeps a report without anything critical to itself: saved, recorded as silent, and the period goes on', async () => {
    await using network = await startNetwork(quietly);
    const first = await once(network, { REPORT_ONLY_IF: 'critical' });
    const second = await once(network, { REPORT_ONLY_IF: 'critical' });
    const [latest, earliest] = await historyOf(network);

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(lastSaved(network.dataDir).report.verdict.counts).toMatchObject({ critical: 0, warning: 0 });
    expect(network.mail.messages).toEqual([]);
    expect(savedIn(network.dataDir)).toHaveLength(2);
    expect([earliest?.outcome, latest?.outcome]).toEqual(['silent', 'silent']);
    expect(latest?.from).toBe(earliest?.to);
  });

  test('sends what is critical', async () => {
    await using network = await startNetwork();
    await once(network, { REPORT_ONLY_IF: 'critical' });

    expect((await onlyMail(network)).subject).toMatch(/^\[critical\]/);
  });

  test('never keeps a console that could not be read to itself', async () => {
    await using network = await startNetwork();
    const ended = await once(network, { REPORT_ONLY_IF: 'critical', UNIFI_API_KEY: 'another-key' });

    expect(ended.code).toBe(3);
    expect((await onlyMail(network)).subject).toMatch(/The console could not be read$/);
  });
});

test('a DATA_DIR that cannot be written does not stop the mail, which says so', async () => {
  await using network = await startNetwork();
  const folder = temporaryFolder();
  const file = join(folder.path, 'data');
  writeFileSync(file, 'a file in the place of the directory');
  try {
    const ended = await once(network, { DATA_DIR: file });
    const mail = await onlyMail(network);

    expect(ended.code).toBe(0);
    for (const part of [mail.html, mail.text.replaceAll(/\s+/g, ' ')])
      expect(part).toContain('is not a directory: remove the file of that name');
  } finally {
    folder.remove();
  }
});
