import { describe, expect, test } from 'vitest';
import { readEvents } from '../../src/unifi/events.ts';
import { consoleWith } from '../helpers/console-answers.ts';
import { type Answer, json } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { legacy, legacyError, unifiFixture } from '../helpers/unifi-fixture.ts';

const eventPath = 'POST /api/s/default/stat/event';
const alarmPath = 'GET /api/s/default/list/alarm';
const fromMs = 1_587_700_000_000;
const period = { fromMs, toMs: 1_589_100_000_000 };

const read = async (answers: Readonly<Record<string, Answer>>, version: string | undefined = '8.6.9') => {
  const { console, server } = await consoleWith(answers);
  return { events: await readEvents(console, period, deadline(), Promise.resolve(version)), server };
};

/** The rows inside the recorded websocket messages are those of `stat/event`. */
const recordedRows = (): unknown[] => {
  const messages = unifiFixture('aiounifi/stat-event-samples.json');
  return Array.isArray(messages) ? messages.flatMap((message) => message.payload.data) : [];
};

test('recorded events come out under the same words as newer ones, with names for addresses', async () => {
  const { events, server } = await read({ [eventPath]: json(legacy(recordedRows())) });

  expect(events.data.counts).toEqual(
    [
      'CLIENT_CONNECTED_WIRED',
      'CLIENT_CONNECTED_WIRELESS',
      'CLIENT_DISCONNECTED_WIRED',
      'CLIENT_DISCONNECTED_WIRELESS',
      'DEVICE_RECONNECTED',
      'DEVICE_UNREACHABLE',
      'EVT_SW_RestartedUnknown',
      'FIRMWARE_UPDATED',
    ].map((kind) => ({ kind, count: 1 })),
  );
  expect(events.data.rows.map(({ severity, text }) => [severity, text])).toEqual([
    ['info', 'Switch 16 was upgraded from "4.0.66.10832" to "4.3.13.11253"'],
    ['info', 'Switch 16 was connected'],
    ['warning', 'Switch 16 was disconnected'],
    ['info', 'Switch 16 was restarted'],
  ]);
  expect(server.reads.find(({ path }) => path.endsWith('stat/event'))?.json()).toEqual({
    _sort: '-time',
    within: 390,
    type: null,
    _start: 0,
    _limit: 3000,
  });
});

test('a recorded lost switch with a mutilated address', async () => {
  const row = unifiFixture('aiounifi/stat-event-sw-lost.json');
  const { events } = await read({ [eventPath]: json(legacy([row])) });
  expect(events.data.rows).toMatchObject([
    { kind: 'DEVICE_UNREACHABLE', text: 'switch name was disconnected' },
  ]);
});

const lost = {
  _id: 'e1',
  key: 'EVT_AP_Lost_Contact',
  time: fromMs + 5000,
  msg: 'AP[aa] was disconnected',
  ap_name: 'AP-1',
};

describe('alarms', () => {
  test('add what is no event, and an alarm that is one counts once', async () => {
    const overheated = {
      _id: 'a2',
      key: 'EVT_SW_Overheat',
      time: fromMs + 9000,
      msg: 'Switch[bb] overheated',
    };
    const { events } = await read({
      [eventPath]: json(legacy([lost])),
      [alarmPath]: json(legacy([{ ...lost, _id: 'a1', time: fromMs + 5400 }, overheated])),
    });

    expect(events.data.counts).toEqual([
      { kind: 'DEVICE_UNREACHABLE', count: 1 },
      { kind: 'EVT_SW_Overheat', count: 1 },
    ]);
    expect(events.notes).toEqual([]);
  });

  test('that fail cost nothing but themselves', async () => {
    const { events } = await read({ [eventPath]: json(legacy([lost])), [alarmPath]: json({}, 403) });

    expect(events.data.rows).toHaveLength(1);
    expect(events.notes).toEqual([expect.stringContaining('Alarms could not be read')]);
  });

  test('stand in where events are unknown, and that is said', async () => {
    const { events } = await read({ [alarmPath]: json(legacy([lost])) }, '10.3.58');

    expect(events.data.rows).toMatchObject([{ text: 'AP-1 was disconnected' }]);
    expect(events.notes).toEqual([expect.stringContaining('Only alarms are available')]);
  });

  test('in the number that the console caps at may miss the newest', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({
      _id: `a${index}`,
      key: 'x',
      time: 1000 + index,
    }));
    const { events } = await read({ [eventPath]: json(legacy([lost])), [alarmPath]: json(legacy(many)) });

    expect(events.notes).toEqual([expect.stringContaining('newest alarms may be missing')]);
  });
});

