import { runInNewContext } from 'node:vm';

/** What V8 offers to contexts that are made after `--expose-gc`, which engine.ts sets; nothing without it. */
const findCollector = (): unknown => runInNewContext('globalThis.gc');

let collector: unknown;

const collect = (how: Readonly<Record<string, string>>): void => {
  collector ??= findCollector();
  if (typeof collector === 'function') collector(how);
};

/** Empties the heap and hands its pages back, which costs a third of a second and is not done for ordinary garbage. */
export const collectAll = (): void => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });

/**
 * Lets go of what was used a moment ago, in less than a millisecond: for small objects that hold much memory outside the
 * heap, of which V8 knows nothing. That memory is free in the next turn of the event loop.
 */
export const collectYoung = (): void => collect({ type: 'minor', execution: 'sync' });

/** Below this a collection takes longer than what it frees is worth; a small network's heap never gets there. */
const worthCollectingBytes = 22 * 1024 * 1024;

/**
 * For the moment when much that was worked with is not needed any more: done then it takes some milliseconds, and what
 * follows does not pile up on it.
 */
export const collectOld = (): void => {
  if (process.memoryUsage().heapUsed > worthCollectingBytes) collect({ type: 'major', execution: 'sync' });
};
