import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Deadline } from '../../src/net/deadline.ts';
import { SourceError } from '../../src/net/errors.ts';
import { readPart } from '../../src/net/parts.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const now = () => Date.now();
const never = () => new Promise<never>(() => {});

/** A deadline as the guard gives it, and a way to stop as a caller does. */
const deadlineIn = (ms: number): Deadline & { stop: () => void } => {
  const controller = new AbortController();
  return { signal: controller.signal, deadlineMs: now() + ms, stop: () => controller.abort() };
};

describe('one part of several', () => {
  test('that was read is there', async () => {
    expect(await readPart('Zones', async () => [1], deadlineIn(30_000), now)).toEqual({
      ok: true,
      data: [1],
    });
  });

  test('that failed is missing, with its own reason', async () => {
    const read = () =>
      Promise.reject(new SourceError('forbidden', 'the token lacks Zone · Analytics · Read'));
    expect(await readPart('Traffic', read, deadlineIn(30_000), now)).toEqual({
      ok: false,
      name: 'Traffic',
      code: 'forbidden',
      detail: 'the token lacks Zone · Analytics · Read',
    });
  });

  test.each([new TypeError('x is undefined'), 'text', undefined])(
    'that threw %s is missing, and what was thrown is kept for the log only',
    async (thrown) => {
      const read = () => {
        throw thrown;
      };
      expect(await readPart('Zones', read, deadlineIn(30_000), now)).toEqual({
        ok: false,
        name: 'Zones',
        code: 'unexpected',
        detail: 'something unexpected went wrong',
        cause: thrown,
      });
    },
  );
});

describe('the time a part is given', () => {
  const outcomeAfter = async (ms: number, deadline: Deadline) => {
    const seen: unknown[] = [];
    readPart('Zone 20', never, deadline, now).then((outcome) => seen.push(outcome));
    await vi.advanceTimersByTimeAsync(ms);
    return seen[0];
  };
  const givenUp = { ok: false, name: 'Zone 20', code: 'timeout', detail: 'did not answer in time' };

  test('ends 2 s before the deadline for a part that heeds its signal', async () => {
    const deadline = deadlineIn(30_000);
    const heeding = ({ signal }: Deadline) =>
      new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const seen: unknown[] = [];
    readPart('Zone 20', heeding, deadline, now).then((outcome) => seen.push(outcome));
    await vi.advanceTimersByTimeAsync(27_999);
    expect(seen).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen).toEqual([givenUp]);
  });

  test('keeps what a part has when it is stopped, if it says so at once', async () => {
    const firstPage = ({ signal }: Deadline) =>
      new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('page 1')));
    const part = readPart('Detections', firstPage, deadlineIn(30_000), now);
    await vi.advanceTimersByTimeAsync(28_000);
    expect(await part).toEqual({ ok: true, data: 'page 1' });
  });

  test('ends half a second later for a part that ignores its signal', async () => {
    expect(await outcomeAfter(28_499, deadlineIn(30_000))).toBeUndefined();
    expect(await outcomeAfter(28_500, deadlineIn(30_000))).toEqual(givenUp);
  });

  test('ends before the deadline also when little is left', async () => {
    expect(await outcomeAfter(811, deadlineIn(1_000))).toBeUndefined();
    expect(await outcomeAfter(813, deadlineIn(1_000))).toEqual(givenUp);
  });

  test('is none when none is left: nothing is asked', async () => {
    const read = vi.fn(never);
    expect(await readPart('Zone 20', read, deadlineIn(0), now)).toEqual(givenUp);
    expect(await readPart('Zone 20', read, deadlineIn(-5_000), now)).toEqual(givenUp);
    expect(read).not.toHaveBeenCalled();
  });

  test('is handed to the part, whose signal aborts as a time-out', async () => {
    const seen: Deadline[] = [];
    const startMs = now();
    const part = readPart(
      'Zones',
      (deadline) => {
        seen.push(deadline);
        return never();
      },
      deadlineIn(10_000),
      now,
    );
    expect(seen[0]?.deadlineMs).toBe(startMs + 8_000);
    expect(seen[0]?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(8_500);
    await part;
    expect(seen[0]?.signal.reason).toMatchObject({ name: 'TimeoutError' });
  });

  test('may be longer than a timer can count', async () => {
    expect(await outcomeAfter(1_000, deadlineIn(30 * 86_400_000))).toBeUndefined();
  });

  test('ends at once when the caller stops, and that is no time-out', async () => {
    const deadline = deadlineIn(30_000);
    const part = readPart('Zones', never, deadline, now);
    deadline.stop();
    expect(await part).toMatchObject({ ok: false, code: 'aborted' });
    expect(await readPart('Zones', async () => 1, deadline, now)).toMatchObject({ code: 'aborted' });
  });

  test('leaves no timer behind', async () => {
    await readPart('Zones', async () => 1, deadlineIn(30_000), now);
    expect(vi.getTimerCount()).toBe(0);
  });
});
