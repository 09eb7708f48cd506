import { createGuard, type Guard } from '../../src/net/guard.ts';
import { defaultGuardSettings, type GuardSettings } from '../../src/net/guard-settings.ts';
import { type LogLine, recordingLog } from './log.ts';

/** A guard on the (possibly fake) system clock, without jitter, and what it logs. */
export function testGuard(
  settings: Partial<GuardSettings> = {},
  options: { circuit?: 'consecutive' | 'none' } = {},
): { readonly guard: Guard; readonly lines: LogLine[]; events(level?: LogLine['level']): unknown[] } {
  const { log, lines } = recordingLog();
  const deps = { now: () => Date.now(), random: () => 1, log };
  const guard = createGuard('example', { ...defaultGuardSettings, ...settings }, deps, options);
  const events = (level?: LogLine['level']) =>
    lines.filter((line) => level === undefined || line.level === level).map((line) => line.fields.event);
  return { guard, lines, events };
}

/** The caller's signal of a program that is not stopping. */
export const running = (): AbortSignal => new AbortController().signal;

/** A `failureOf` for fetches whose every return value is a success. */
export const alwaysSuccess = (): undefined => undefined;
