import { readFileSync } from 'node:fs';

/** What a process holds and has done, as Linux tells (proc(5), `/proc/self/status`: the main thread's switches). */
export interface ProcessState {
  readonly residentBytes: number;
  /** How often the main thread has gone to sleep of its own accord, which is once for each time that it woke. */
  readonly sleeps: number;
}

/** At rest: what is held, and how often the main thread woke meanwhile. */
export interface Rest {
  readonly residentBytes: number;
  readonly wakeUps: number;
}

/** @throws Error for a text that is not one of Linux. */
export const parseStatus = (text: string): ProcessState => {
  const number = (name: string): number => {
    const value = new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(text)?.[1];
    if (value === undefined)
      throw new Error(`/proc/self/status has no ${name}: this is measured on Linux only`);
    return Number(value);
  };
  return { residentBytes: number('VmRSS') * 1024, sleeps: number('voluntary_ctxt_switches') };
};

export const readSelf = (): ProcessState => parseStatus(readFileSync('/proc/self/status', 'utf8'));

export const restBetween = (before: ProcessState, after: ProcessState): Rest => ({
  residentBytes: after.residentBytes,
  wakeUps: after.sleeps - before.sleeps,
});
