import { describe, expect, test } from 'vitest';
import type { Question } from '../../src/console/console.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import { collectFrom, everRecorded } from '../helpers/collected.ts';
import { consoleWith } from '../helpers/console-answers.ts';
import { json } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { bugsIn } from '../helpers/log.ts';
import { answerOf, elsewhere, type Recorded, recordedFiles, recordings } from '../helpers/recorded.ts';
import { unifiFixture } from '../helpers/unifi-fixture.ts';
import { slips, written } from '../helpers/written.ts';

test('every recording is put to the test', () => {
  expect(recordedFiles().filter((file) => !elsewhere.test(file))).toEqual(
    recordings.map(({ file }) => file).toSorted(),
  );
});

const questionOf = (at: string): Question => {
  const [, method, surface, path = ''] = /^(\w+) \/(api\/s|v2\/api\/site)\/default\/(.+)$/.exec(at) ?? [];
  return {
    surface: surface === 'api/s' ? 'legacy' : 'v2',
    operation: 'read a recording',
    path,
    ...(method === 'POST' && { body: {} }),
  };
};

const isList = ({ at }: Recorded): boolean => at !== 'GET /api/self/sites';

test.each(recordings.filter(isList).map((one) => [one.file, one] as const))(
  '%s comes through the client as it was recorded',
  async (_, recorded) => {
    const { console } = await consoleWith({ [recorded.at]: json(answerOf(recorded)) });
    const question = questionOf(recorded.at);
    const answer = answerOf(recorded);
    const inside = question.surface === 'legacy' ? Reflect.get(Object(answer), 'data') : answer;

    expect(inside).toBeDefined();
    expect(await console.read(question, deadline())).toEqual(inside);
  },
);

/** Each path that a collection asks, found out by asking a console that knows none. */
const askedPaths = async (): Promise<readonly string[]> => {
  const { server } = await collectFrom({});
  return server.reads.map(({ method, path }) => `${method} ${path.replace('/proxy/network', '')}`);
};

const partsOf = (snapshot: Snapshot): readonly unknown[] =>
  Object.values(snapshot).filter((part) => typeof part === 'object' && 'status' in part);

describe('an answer in the wrong place', () => {
  test.each(recordedFiles())('%s on every path is a snapshot and a readable report', async (file) => {
    const foreign = json(unifiFixture(file));
    const paths = (await askedPaths()).filter((path) => path !== 'GET /api/self/sites');
    const { snapshot, lines } = await collectFrom(Object.fromEntries(paths.map((path) => [path, foreign])));
    const { email } = written(snapshot, everRecorded);

    expect(bugsIn(lines)).toEqual([]);
    for (const part of partsOf(snapshot))
      expect(part).toMatchObject({ status: expect.stringMatching(/^(ok|missing)$/) });
    expect(JSON.stringify(snapshot)).not.toContain('"code":"unexpected"');
    expect(email.text).not.toMatch(slips);
    expect(email.html).not.toMatch(slips);
  });
});
