import { describe, expect, test } from 'vitest';
import type { IntegrationDefinition } from '../../src/integrations/integration.ts';
import { getSection, hasData } from '../../src/integrations/results.ts';
import { SourceError } from '../../src/net/errors.ts';
import { define, defineFetch, harness, oneNote, period } from './harness.ts';

const healthy = defineFetch('healthy', async () => oneNote());
/** A hang must not make these tests slow. */
const settings = { timeoutMs: 200 };

const broken: readonly (readonly [string, IntegrationDefinition['create']])[] = [
  [
    'throws at once',
    () => ({
      fetch: () => {
        throw new Error('boom');
      },
    }),
  ],
  ['rejects', () => ({ fetch: () => Promise.reject(new Error('boom')) })],
  ['rejects with a SourceError', () => ({ fetch: () => Promise.reject(new SourceError('forbidden', 'no')) })],
  ['rejects with text', () => ({ fetch: () => Promise.reject('boom') })],
  ['rejects with nothing', () => ({ fetch: () => Promise.reject(undefined) })],
  ['never answers', () => ({ fetch: () => new Promise(() => {}) })],
  ['returns a failure', () => ({ fetch: async () => ({ failure: 'rate_limited', detail: 'slow down' }) })],
  ['returns nothing', () => ({ fetch: async () => JSON.parse('null') })],
  ['returns blocks that are no list', () => ({ fetch: async () => JSON.parse('{"blocks":1}') })],
  [
    'returns a block that cannot be shown',
    () => ({
      fetch: async () => ({
        blocks: [{ kind: 'facts', items: [{ label: 'x', value: { number: Number.NaN } }] }],
        facts: [],
        findings: [],
      }),
    }),
  ],
  [
    'has a constructor that throws',
    () => {
      throw new Error('boom');
    },
  ],
  ['is created as nothing', () => JSON.parse('{}')],
];

describe('one failing does not touch the others', () => {
  test.each(broken)('an integration that %s has its failed section', async (_what, create) => {
    const results = await harness([define('broken', create), healthy], { settings }).run();

    expect(results.sections).toEqual([
      {
        name: 'broken',
        displayName: 'broken',
        success: false,
        errorMessage: 'Unable to fetch data',
        reason: expect.stringMatching(/^[A-Z].{10,}\.$/),
      },
      { name: 'healthy', displayName: 'healthy', success: true, data: oneNote() },
    ]);
    expect(results.results.map(({ name, success }) => ({ name, success }))).toEqual([
      { name: 'broken', success: false },
      { name: 'healthy', success: true },
    ]);
  });

  const leak = 'Unable to fetch data with canary-token from https://user:pass@x.example/?k=canary-query';

  test.each<[string, IntegrationDefinition]>([
    ['returned', defineFetch('leaky', async () => ({ failure: 'http_error', detail: leak }))],
    ['thrown', defineFetch('leaky', () => Promise.reject(new SourceError('http_error', leak)))],
    [
      'thrown by the constructor',
      define('leaky', () => {
        throw new SourceError('http_error', leak);
      }),
    ],
  ])('a %s reason never repeats the words of the heading and holds nothing secret', async (_how, leaky) => {
    const subject = harness([leaky]);
    const { sections, results } = await subject.run();

    expect(sections[0]).toMatchObject({ reason: expect.stringContaining('no data with [redacted]') });
    expect(JSON.stringify([results, subject.lines])).not.toMatch(/unable to fetch|canary|pass@/i);
  });

  test('sections stand in the order of the list, never of completion', async () => {
    const gate = Promise.withResolvers<void>();
    const slow = defineFetch('slow', async () => {
      await gate.promise;
      return oneNote();
    });
    const fast = defineFetch('fast', async () => {
      gate.resolve();
      return oneNote();
    });
    const { sections, results } = await harness([slow, fast]).run();
    expect(sections.map(({ name }) => name)).toEqual(['slow', 'fast']);
    expect(results.map(({ name }) => name)).toEqual(['slow', 'fast']);
  });
});

