import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openPace } from '../../src/screen/pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A pace on a laptop where drawing takes this share of a core; 20 changes a second for some seconds. */
function play(share: number, seconds: number): { redraws: number[]; stills: number } {
  const seen = { redraws: [] as number[], stills: 0 };
  const began = Date.now();
  let drawn = 0;
  const pace = openPace({ redraw: () => void drawn++, still: () => void seen.stills++, now: () => Date.now(), spent: () => (share * (Date.now() - began)) / 1000 });
  for (let second = 0; second < seconds; second++) {
    drawn = 0;
    for (let i = 0; i < 20; i++) {
      pace.changed();
      vi.advanceTimersByTime(50);
    }
    seen.redraws.push(drawn);
  }
  pace.stop();
  expect(vi.getTimerCount()).toBe(0);
  return seen;
}

test('a quiet laptop sees every change', () => {
  expect(play(0.3, 12)).toEqual({ redraws: Array(12).fill(20), stills: 0 });
});

test('a busy laptop draws 8 times a second, then asks once for stillness', () => {
  const { redraws, stills } = play(0.8, 20);
  expect(redraws[2]).toBe(20);
  expect(Math.max(...redraws.slice(6))).toBeLessThanOrEqual(8);
  expect(Math.min(...redraws.slice(6))).toBeGreaterThanOrEqual(6);
  expect(stills).toBe(1);
});