describe('an endpoint that has gone silent', () => {
  const stale = { ...lost, time: fromMs - 86_400_000 };

  test.each([[[]], [[stale]]])(
    'on a console too new for it is "not available", not "no events"',
    async (rows) => {
      const answers = { [eventPath]: json(legacy(rows)), [alarmPath]: json(legacyError('api.err.NotFound')) };
      await expect(read(answers, '10.0.162')).rejects.toMatchObject({ code: 'unsupported' });
    },
  );

  test('while alarms still come is not the whole day: what they tell is shown, and that it is not all', async () => {
    const alarm = { ...lost, _id: 'a1', key: 'EVT_SW_Overheat', msg: 'Switch[bb] overheated' };
    const { events } = await read(
      { [eventPath]: json(legacy([stale])), [alarmPath]: json(legacy([alarm])) },
      '10.0.162',
    );

    expect(events.data.rows).toMatchObject([{ kind: 'EVT_SW_Overheat' }]);
    expect(events.notes).toEqual([expect.stringContaining('Only alarms are available')]);
  });

  test('on an older console means that nothing happened', async () => {
    const { events } = await read({ [eventPath]: json(legacy([stale])) }, '9.4.0');
    expect(events).toEqual({ status: 'ok', notes: [], data: { source: 'legacy', rows: [], counts: [] } });
  });

  test('everywhere is "not available"', async () => {
    await expect(read({})).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('more events than come at once', () => {
  const pageOf = (start: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...lost,
      _id: `${start + index}`,
      time: fromMs + start + index,
      msg: `m${start + index}`,
    }));
  const startOf = (body: string) => Number(/"_start":(\d+)/.exec(body)?.[1]);

  test('are read page by page', async () => {
    const { events, server } = await read({
      [eventPath]: ({ body }) => ({ json: legacy(pageOf(startOf(body), startOf(body) < 3000 ? 3000 : 12)) }),
    });

    expect(events.data.counts).toEqual([{ kind: 'DEVICE_UNREACHABLE', count: 3012 }]);
    expect(events.notes).toEqual([]);
    expect(server.reads.filter(({ path }) => path.endsWith('stat/event'))).toHaveLength(2);
  });

  test('are read to the ceiling, and that is said', async () => {
    const { events } = await read({
      [eventPath]: ({ body }) => ({ json: legacy(pageOf(startOf(body), 3000)) }),
    });

    expect(events.notes).toEqual([
      'Only the newest 12000 events were read: there are more than a report reads.',
    ]);
  });

  test('are not counted again by a console that ignores the start', async () => {
    const { events, server } = await read({ [eventPath]: json(legacy(pageOf(0, 3000))) });

    expect(events.data.counts).toEqual([{ kind: 'DEVICE_UNREACHABLE', count: 3000 }]);
    expect(server.reads.filter(({ path }) => path.endsWith('stat/event'))).toHaveLength(2);
  });
});

test('two access points in one sentence keep their addresses', async () => {
  const roam = {
    key: 'EVT_XX_Moved',
    time: fromMs,
    msg: "User['cc'] roams from AP[aa] to AP[bb]",
    ap_name: 'AP-1',
    hostname: 'phone',
  };
  const { events } = await read({ [eventPath]: json(legacy([roam])) });
  expect(events.data.rows[0]?.text).toBe('phone roams from aa to bb');
});
