import { expect, onTestFinished, test } from 'vitest';
import type { ConsoleConfig } from '../src/config/config.ts';
import type { Question } from '../src/console/console.ts';
import { createConsoleDoors } from '../src/console-doors.ts';
import {
  type Answer,
  apiKey,
  holding,
  json,
  password,
  startConsoleServer,
  username,
} from './helpers/console-server.ts';
import { deadline } from './helpers/deadline.ts';
import { testGuard } from './helpers/guard.ts';
import { loopbackFingerprint } from './helpers/https-server.ts';
import { recordingLog } from './helpers/log.ts';
import { legacy } from './helpers/unifi-fixture.ts';

/** One console, and the doors to it: the report's own (a login), and the one of an integration (a key) without a host. */
async function openDoors(answers: Readonly<Record<string, Answer>>, config: Partial<ConsoleConfig> = {}) {
  const server = await startConsoleServer({ answers });
  onTestFinished(server.close);
  const doors = createConsoleDoors(
    {
      baseUrl: server.url,
      host: server.host,
      credentials: { kind: 'login', username, password },
      kind: 'unifi-os',
      tls: { mode: 'fingerprint', sha256: loopbackFingerprint },
      timeoutMs: 20_000,
      ...config,
    },
    { userAgent: 'unifi-report/test', now: () => Date.now(), log: recordingLog().log },
  );
  const { request } = testGuard({}, { circuit: 'none' }).guard;
  return { server, own: doors.own(request), second: doors.open({ apiKey }, request, 'CYBERSECURE') };
}

test.each([
  ['twelve requests', 12, { surface: 'legacy', operation: 'read', path: 'stat/health' }],
  ['four heavy ones', 4, { surface: 'legacy', operation: 'list', path: 'stat/health', heavy: true }],
] as const satisfies readonly (readonly [string, number, Question])[])(
  'two sessions with one console, each with credentials of its own, ask at most %s at once',
  async (_, most, question) => {
    const { server, own, second } = await openDoors({ 'GET /api/s/default/stat/health': holding(most) });
    const readers = [own, second];
    await Promise.all(readers.map((reader) => reader.site(deadline())));
    await Promise.all(
      readers.flatMap((reader) => Array.from({ length: 10 }, () => reader.read(question, deadline()))),
    );

    expect(server.mostAtOnce()).toBe(most);
    expect(server.reads).toHaveLength(22);
  },
);

test('an integration that names no host reads the site of the report', async () => {
  const sites = [
    { _id: '1', name: 'default', desc: 'Harbour Office' },
    { _id: '2', name: 'x7k2', desc: 'Warehouse' },
  ];
  const { own, second } = await openDoors(
    { 'GET /api/self/sites': json(legacy(sites)) },
    { site: 'Warehouse' },
  );

  expect(await second.site(deadline())).toMatchObject({ name: 'x7k2' });
  expect(await own.site(deadline())).toMatchObject({ name: 'x7k2' });
});
