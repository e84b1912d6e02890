import { defineConfig, mergeConfig } from 'vitest/config';
import short from './vitest.config.ts';

/** The long proofs: every mistake, foreign programs, repeated runs. */
export default mergeConfig(short, defineConfig({ test: { include: ['test/long/**/*.test.ts', 'test/content.test.ts'], env: { RUSHHOUR_LONG: '1' }, testTimeout: 600_000 } }));
