import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fetched } from '../../src/integrations/integration.ts';
import { SourceError } from '../../src/net/errors.ts';
import { sendJson, startServer } from '../helpers/https-server.ts';
import { defineFetch, defineHttp, harness, oneNote } from './harness.ts';

const skipped =
  'Skipped, because it failed several times in a row just before; it is tried again after a pause.';

describe('the circuit of an integration over a real server', () => {
  test('opens after 3 failed fetches and the fourth makes no request; each has its own', async () => {
    const server = await startServer(
      (request, response) =>
        request.headers.authorization === 'Bearer bad'
          ? sendJson(response, { error: 'no' }, 403)
          : sendJson(response, { ok: true }),
      { tls: false },
    );
    const subject = harness([defineHttp('bad', server.url), defineHttp('good', server.url)], {
      env: { BAD_TOKEN: 'bad', GOOD_TOKEN: 'good' },
    });
    try {
      for (let run = 1; run <= 3; run += 1) {
        expect((await subject.run()).results[0]).toMatchObject({ error: 'forbidden' });
      }
      const fourth = await subject.run();
      const bad = server.requests.filter(({ headers }) => headers.authorization === 'Bearer bad');
      expect(bad).toHaveLength(3);
      expect(fourth.results[0]).toMatchObject({ success: false, error: 'circuit_open' });
      expect(fourth.sections[0]).toMatchObject({ errorMessage: 'Unable to fetch data', reason: skipped });
      expect(fourth.sections[1]).toMatchObject({ success: true });
      expect(server.requests).toHaveLength(3 + 4);
      expect(subject.runner.stats().map(({ name, state }) => [name, state])).toEqual([
        ['bad', 'open'],
        ['good', 'closed'],
      ]);
    } finally {
      await server.close();
    }
  });
});

describe('the circuit of an integration over time', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** An integration whose answers a test decides, and how often it was asked. */
  const scripted = () => {
    const script: { answer: () => Promise<Fetched>; calls: number } = {
      answer: () => Promise.reject(new SourceError('network', 'connection refused')),
      calls: 0,
    };
    const subject = harness([
      defineFetch('source', () => {
        script.calls += 1;
        return script.answer();
      }),
    ]);
    const fail = async (times: number) => {
      for (let run = 1; run <= times; run += 1) await subject.run();
    };
    return { script, subject, fail };
  };

  test('a returned failure counts exactly as a thrown one', async () => {
    const { script, subject, fail } = scripted();
    script.answer = async () => ({ failure: 'forbidden', detail: 'no permission' });
    await fail(4);
    expect(script.calls).toBe(3);
    expect(subject.runner.stats()[0]).toMatchObject({
      state: 'open',
      failures: 3,
      lastFailureCode: 'forbidden',
    });
  });

  test('a block that cannot be shown counts as a failure', async () => {
    const { script, fail } = scripted();
    script.answer = async () => JSON.parse('{"blocks":"none"}');
    await fail(4);
    expect(script.calls).toBe(3);
  });

  test('a success in between starts the count anew', async () => {
    const { script, subject, fail } = scripted();
    const failing = script.answer;
    await fail(2);
    script.answer = async () => oneNote();
    await subject.run();
    script.answer = failing;
    await fail(2);
    expect(subject.runner.stats()[0]?.state).toBe('closed');
    await fail(1);
    expect(subject.runner.stats()[0]?.state).toBe('open');
  });

  test('stays open for 60 s, then half-opens with one trial and re-opens at once when that fails', async () => {
    const { script, subject, fail } = scripted();
    await fail(3);
    await vi.advanceTimersByTimeAsync(59_999);
    await fail(1);
    expect(script.calls).toBe(3);

    await vi.advanceTimersByTimeAsync(1);
    expect(subject.runner.stats()[0]?.state).toBe('half_open');
    await fail(1);
    expect(script.calls).toBe(4);
    expect(subject.runner.stats()[0]?.state).toBe('open');
    await fail(1);
    expect(script.calls).toBe(4);
  });

  test('lets exactly one trial through: a second run during it is skipped', async () => {
    const { script, subject, fail } = scripted();
    await fail(3);
    await vi.advanceTimersByTimeAsync(60_000);
    const trial = Promise.withResolvers<Fetched>();
    script.answer = () => trial.promise;
    const first = subject.run();
    const second = subject.run();
    trial.resolve(oneNote());
    expect((await first).sections[0]).toMatchObject({ success: true });
    expect((await second).results[0]).toMatchObject({ error: 'circuit_open' });
    expect(script.calls).toBe(4);
  });

  test('closes when the trial succeeds', async () => {
    const { script, subject, fail } = scripted();
    await fail(3);
    await vi.advanceTimersByTimeAsync(60_000);
    script.answer = async () => oneNote();
    expect((await subject.run()).sections[0]).toMatchObject({ success: true });
    expect(subject.runner.stats()[0]).toMatchObject({ state: 'closed', calls: 4, failures: 3 });
    await subject.run();
    expect(script.calls).toBe(5);
  });

  test('writes each change of state once, and a skip for nobody but a debugger', async () => {
    const { script, subject, fail } = scripted();
    await fail(5);
    await vi.advanceTimersByTimeAsync(60_000);
    await fail(1);
    await vi.advanceTimersByTimeAsync(60_000);
    script.answer = async () => oneNote();
    await fail(1);

    const loud = subject.lines
      .filter(({ level, fields }) => level !== 'debug' && fields.event !== 'integrations_done')
      .map(({ level, fields }) => `${level} ${fields.event} ${fields.integration}`);
    expect(loud).toEqual([
      'warn fetch_failed source',
      'warn fetch_failed source',
      'warn fetch_failed source',
      'warn circuit_opened source',
      'warn fetch_failed source',
      'info circuit_closed source',
    ]);
  });
});
