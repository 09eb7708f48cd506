import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Parcel } from '../../src/deliver/channel.ts';
import { memoryStore, type OpenedStore, openStore } from '../../src/store/database.ts';
import { migrations } from '../../src/store/migrations.ts';
import type { RunOutcome, RunRecord } from '../../src/store/store.ts';

let dataDir = '';
let opened: OpenedStore[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'store-'));
  opened = [];
});
afterEach(() => {
  for (const { store } of opened) store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const now = () => Date.UTC(2026, 10, 21, 6, 30, 15);
const open = (directory = dataDir): OpenedStore => {
  const result = openStore(directory, { now });
  opened.push(result);
  return result;
};
const path = () => join(dataDir, 'unifi-report.db');

const source = '192.0.2.1/default';
const runOf = (id: string, changes: Partial<RunRecord> = {}): RunRecord => ({
  id,
  startedAtMs: 1_700_000_000_000,
  fromMs: 1_699_913_600_000,
  toMs: 1_700_000_000_000,
  movesMark: true,
  outcome: 'delivered',
  messageId: `<${id}@example.org>`,
  exitCode: 0,
  verdict: 'clear',
  subject: 'Büro: all clear',
  savedAs: 'reports/2026-11-21-070000.html',
  durationMs: 4200,
  ...changes,
});

/** What no text would bring back as it was. */
const mail: Parcel = { messageId: '<run-1@example.org>', raw: Uint8Array.from([0, 0xff, 0x0d, 0x0a]) };

describe('what was written is read back after a restart', () => {
  test.each(['UTC', 'Pacific/Auckland', 'America/St_Johns'])(
    'the mark of the last report, to the millisecond, when the process runs in %s',
    (timeZone) => {
      const before = process.env.TZ;
      try {
        process.env.TZ = 'Europe/Berlin';
        const first = open();
        first.store.addRun(source, runOf('run-1', { toMs: 1_792_913_400_001 }));
        first.store.close();

        process.env.TZ = timeZone;
        expect(open().store.lastMarkMs(source)).toBe(1_792_913_400_001);
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    },
  );

  test('a run, with and without what is optional', () => {
    const {
      messageId: _none,
      savedAs: _neither,
      ...bare
    } = runOf('bare', { outcome: 'failed', movesMark: false });
    const first = open();
    first.store.addRun(source, runOf('full'));
    first.store.addRun(source, bare);
    first.store.close();

    expect(open().store.runs(10)).toEqual([
      { ...bare, source },
      { ...runOf('full'), source },
    ]);
  });

  test('how each integration has fared, an open circuit included', () => {
    const fared: RunRecord['integrations'] = [
      {
        name: 'cloudflare',
        state: 'open',
        calls: 4,
        failures: 3,
        lastFailureAtMs: 1_700_000_000_000,
        lastFailureCode: 'timeout',
        lastSuccessAtMs: 1_699_000_000_000,
        lastDurationMs: 30_000,
      },
      { name: 'cybersecure', state: 'closed', calls: 0, failures: 0 },
    ];
    const first = open();
    first.store.addRun(source, runOf('run-1', { integrations: fared }));
    first.store.close();

    expect(open().store.runs(1)[0]?.integrations).toEqual(fared);
  });

  test('a run all the same when what is stored of its integrations cannot be read', () => {
    const first = open();
    first.store.addRun(source, runOf('run-1', { integrations: [] }));
    first.store.close();
    const database = new DatabaseSync(path());
    database.exec(`UPDATE runs SET integrations = '[{"name":"cloudflare","state":"molten"}'`);
    database.close();

    expect(open().store.runs(1)).toEqual([{ ...runOf('run-1'), source }]);
  });

  test('the outbox, to the byte, with the mark of a hand-over under way', () => {
    const first = open();
    first.store.addRun(source, runOf('run-1'));
    first.store.outbox('mail').put('run-1', mail, ['owner@example.org']);
    first.store.outbox('mail').markHandedOver('run-1', ['owner@example.org']);
    first.store.close();

    const { store } = open();
    store.outbox('mail').countLeftHandedOver();
    const [entry] = store.outbox('mail').entries();
    expect(entry).toMatchObject({
      runId: 'run-1',
      recipients: [{ address: 'owner@example.org', state: 'pending', unknownAttempts: 1 }],
    });
    expect(entry?.parcel.messageId).toBe(mail.messageId);
    expect([...(entry?.parcel.raw ?? [])]).toEqual([...mail.raw]);
  });
});

describe('the mark', () => {
  test('is unknown before the first report', () => {
    expect(open().store.lastMarkMs(source)).toBeUndefined();
  });

  test('is moved by delivered and silent reports only, and not by --since', () => {
    const { store } = open();
    const outcomes: readonly RunOutcome[] = ['delivered', 'kept', 'refused', 'failed'];
    for (const [index, outcome] of outcomes.entries()) {
      store.addRun(source, runOf(outcome, { outcome, toMs: 1000 + index }));
    }
    expect(store.lastMarkMs(source)).toBe(1000);
    store.addRun(source, runOf('since', { movesMark: false, toMs: 5000 }));
    expect(store.lastMarkMs(source)).toBe(1000);
    store.addRun(source, runOf('silent', { outcome: 'silent', toMs: 6000 }));
    expect(store.lastMarkMs(source)).toBe(6000);
  });

  test('differs from where the newest report ended, which counts whatever became of it', () => {
    const { store } = open();
    expect(store.lastRunEndMs(source)).toBeUndefined();
    store.addRun(source, runOf('delivered', { toMs: 1000 }));
    store.addRun(source, runOf('kept', { outcome: 'kept', toMs: 2000 }));
    store.addRun(source, runOf('by hand', { movesMark: false, toMs: 3000 }));
    store.addRun('192.0.2.1/branch', runOf('elsewhere', { toMs: 4000 }));
    expect(store.lastRunEndMs(source)).toBe(2000);
    expect(store.lastMarkMs(source)).toBe(1000);
  });

  test('belongs to one console and site', () => {
    const { store } = open();
    store.addRun(source, runOf('run-1', { toMs: 1000 }));
    store.addRun('192.0.2.1/branch', runOf('run-2', { toMs: 2000 }));
    expect(store.lastMarkMs(source)).toBe(1000);
    expect(store.lastMarkMs('192.0.2.2/default')).toBeUndefined();
  });

  test('that a wrong clock set in the future is overtaken by the next report', () => {
    const { store } = open();
    store.addRun(source, runOf('wrong', { toMs: 9_999_999_999_999 }));
    store.addRun(source, runOf('right', { toMs: 1000 }));
    expect(store.lastMarkMs(source)).toBe(1000);
  });
});

describe('runs', () => {
  test('come newest first, as many as asked for', () => {
    const { store } = open();
    for (const id of ['a', 'b', 'c']) store.addRun(source, runOf(id));
    expect(store.runs(2).map(({ id }) => id)).toEqual(['c', 'b']);
  });

  test('are replaced, in their place, when told again under the same id', () => {
    const { store } = open();
    store.addRun(source, runOf('a', { outcome: 'kept', exitCode: 4 }));
    store.addRun(source, runOf('b'));
    store.addRun(source, runOf('a', { durationMs: 12.6 }));
    expect(store.runs(10)).toMatchObject([{ id: 'b' }, { id: 'a', outcome: 'delivered', durationMs: 13 }]);
  });
});

test('a part of a transaction that fails is undone alone', () => {
  const { store } = open();
  store.atomically(() => {
    store.addRun(source, runOf('whole'));
    const broken = () =>
      store.atomically(() => {
        store.addRun(source, runOf('part'));
        throw new Error('on purpose');
      });
    expect(broken).toThrow('on purpose');
  });
  expect(store.runs(10).map(({ id }) => id)).toEqual(['whole']);
});

describe('the file', () => {
  test('is made with its directory, and readable for its owner only, its log as well', () => {
    const nested = join(dataDir, 'not', 'there');
    const { store } = open(nested);
    store.addRun(source, runOf('run-1'));
    const names = readdirSync(nested);
    expect(names).toContain('unifi-report.db-wal');
    for (const name of names) expect(statSync(join(nested, name)).mode & 0o077).toBe(0);
  });

  test('that others could read is closed to them', () => {
    writeFileSync(path(), '', { mode: 0o644 });
    open();
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  test('gives up nothing when two programs have it open', () => {
    const first = open().store;
    const second = open().store;
    first.addRun(source, runOf('a'));
    second.addRun(source, runOf('b'));
    expect(first.runs(10).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('survives being opened, and closed twice', () => {
    const { store, notices } = open();
    expect(notices).toEqual([]);
    store.close();
    store.close();
    expect(open().notices).toEqual([]);
  });
});

describe('a damaged file', () => {
  test('that is no database is set aside, named, and replaced by one that works', () => {
    writeFileSync(path(), 'this is not a database '.repeat(100));
    const { store } = open();
    expect(store.untoldNews(source)).toEqual([
      expect.stringContaining(`${path()}.corrupt-2026-11-21T06-30-15-000Z`),
    ]);
    expect(existsSync(`${path()}.corrupt-2026-11-21T06-30-15-000Z`)).toBe(true);
    store.addRun(source, runOf('run-1'));
    expect(store.lastMarkMs(source)).toBe(1_700_000_000_000);
  });

  test('that is a database with broken pages is set aside as well', () => {
    const first = open().store;
    for (let index = 0; index < 200; index += 1) first.addRun(source, runOf(`run-${index}`));
    first.close();
    const pageBytes = 4096;
    const bytes = Buffer.alloc(pageBytes * 4, 0xff);
    const database = Buffer.concat([readFileSync(path()).subarray(0, pageBytes), bytes]);
    writeFileSync(path(), database);

    const { store } = open();
    expect(store.untoldNews(source)).toHaveLength(1);
    expect(store.runs(10)).toEqual([]);
  });

  test('is news until a report has reached somebody, whichever process met it', () => {
    writeFileSync(path(), 'this is not a database '.repeat(100));
    open().store.close();
    const { store } = open();
    expect(store.untoldNews(source)).toHaveLength(1);
    for (const outcome of ['kept', 'silent', 'failed', 'refused'] as const) {
      store.addRun(source, runOf(outcome, { outcome }));
    }
    expect(store.untoldNews(source)).toHaveLength(1);
    store.addRun(source, runOf('told'));
    expect(store.untoldNews(source)).toEqual([]);
    expect(store.untoldNews('192.0.2.1/branch')).toHaveLength(1);
  });
});

describe('a store that cannot be opened', () => {
  test('says so when a file is in the place of the directory', () => {
    const inTheWay = join(dataDir, 'file');
    writeFileSync(inTheWay, '');
    expect(() => open(inTheWay)).toThrow(`DATA_DIR ${inTheWay} is not a directory: remove the file`);
  });

  test('says so when the file is a directory', () => {
    mkdirSync(path());
    expect(() => open()).toThrow(`DATA_DIR ${dataDir} cannot be written`);
  });

  test('says so when a newer version wrote it, and leaves it as it is', () => {
    open().store.close();
    const newer = new DatabaseSync(path());
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(() => open()).toThrow('written by a newer version');
    expect(readdirSync(dataDir)).toEqual(['unifi-report.db']);
  });
});

describe('the store in memory', () => {
  test('does the same, and says what it costs and why', () => {
    const { store, notices } = memoryStore('DATA_DIR /data is not writable.');
    store.addRun(source, runOf('run-1'));
    store.outbox('mail').put('run-1', mail, ['owner@example.org']);
    expect(store.lastMarkMs(source)).toBe(1_700_000_000_000);
    expect(store.outbox('mail').entries()).toHaveLength(1);
    store.close();
    expect(notices).toEqual([expect.stringContaining('DATA_DIR /data is not writable.')]);
  });
});

test('what waits in a file from before there were several channels waits for the mail', () => {
  const old = new DatabaseSync(path());
  for (const statements of migrations.slice(0, 4)) old.exec(statements);
  old.exec(`PRAGMA user_version = 4`);
  const columns =
    'id, source, started_at_ms, from_ms, to_ms, moves_mark, exit_code, verdict, subject, duration_ms';
  old.exec(`INSERT INTO runs (${columns}, outcome, message_id) VALUES
              ('waits', '${source}', 3, 1, 2, 1, 4, 'clear', 'Subject', 4, 'delivered', '<waits@example.org>'),
              ('saved', '${source}', 3, 1, 2, 1, 0, 'clear', 'Subject', 4, 'delivered', NULL)`);
  old.exec(
    `INSERT INTO outbox (run_id, message_id, raw) VALUES ('waits', '<waits@example.org>', x'00ff0d0a')`,
  );
  old.exec(`INSERT INTO sends (run_id, address, state, handed_over, unknown_attempts) VALUES
              ('waits', 'owner@example.org', 'pending', 1, 0), ('waits', 'other@example.org', 'accepted', 0, 1)`);
  old.close();
  const { store } = open();

  expect(store.outbox('mail').entries()).toMatchObject([
    {
      runId: 'waits',
      parcel: { messageId: '<waits@example.org>', raw: mail.raw },
      recipients: [
        { address: 'owner@example.org', state: 'pending', unknownAttempts: 0 },
        { address: 'other@example.org', state: 'accepted', unknownAttempts: 1 },
      ],
    },
  ]);
  expect(store.outbox('webhook').entries()).toEqual([]);
  store.outbox('mail').countLeftHandedOver();
  expect(store.outbox('mail').entries()[0]?.recipients[0]).toMatchObject({ unknownAttempts: 1 });
  expect(store.runs(2).map(({ id, channels }) => [id, channels])).toEqual([
    ['saved', undefined],
    ['waits', { mail: 'delivered' }],
  ]);
});

test('a file of the first version is taken over with everything in it', () => {
  const [first = ''] = migrations;
  const old = new DatabaseSync(path());
  old.exec(first);
  old.exec(`PRAGMA user_version = 1`);
  old.exec(`INSERT INTO runs (id, source, started_at_ms, from_ms, to_ms, moves_mark, outcome, exit_code, verdict,
                              subject, duration_ms)
            VALUES ('old', '${source}', 3, 1, 2, 1, 'delivered', 0, 'clear', 'Subject', 4)`);
  old.close();
  const { store, notices } = open();
  store.addRun(source, runOf('new', { integrations: [] }));

  expect(store.runs(10).map(({ id }) => id)).toEqual(['new', 'old']);
  expect(notices).toEqual([]);
});
