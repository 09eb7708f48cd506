import { readHeartbeat } from './heartbeat.ts';

/** Three heartbeats: a busy machine may be late once. */
const longestSilenceMs = 180_000;
const minuteMs = 60_000;

/** Whether the daemon of a directory is alive, by its heartbeat; `at` is ISO 8601. */
export type Pulse =
  | { readonly alive: true; readonly at: string }
  | { readonly alive: false; readonly reason: string };

/**
 * Is the daemon of this `DATA_DIR` alive? Total. That a report failed does not stop the heart: a restart would not help.
 */
export const takePulse = (dataDir: string, nowMs: number): Pulse => {
  const heartbeat = read(dataDir);
  if (!heartbeat.ok) return { alive: false, reason: heartbeat.reason };
  const atMs = Date.parse(heartbeat.text);
  if (Number.isNaN(atMs))
    return {
      alive: false,
      reason: `The heartbeat in DATA_DIR ${dataDir} holds no time: restart the daemon.`,
    };
  const at = new Date(atMs).toISOString();
  const ageMs = nowMs - atMs;
  if (ageMs >= longestSilenceMs) {
    const reason = `The last heartbeat in DATA_DIR ${dataDir} is ${Math.floor(ageMs / minuteMs)} minutes old (${at}): the daemon has ended, hangs or cannot write there. Its log says why; restart it.`;
    return { alive: false, reason };
  }
  if (ageMs <= -longestSilenceMs) {
    const reason = `The last heartbeat in DATA_DIR ${dataDir} lies in the future (${at}): the clock was set back. A daemon that is alive writes the next one within a minute.`;
    return { alive: false, reason };
  }
  return { alive: true, at };
};

type Heartbeat =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

const read = (dataDir: string): Heartbeat => {
  try {
    return { ok: true, text: readHeartbeat(dataDir) };
  } catch (error) {
    return { ok: false, reason: whyUnreadable(dataDir, error) };
  }
};

const whyUnreadable = (dataDir: string, error: unknown): string => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (code === 'ENOENT')
    return `There is no heartbeat in DATA_DIR ${dataDir}: no daemon (unifi-report run) has started with it, or it cannot write there; then its log says so.`;
  if (code === 'EACCES')
    return `The heartbeat in DATA_DIR ${dataDir} may not be read by this user: ask as the user that the daemon runs as.`;
  return `The heartbeat in DATA_DIR ${dataDir} cannot be read (${typeof code === 'string' ? code : 'unknown error'}).`;
};
