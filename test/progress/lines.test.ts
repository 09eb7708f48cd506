import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createProgressLines, type ProgressLinesDeps, slowAfterMs } from '../../src/progress/lines.ts';
import { readUnder } from '../../src/progress/progress.ts';

const asItIs = (text: string): string => text;

/** Progress whose lines a test can read, under the clock of the fake timers. */
const recorded = (deps: Partial<ProgressLinesDeps> = {}) => {
  const lines: string[] = [];
  const progress = createProgressLines({
    write: (line) => lines.push(line),
    now: Date.now,
    isColoured: false,
    scrub: asItIs,
    ...deps,
  });
  return { progress, lines };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what stands on the terminal while a source is read', () => {
  test('that it is read, and how long that took', () => {
    const { progress, lines } = recorded();
    const end = progress.begin('Console');
    vi.advanceTimersByTime(1_234);
    end();

    expect(lines).toEqual(['Console: reading\n', 'Console: done in 1.2 s\n']);
  });

  test('why it failed', () => {
    const { progress, lines } = recorded();
    const end = progress.begin('Cloudflare');
    vi.advanceTimersByTime(3_000);
    end('refused the credentials (HTTP 401)');

    expect(lines[1]).toBe('Cloudflare: failed after 3.0 s: refused the credentials (HTTP 401)\n');
  });

  test('that it is slow, ever more rarely, until it ends', () => {
    const { progress, lines } = recorded();
    const end = progress.begin('Console');
    vi.advanceTimersByTime(7 * slowAfterMs + 1);
    end();
    vi.advanceTimersByTime(20 * slowAfterMs);

    expect(lines.slice(1)).toEqual([
      'Console: slow after 10.0 s, still reading\n',
      'Console: slow after 30.0 s, still reading\n',
      'Console: slow after 1 min, still reading\n',
      'Console: done in 1 min\n',
    ]);
  });

  test('each source has times of its own', () => {
    const { progress, lines } = recorded();
    const first = progress.begin('A');
    vi.advanceTimersByTime(1_000);
    const second = progress.begin('B');
    vi.advanceTimersByTime(1_000);
    second();
    first();

    expect(lines.slice(2)).toEqual(['B: done in 1.0 s\n', 'A: done in 2.0 s\n']);
  });

  test('no negative time under a clock that is set back', () => {
    let nowMs = 5_000;
    const { progress, lines } = recorded({ now: () => nowMs });
    const end = progress.begin('Console');
    nowMs = 0;
    end();

    expect(lines[1]).toBe('Console: done in 0.0 s\n');
  });
});

describe('what a network says cannot', () => {
  test('move the cursor, change colours or begin a line', () => {
    const { progress, lines } = recorded();
    progress.begin('NAS\u001b[2J\u202e')('gave\r\nConsole: done in 0.1 s\u001b[31m\u0007');

    expect(lines).toEqual([
      'NAS[2J: reading\n',
      'NAS[2J: failed after 0.0 s: gave Console: done in 0.1 s[31m\n',
    ]);
  });

  test('fill the screen', () => {
    const { progress, lines } = recorded();
    progress.begin('N'.repeat(10_000))('R'.repeat(1_000_000));

    expect(lines.join('').length).toBeLessThan(600);
  });

  test('bring a secret along', () => {
    const { progress, lines } = recorded({ scrub: (text) => text.replaceAll('hunter2', '[redacted]') });
    progress.begin('NAS hunter2')('it answered hunter2');

    expect(lines.join('')).not.toContain('hunter2');
  });
});

test('colours mark the state alone', () => {
  const { progress, lines } = recorded({ isColoured: true });
  progress.begin('Console')();

  expect(lines[1]).toBe('Console: \u001b[32mdone\u001b[39m in 0.0 s\n');
});

describe('reading a source under progress', () => {
  test('a returned failure is told as one', async () => {
    const { progress, lines } = recorded();
    const value = await readUnder(
      progress,
      'Console',
      async () => 42,
      () => 'nothing could be read',
    );

    expect(value).toBe(42);
    expect(lines[1]).toContain('failed after 0.0 s: nothing could be read');
  });

  test('a thrown one as well, and it goes on to whoever asked', async () => {
    const { progress, lines } = recorded();
    const read = () => Promise.reject(new Error('stack and all'));

    await expect(readUnder(progress, 'Console', read, () => undefined)).rejects.toThrow('stack and all');
    expect(lines[1]).toBe('Console: failed after 0.0 s: it ended unexpectedly\n');
  });
});
