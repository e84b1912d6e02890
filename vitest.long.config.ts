import { defineConfig } from 'vitest/config';
import short from './vitest.config.ts';

/** The long proofs: every mistake, programs in other languages. */
export default defineConfig({ test: { ...short.test, include: ['test/long/**/*.test.ts', 'test/content.test.ts'], exclude: [], env: { RUSHHOUR_LONG: '1' }, testTimeout: 600_000 } });
