import { describe, expect, onTestFinished, test } from 'vitest';
import type { Question } from '../../src/console/console.ts';
import {
  type Answer,
  json,
  openTestConsole,
  openTestSession,
  startConsoleServer,
  viewOf,
} from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { legacy, legacyError } from '../helpers/unifi-fixture.ts';

const hourMs = 3_600_000;
const events: Question = { surface: 'v2', operation: 'list events', path: 'system-log/all', body: {} };
const eventsPath = 'POST /v2/api/site/default/system-log/all';
const systemPath = 'GET /api/s/default/stat/sysinfo';
const devices: Question = { surface: 'legacy', operation: 'list devices', path: 'stat/device' };

const open = async (answers: Readonly<Record<string, Answer>> = {}) => {
  const clock = { nowMs: 1_800_000_000_000 };
  const network = { version: '8.6.9', answers: { ...answers } };
  const dynamic: Record<string, Answer> = {
    [systemPath]: () => ({ json: legacy([{ version: network.version }]) }),
  };
  for (const path of [eventsPath, 'GET /api/s/default/stat/device'])
    dynamic[path] = (request) =>
      network.answers[path]?.(request) ?? { status: 404, json: legacyError('api.err.NotFound') };
  const server = await startConsoleServer({ answers: { ...dynamic } });
  onTestFinished(server.close);
  const session = openTestSession(server, { now: () => clock.nowMs });
  const asked = (path: string) => server.reads.filter((request) => request.path.endsWith(path)).length;
  return { clock, network, session, console: viewOf(session), asked };
};

const unsupported = { code: 'unsupported', message: 'not available on this version of the console' };

describe('a surface that the version does not have', () => {
  test('is asked for once a day, not in every report', async () => {
    const { clock, console, asked } = await open();
    for (let hour = 0; hour < 24; hour += 1) {
      await expect(console.read(events, deadline())).rejects.toMatchObject(unsupported);
      clock.nowMs += hourMs;
    }
    expect(asked('system-log/all')).toBe(1);

    await expect(console.read(events, deadline())).rejects.toMatchObject(unsupported);
    expect(asked('system-log/all')).toBe(2);
  });

  test('is remembered for every reader of the session', async () => {
    const { console, session, asked } = await open();
    await expect(console.read(events, deadline())).rejects.toMatchObject(unsupported);
    await expect(viewOf(session).read(events, deadline())).rejects.toMatchObject(unsupported);

    expect(asked('system-log/all')).toBe(1);
  });

  test('is asked for as soon as the version is another one', async () => {
    const { clock, network, console, asked } = await open({ [eventsPath]: json({}, 404) });
    await console.read({ surface: 'legacy', operation: 'read', path: 'stat/sysinfo' }, deadline());
    await expect(console.read(events, deadline())).rejects.toMatchObject(unsupported);
    clock.nowMs += hourMs;
    network.version = '9.5.21';
    network.answers[eventsPath] = json({ data: [] });

    expect(await console.read(events, deadline())).toEqual({ data: [] });
    expect(asked('system-log/all')).toBe(2);
  });

  test('costs one question for the version, however many are left out at once', async () => {
    const { clock, console, asked } = await open();
    await expect(console.read(events, deadline())).rejects.toMatchObject(unsupported);
    clock.nowMs += hourMs;
    await Promise.all(
      Array.from({ length: 5 }, () =>
        expect(console.read(events, deadline())).rejects.toMatchObject(unsupported),
      ),
    );

    expect([asked('system-log/all'), asked('stat/sysinfo')]).toEqual([1, 1]);
  });

  test.each([
    ['a refusal', json({}, 403)],
    ['an error', json({}, 500)],
    ['a web page', () => ({ text: '<html>', headers: { 'content-type': 'text/html' } })],
  ] as const)('is not made out of %s', async (_, answer) => {
    const { network, console } = await open({ [eventsPath]: answer });
    await expect(console.read(events, deadline())).rejects.toThrow();
    network.answers[eventsPath] = json({ data: [] });

    expect(await console.read(events, deadline())).toEqual({ data: [] });
  });

  test('is none that every version has: there a 404 is a console that is just starting', async () => {
    const { network, console } = await open();
    await expect(console.read(devices, deadline())).rejects.toMatchObject(unsupported);
    network.answers['GET /api/s/default/stat/device'] = json(legacy([]));

    expect(await console.read(devices, deadline())).toEqual([]);
  });

  test('is asked for while the version cannot be told', async () => {
    const server = await startConsoleServer({ answers: { [systemPath]: json({}, 500) } });
    onTestFinished(server.close);
    const console = openTestConsole(server);
    for (let round = 0; round < 2; round += 1)
      await expect(console.read(events, deadline())).rejects.toMatchObject(unsupported);

    expect(server.reads.filter(({ path }) => path.endsWith('system-log/all'))).toHaveLength(2);
  });
});
