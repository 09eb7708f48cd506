import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Minutes each: `npm run test:long`.
    exclude: [...configDefaults.exclude, 'test/long/**'],
    // Generous on purpose: a slow machine must not fail a test.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most tests wait for sockets and processes, not for the processor.
    maxWorkers: 4,
    reporters: ['default'],
  },
});
