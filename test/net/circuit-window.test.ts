import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SourceError } from '../../src/net/errors.ts';
import type { Guard } from '../../src/net/guard.ts';
import { alwaysSuccess, running, testGuard } from '../helpers/guard.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 5, 7) });
});
afterEach(() => {
  vi.useRealTimers();
});

const fail = (guard: Guard) =>
  guard.run(() => Promise.reject(new SourceError('network', 'could not connect')), alwaysSuccess, running());

/** Fails once after each of these waits. */
async function failAfter(guard: Guard, ...waitsMs: readonly number[]): Promise<void> {
  for (const waitMs of waitsMs) {
    await vi.advanceTimersByTimeAsync(waitMs);
    await fail(guard);
  }
}

describe('the window of a circuit', () => {
  test('failures inside it open the circuit', async () => {
    const { guard } = testGuard({ circuitWindowMs: 60_000 });
    await failAfter(guard, 0, 30_000, 30_000);
    expect(guard.stats().state).toBe('open');
  });

  test('a failure older than it is forgotten', async () => {
    const { guard } = testGuard({ circuitWindowMs: 60_000 });
    await failAfter(guard, 0, 30_000, 30_001);
    expect(guard.stats().state).toBe('closed');
    await failAfter(guard, 29_999);
    expect(guard.stats().state).toBe('open');
  });

  test('without one a failure counts however old it is', async () => {
    const { guard } = testGuard();
    await failAfter(guard, 0, 86_400_000, 86_400_000);
    expect(guard.stats().state).toBe('open');
  });

  test('a success inside it starts the count anew', async () => {
    const { guard } = testGuard({ circuitWindowMs: 60_000 });
    await failAfter(guard, 0, 1);
    await guard.run(() => 'fine', alwaysSuccess, running());
    await failAfter(guard, 1, 1);
    expect(guard.stats().state).toBe('closed');
  });

  test('a trial that fails opens the circuit again whatever the window has forgotten', async () => {
    const { guard } = testGuard({ circuitWindowMs: 1_000 });
    await failAfter(guard, 0, 0, 0, 60_000);
    expect(guard.stats().state).toBe('open');
  });
});
