import { isSourceError, SourceError } from '../../net/errors.ts';
import type { RequestOptions } from '../../net/guard.ts';
import type { Period } from '../../period.ts';
import { WindowError } from './errors.ts';
import { clampToReach, isEmpty, splitWindow, type WindowLimits, windowOf } from './windows.ts';

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

/** How one piece of the window is read, and how pieces become one. */
export interface Pieces<T> {
  readonly ask: (window: Period, limits: WindowLimits, retry?: RequestOptions['retry']) => Promise<T>;
  /** Joins an older piece to what is there; absent where numbers cannot be added up: then only the newest is asked for. */
  readonly join?: (newer: T, older: T) => T;
  /** Where an answer ends before its window does, because a page is full. */
  readonly pageEnd?: (data: T) => { readonly fromMs: number; readonly cutTo: string } | undefined;
}

const byPlan = 'what the plan keeps';

/** Of one dataset, so that a zone stays within its requests (`budget.ts`). */
const mostPieces = 6;

/** Asks for as much of the period as the plan allows; once more when the server turns out to allow less. */
export async function readWithin<T>(reach: Reach, pieces: Pieces<T>): Promise<Reading<T>> {
  const whole = windowOf(reach.period, reach.stepMs);
  if (isEmpty(whole)) return { window: whole };
  try {
    return await readPieces(whole, reach, pieces);
  } catch (error) {
    const narrower = error instanceof WindowError ? narrow(reach, error) : undefined;
    if (narrower === undefined || windowsOf(whole, narrower).length === 0) throw error;
    // Without retries, so that a zone stays within its requests whatever happens.
    return readPieces(whole, narrower, pieces, { retryAttempts: 1 });
  }
}

/** `undefined` when the error tells no limit that is narrower. */
function narrow(reach: Reach, { limits: told }: WindowError): Reach | undefined {
  const { maxDurationMs, notOlderThanMs } = { ...reach.limits, ...told };
  const isNarrower =
    maxDurationMs < reach.limits.maxDurationMs || notOlderThanMs < reach.limits.notOlderThanMs;
  return isNarrower ? { ...reach, limits: { maxDurationMs, notOlderThanMs } } : undefined;
}

/** The newest first. */
function windowsOf(whole: Period, { limits, nowMs, stepMs }: Reach): readonly Period[] {
  const reachable = clampToReach(whole, limits, nowMs, stepMs);
  return isEmpty(reachable) ? [] : splitWindow(reachable, limits, stepMs);
}

/** One after the other, so that what is there stays in one piece when a later question fails. */
async function readPieces<T>(
  whole: Period,
  reach: Reach,
  { ask, join, pageEnd }: Pieces<T>,
  retry?: RequestOptions['retry'],
): Promise<Reading<T>> {
  const windows = windowsOf(whole, reach);
  const [newest, ...older] = windows.slice(0, join ? mostPieces : 1);
  if (newest === undefined) throw new SourceError('unsupported', 'the plan keeps nothing of this period');

  let data: T = await ask(newest, reach.limits, retry);
  let covered: Reading<T> = { window: newest, data };
  let end = pageEnd?.(data);
  for (const window of older) {
    if (end !== undefined || join === undefined) break;
    const piece = await unlessItFails(() => ask(window, reach.limits, retry));
    if ('cutTo' in piece) return { ...covered, cutTo: piece.cutTo };
    data = join(data, piece.data);
    covered = { window: { fromMs: window.fromMs, toMs: newest.toMs }, data };
    end = pageEnd?.(piece.data);
  }
  return labelled(covered, whole, windows.length > mostPieces, end);
}

async function unlessItFails<T>(
  ask: () => Promise<T>,
): Promise<{ readonly data: T } | { readonly cutTo: string }> {
  try {
    return { data: await ask() };
  } catch (error) {
    if (!isSourceError(error)) throw error;
    return { cutTo: error instanceof WindowError ? byPlan : 'what could be read' };
  }
}

function labelled<T>(
  reading: Reading<T>,
  whole: Period,
  isTooLong: boolean,
  end: { readonly fromMs: number; readonly cutTo: string } | undefined,
): Reading<T> {
  const { window } = reading;
  if (end !== undefined) {
    const fromMs = Math.min(window.toMs, Math.max(window.fromMs, end.fromMs));
    return { ...reading, window: { ...window, fromMs }, cutTo: end.cutTo };
  }
  if (window.fromMs <= whole.fromMs) return reading;
  return { ...reading, cutTo: isTooLong ? 'what one report may ask for' : byPlan };
}
