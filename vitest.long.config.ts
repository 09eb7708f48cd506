import { defineConfig } from 'vitest/config';

/** Tests that take minutes: the crash test and the soak test. Each is bounded by count, and by time as a last resort. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    testTimeout: 20 * 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Their figures are part of the result.
    reporters: ['verbose'],
    disableConsoleIntercept: true,
  },
});