describe('all run at the same time', () => {
  test('each starts before any ends, and while the caller collects', async () => {
    const names = ['a', 'b', 'c'];
    const everybodyIsHere = Promise.withResolvers<void>();
    const callerIsHere = Promise.withResolvers<void>();
    const arrived = new Set<string>();
    const definitions = names.map((name) =>
      defineFetch(name, async () => {
        arrived.add(name);
        if (arrived.size === names.length) everybodyIsHere.resolve();
        await Promise.all([everybodyIsHere.promise, callerIsHere.promise]);
        return oneNote(name);
      }),
    );
    const running = harness(definitions).run();
    await everybodyIsHere.promise;
    callerIsHere.resolve();
    expect((await running).sections.map(({ success }) => success)).toEqual([true, true, true]);
  });
});

describe('what is off leaves no trace', () => {
  test('no integration gives empty results and no line in the log', async () => {
    const subject = harness([]);
    const results = await subject.run();
    expect(results).toEqual({ sections: [], results: [] });
    expect(hasData(results)).toBe(false);
    expect(subject.lines).toEqual([]);
    expect(subject.runner.stats()).toEqual([]);
  });

  test('unconfigured is silent, in the report and in the log', async () => {
    const subject = harness([healthy, defineFetch('absent', async () => oneNote())], {
      env: { HEALTHY_TOKEN: 'x' },
    });
    const results = await subject.run();
    expect(getSection(results, 'absent')).toBeUndefined();
    expect(JSON.stringify([results, subject.lines, subject.runner.stats()])).not.toContain('absent');
  });

  test('partly configured leaves nothing in the report and is never created', async () => {
    const half = define('half', () => {
      throw new Error('must not be created');
    });
    const results = await harness([half], { env: { HALF_HOST: 'x' } }).run();
    expect(results).toEqual({ sections: [], results: [] });
  });
});

describe('an integration and its instance', () => {
  test('is created once, at the first run, with its own variables and no others', async () => {
    const seen: unknown[] = [];
    const subject = harness(
      [
        define('own', (env) => {
          seen.push(env);
          return { fetch: async () => oneNote() };
        }),
      ],
      { env: { OWN_TOKEN: ' t ', OWN_HOST: '', OTHER_TOKEN: 'not yours', UNIFI_API_KEY: 'not yours' } },
    );
    expect(seen).toEqual([]);
    await subject.run();
    await subject.run();
    expect(seen).toEqual([{ OWN_TOKEN: 't' }]);
  });

  test('is told the period, a signal and a deadline that is the budget', async () => {
    const seen: unknown[] = [];
    const before = Date.now();
    await harness([
      defineFetch('curious', async (context) => {
        seen.push(context.period, context.signal.aborted, context.deadlineMs - before >= 30_000);
        return oneNote();
      }),
    ]).run();
    expect(seen).toEqual([period, false, true]);
  });

  test('a throwing constructor becomes a failed section each time, and is tried again at the next run', async () => {
    let attempts = 0;
    const subject = harness([
      define('fragile', () => {
        attempts += 1;
        if (attempts <= 5)
          throw new Error('FRAGILE_TOKEN holds a Global API key; make an API token instead.');
        return { fetch: async () => oneNote() };
      }),
    ]);
    for (let run = 1; run <= 5; run += 1) {
      expect((await subject.run()).sections[0]).toMatchObject({
        errorMessage: 'Unable to fetch data',
        reason:
          'It is not set up correctly: FRAGILE_TOKEN holds a Global API key; make an API token instead.',
      });
    }
    expect((await subject.run()).sections[0]).toMatchObject({ success: true });
    expect(subject.event('circuit_opened')).toEqual([]);
    expect(subject.event('fetch_failed')).toHaveLength(5);
  });

  test('a constructor that trips over a bug of its own shows none of it', async () => {
    const clumsy = define('clumsy', (env) => JSON.parse('null').x ?? env);
    const { sections } = await harness([clumsy]).run();
    expect(sections[0]).toMatchObject({ reason: 'It is not set up correctly: the log says more.' });
  });

  test('a caller that stops ends the fetch at once, and it does not count against the source', async () => {
    const stop = new AbortController();
    const started = Promise.withResolvers<void>();
    const subject = harness([
      defineFetch('endless', () => {
        started.resolve();
        return new Promise(() => {});
      }),
    ]);
    const running = subject.run(stop.signal);
    await started.promise;
    stop.abort();
    const { results } = await running;
    expect(results[0]).toMatchObject({ success: false, error: 'aborted' });
    expect(subject.runner.stats()[0]).toMatchObject({ failures: 0, state: 'closed' });
    expect(subject.event('fetch_failed')).toEqual([]);
  });
});
