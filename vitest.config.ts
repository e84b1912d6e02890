import { defineConfig } from 'vitest/config';

/** Tests start real processes: one file at a time on two cores, and a time-out far above what is needed. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/long/**'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
