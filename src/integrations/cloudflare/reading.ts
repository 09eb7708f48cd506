import { SourceError } from '../../net/errors.ts';
import type { RequestOptions } from '../../net/guard.ts';
import type { Period } from '../../period.ts';
import { WindowError } from './errors.ts';
import { clampWindow, isEmpty, type WindowLimits, windowOf } from './windows.ts';

/** What was read, and the time it covers. */
export interface Reading<T> {
  readonly window: Period;
  /** What it was limited to, when that is less than the period: "what the plan keeps". */
  readonly cutTo?: string;
  /** Absent when the window is empty: there is nothing yet. */
  readonly data?: T;
}

interface Reach {
  readonly period: Period;
  /** The dataset's resolution: the window begins and ends at multiples of it. */
  readonly stepMs: number;
  readonly limits: WindowLimits;
  readonly nowMs: number;
}

const cutTo = 'what the plan keeps';

/** Asks for as much of the period as the plan allows; once more when the server turns out to allow less. */
export async function readWithin<T>(
  { period, stepMs, limits, nowMs }: Reach,
  ask: (window: Period, retry?: RequestOptions['retry']) => Promise<T>,
): Promise<Reading<T>> {
  const whole = windowOf(period, stepMs);
  if (isEmpty(whole)) return { window: whole };
  const window = clampWindow(whole, limits, nowMs, stepMs);
  if (isEmpty(window)) throw new SourceError('unsupported', 'the plan keeps nothing of this period');
  try {
    const data = await ask(window);
    return window.fromMs === whole.fromMs ? { window, data } : { window, cutTo, data };
  } catch (error) {
    if (!(error instanceof WindowError)) throw error;
    const narrower = clampWindow(window, { ...limits, ...error.limits }, nowMs, stepMs);
    if (isEmpty(narrower) || narrower.fromMs === window.fromMs) throw error;
    // Without retries, so that a zone stays within its requests whatever happens.
    return { window: narrower, cutTo, data: await ask(narrower, { retryAttempts: 1 }) };
  }
}
