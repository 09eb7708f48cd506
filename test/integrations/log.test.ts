import { expect, test } from 'vitest';
import { SourceError } from '../../src/net/errors.ts';
import { define, defineFetch, harness, oneNote } from './harness.ts';

const healthy = defineFetch('healthy', async () => oneNote());

test('each run ends with one INFO line that holds the stats of every integration', async () => {
  const refused = defineFetch('refused', async () => {
    throw new SourceError('unauthorized', 'refused the credentials (HTTP 401)');
  });
  const subject = harness([healthy, refused]);
  await subject.run();
  await subject.run();

  const done = subject.event('integrations_done');
  expect(done).toHaveLength(2);
  expect(done[1]).toMatchObject({
    level: 'info',
    fields: {
      integrations: [
        { name: 'healthy', state: 'closed', calls: 2, failures: 0, lastSuccessAtMs: expect.any(Number) },
        {
          name: 'refused',
          state: 'closed',
          calls: 2,
          failures: 2,
          lastFailureCode: 'unauthorized',
          lastFailureAtMs: expect.any(Number),
          lastDurationMs: expect.any(Number),
        },
      ],
    },
  });
});

test('a foreseen failure is a warning, a thing that nobody expected an error', async () => {
  const foreseen = defineFetch('foreseen', async () => {
    throw new SourceError('network', 'connection refused');
  });
  const bug = defineFetch('bug', async () => JSON.parse('null').property);
  const fragile = define('fragile', () => {
    throw new Error('FRAGILE_TOKEN is wrong');
  });
  const subject = harness([foreseen, bug, fragile]);
  await subject.run();
  const failed = subject.event('fetch_failed');
  const levels = failed.map(({ level, fields }) => [fields.integration, level, fields.code]);
  expect(levels.toSorted()).toEqual([
    ['bug', 'error', 'unexpected'],
    ['foreseen', 'warn', 'network'],
    ['fragile', 'error', 'unexpected'],
  ]);
  expect(failed.find(({ fields }) => fields.integration === 'bug')?.fields.err).toMatchObject({
    type: 'TypeError',
  });
});

test('a run in which all is well writes nothing above INFO', async () => {
  const subject = harness([healthy]);
  await subject.run();
  expect(subject.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
});
