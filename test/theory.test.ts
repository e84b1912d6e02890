import { describe, expect, test } from 'vitest';
import { drawArrivals } from '../src/traffic/arrivals.ts';
import { dice } from '../src/facts/dice.ts';
import { balls } from '../src/traffic/theory/balls.ts';
import { turns } from '../src/traffic/theory/erlang-arrivals.ts';
import { mm1 } from '../src/traffic/theory/mm1.ts';
import { mmc } from '../src/traffic/theory/mmc.ts';
import { plug } from '../src/traffic/theory/plug.ts';
import { longRun, policyTheory } from '../src/traffic/theory/policy.ts';
import { play, sameDice } from '../src/traffic/theory/same-dice.ts';
import { supermarket } from '../src/traffic/theory/supermarket.ts';

/** Within `percent` of the published number. */
const near = (value: number, published: number, percent: number) => expect(Math.abs(value / published - 1) * 100, `${value} against ${published}`).toBeLessThan(percent);

describe('one worker, one line', () => {
  test.each([[50, 100], [70, 167], [80, 250], [90, 500], [95, 1000]])('%i %% busy takes %i ms', (percent, mean) => near(mm1({ rate: percent / 5, workMs: 50 }).mean, mean, 0.5));
});

describe('places that share one line', () => {
  test.each([[50, 54], [70, 68], [80, 87], [90, 149], [95, 273]])('4 places, %i %% busy take %i ms', (percent, mean) => near(mmc({ rate: (percent * 80) / 100, workers: 4, workMs: 50 }).mean, mean, 1.2));
  test.each([[50, 50.1], [70, 51.4], [80, 54.8], [90, 68.5], [95, 98.8]])('16 places, %i %% busy take %f ms', (percent, mean) => near(mmc({ rate: (percent * 320) / 100, workers: 16, workMs: 50 }).mean, mean, 0.3));
  test('one place is M/M/1, percentiles too', () => {
    near(mmc({ rate: 14, workers: 1, workMs: 50 }).p99, mm1({ rate: 14, workMs: 50 }).p99, 0.1);
    near(mmc({ rate: 14, workers: 1, workMs: 50 }).p50, mm1({ rate: 14, workMs: 50 }).p50, 0.1);
  });
  test('four roads as one shared line: 1.36 and 2.97 times the work', () => {
    near(mmc({ rate: 140, workers: 4, workMs: 20 }).mean, 1.36 * 20, 0.5);
    near(mmc({ rate: 180, workers: 4, workMs: 20 }).mean, 2.97 * 20, 0.5);
  });
  test('at full load there is no mean', () => expect(mmc({ rate: 80, workers: 4, workMs: 50 }).mean).toBe(Infinity));
});

describe('four roads (the table of step 2.4)', () => {
  const roads = (rate: number, policy: 'random' | 'round-robin' | 'two-choices' | 'least-connections') => longRun({ rate, servers: 4, workers: 1, workMs: 20, policy, seed: 2, seconds: 25 }) / 20;
  test('at 70 %', () => {
    near(roads(140, 'random'), 3.33, 0.5);
    near(roads(140, 'round-robin'), 2.23, 1);
    near(roads(140, 'two-choices'), 1.8, 3);
    near(roads(140, 'least-connections'), 1.51, 3);
  });
  test('at 90 %', () => {
    near(roads(180, 'random'), 10, 0.5);
    near(roads(180, 'round-robin'), 6.3, 1.5);
    near(roads(180, 'two-choices'), 3.76, 7);
    near(roads(180, 'least-connections'), 3.2, 7);
  });
  test('turns by formula and by event simulation agree', () => {
    const arrivals = drawArrivals({ rate: 140, gaps: 'poisson', work: 'exponential', workMs: 20, seed: 5 }, { requests: 200_000 });
    near(play(arrivals, { servers: 4, workers: 1, policy: 'round-robin' }, dice(1)).mean, turns({ rate: 140, servers: 4, workMs: 20 }).mean, 3);
  });
  test('very many servers, the emptier of two: 1.61 and 2.61', () => {
    near(supermarket({ rate: 140, servers: 4, workMs: 20 }).mean / 20, 1.61, 0.6);
    near(supermarket({ rate: 180, servers: 4, workMs: 20 }).mean / 20, 2.61, 0.6);
  });
});

describe('the same dice', () => {
  const crowd = { rate: 140, servers: 4, workers: 1, workMs: 20, seed: 2, seconds: 25 };
  test('every policy gets the same visitors, and the order is the known one', () => {
    const played = (['random', 'round-robin', 'two-choices', 'least-connections'] as const).map((policy) => sameDice({ ...crowd, policy }));
    expect(new Set(played.map((p) => p.sent)).size).toBe(1);
    const means = played.map((p) => p.mean);
    expect(means).toEqual([...means].sort((a, b) => b - a));
  });
  test('a shared place is never slower than lines of their own', () =>
    expect(sameDice({ ...crowd, servers: 1, workers: 4, policy: 'round-robin' }).mean).toBeLessThan(sameDice({ ...crowd, policy: 'least-connections' }).mean));
  test('theory brings line, band and same dice; at full load only the dice are left', () => {
    const theory = policyTheory({ ...crowd, policy: 'least-connections' });
    expect(theory.band![0]).toBeLessThan(theory.line!);
    expect(theory.band![1]).toBeGreaterThan(theory.line!);
    expect(policyTheory({ ...crowd, rate: 220, policy: 'random' })).toEqual({ name: expect.any(String), sameDice: expect.any(Number) });
  });
});

describe('balls and plugs', () => {
  test('1,000 balls into 4: 16.2 more with one die, 0.64 with two', () => {
    near(balls({ balls: 1000, bins: 4, choices: 1 }).above, 16.2, 4);
    near(balls({ balls: 1000, bins: 4, choices: 2 }).above, 0.64, 6);
  });
  test('10,000 balls: 51 and still 0.64', () => {
    near(balls({ balls: 10_000, bins: 4, choices: 1, runs: 400 }).above, 51, 8);
    near(balls({ balls: 10_000, bins: 4, choices: 2, runs: 400 }).above, 0.64, 12);
  });
  test('1,024 into 1,024: fullest 5.6 and 3.0', () => {
    near(balls({ balls: 1024, bins: 1024, choices: 1, runs: 200 }).above + 1, 5.6, 5);
    near(balls({ balls: 1024, bins: 1024, choices: 2, runs: 200 }).above + 1, 3, 4);
  });
  test('60 a second, 3 servers, 1 s checks, out after 2: 30 people', () => expect(plug({ rate: 60, servers: 3, checkMs: 1000 }).lost).toBe(30));
});
