import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Minutes each: `npm run test:long`.
    exclude: [...configDefaults.exclude, 'test/long/**'],
    // Generous on purpose: a slow machine must not fail a test.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Many tests start the program itself and its servers: more of them at once would only make all of them late.
    maxWorkers: 2,
    reporters: ['default'],
  },
});
