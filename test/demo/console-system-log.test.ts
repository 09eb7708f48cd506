import { describe, expect, test } from 'vitest';
import { bodyOf, rowsOf } from './ask.ts';
import { authorized, legacy, nowMs, openConsole, v2 } from './consoles.ts';

const hourMs = 3_600_000;

const openLog = async (options = {}) => {
  const askConsole = await authorized(await openConsole('newest', options), 'newest');
  return (body: unknown, path = 'system-log/all') => askConsole(`${v2}/${path}`, { method: 'POST', body });
};

describe('system-log/all', () => {
  test('never sends more than a hundred rows, and all of them over its pages', async () => {
    const log = await openLog();
    const first = bodyOf(await log({ pageSize: 1000 }));
    const pages = await Promise.all([0, 1, 2].map((pageNumber) => log({ pageSize: 1000, pageNumber })));
    const ids = pages.flatMap((page) => rowsOf(page).map(({ id }) => id));

    expect(first).toMatchObject({ page_number: 0, total_page_count: 3 });
    expect(rowsOf(await log({ pageSize: 1000 }))).toHaveLength(100);
    expect(new Set(ids).size).toBe(first.total_element_count);
    expect(rowsOf(await log({ pageNumber: 3 }))).toEqual([]);
  });

  test('keeps to the window it is asked for, newest first', async () => {
    const log = await openLog();
    const times = rowsOf(await log({ timestampFrom: nowMs - 2 * hourMs, timestampTo: nowMs - hourMs })).map(
      (row) => Number(row.timestamp),
    );

    expect(times.length).toBeGreaterThan(0);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(nowMs - 2 * hourMs);
    expect(Math.max(...times)).toBeLessThanOrEqual(nowMs - hourMs);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  test('filters by severity and refuses the categories of another age', async () => {
    const log = await openLog();
    const severe = rowsOf(await log({ severities: ['VERY_HIGH'] }));
    const refused = await log({ categories: ['MONITORING'] });

    expect(severe.map(({ event }) => event)).toEqual(Array(5).fill('THREAT_DETECTED'));
    expect(refused.status).toBe(400);
    expect(bodyOf(refused).message).toContain('not one of the values accepted');
    expect((await log({ categories: ['SECURITY'] })).status).toBe(200);
  });

  test('leaves sentences to the reader: every placeholder but the console’s has its parameter', async () => {
    const log = await openLog();
    const rows = rowsOf(await log({ severities: ['HIGH', 'MEDIUM', 'VERY_HIGH'] }));
    const unfilled = rows.filter(({ message_raw: message, title_raw: title, parameters }) =>
      [...`${title} ${message}`.matchAll(/\{(\w+)\}/g)].some(
        ([, name]) => !Object.hasOwn(Object(parameters), name ?? ''),
      ),
    );

    expect(rows.length).toBeGreaterThan(20);
    expect(unfilled).toEqual([]);
  });

  test('counts what it lists', async () => {
    const log = await openLog();
    const events = rowsOf(await log({}, 'system-log/count'), 'events');
    const { total_element_count: total } = bodyOf(await log({}));

    expect(events.reduce((sum, { count }) => sum + Number(count), 0)).toBe(total);
    expect(events).toContainEqual({ name: 'NETWORK_WAN_FAILED', count: 1 });
  });

  test('is asked by POST only, and with JSON', async () => {
    const askConsole = await authorized(await openConsole('newest'), 'newest');
    const log = await openLog();

    expect((await askConsole(`${v2}/system-log/all`)).status).toBe(405);
    expect((await log(['no object'])).status).toBe(400);
  });
});

describe('the older lists', () => {
  test('stat/event keeps to its hours, its start and its limit', async () => {
    const askConsole = await authorized(await openConsole('v8', { world: { sessions: 2500 } }), 'v8');
    const events = async (body: unknown) =>
      rowsOf(await askConsole(`${legacy}/stat/event`, { method: 'POST', body }));
    const lastHours = await events({ within: 2 });

    expect(Math.min(...lastHours.map(({ time }) => Number(time)))).toBeGreaterThanOrEqual(nowMs - 2 * hourMs);
    expect(await events({ within: 24, _limit: 10_000 })).toHaveLength(3000);
    const [second] = await events({ within: 24, _start: 1, _limit: 1 });
    expect(second).toEqual((await events({ within: 24 }))[1]);
  });

  test('list/alarm says again what stat/event said, under another id, and the intrusions', async () => {
    const askConsole = await authorized(await openConsole('v8'), 'v8');
    const alarms = rowsOf(await askConsole(`${legacy}/list/alarm`));
    const events = rowsOf(await askConsole(`${legacy}/stat/event`, { method: 'POST', body: { within: 24 } }));
    const lost = (rows: typeof alarms) => rows.find(({ msg, key }) => key === 'EVT_AP_Lost_Contact' && msg);

    expect(lost(alarms)).toMatchObject({
      msg: lost(events.toReversed())?.msg,
      time: lost(events.toReversed())?.time,
    });
    expect(lost(alarms)?._id).not.toBe(lost(events.toReversed())?._id);
    expect(alarms.filter(({ key }) => key === 'EVT_IPS_IpsAlert')).toHaveLength(22);
  });

  test('stat/ips/event is flat and takes seconds as well as milliseconds', async () => {
    const askConsole = await authorized(await openConsole('v8'), 'v8');
    const ips = async (body: unknown) =>
      rowsOf(await askConsole(`${legacy}/stat/ips/event`, { method: 'POST', body }));
    const inMs = await ips({ start: nowMs - 8 * hourMs, end: nowMs });

    expect(inMs).toHaveLength(8);
    expect(await ips({ start: (nowMs - 8 * hourMs) / 1000, end: nowMs / 1000 })).toEqual(inMs);
    expect(
      inMs.some((row) => row.inner_alert_signature_id === 2857713 && row.inner_alert_action === 'allowed'),
    ).toBe(true);
    expect(inMs.filter((row) => Object.hasOwn(row, 'inner_alert'))).toEqual([]);
  });
});
