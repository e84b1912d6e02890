import { dice } from '../facts/dice.ts';
import type { Traffic } from './traffic.ts';

/** One visitor: when it comes (milliseconds after the start) and how much work it brings (milliseconds). */
export type Arrival = { at: number; work: number };

/** What the dice decide about a crowd; the rate only stretches the gaps. */
export type Draw = Pick<Traffic, 'gaps' | 'work' | 'workMs' | 'seed'>;

/** The crowd's dice: each call gives the next gap (1 = an even gap at the rate in force) and the next work (milliseconds). */
export function openArrivals(draw: Draw): () => { gap: number; work: number } {
  // Two dice, so that a crowd with even gaps brings the same works as one with Poisson gaps.
  const gaps = dice(draw.seed);
  const works = dice(draw.seed ^ 0x5eed);
  return () => ({
    gap: draw.gaps === 'poisson' ? exponential(gaps()) : 1,
    work: draw.work === 'exponential' ? draw.workMs * exponential(works()) : draw.workMs,
  });
}

/** The very visitors that the crowd will send at one rate, for `seconds` or until there are `requests`. */
export function drawArrivals(traffic: Draw & { rate: number }, length: { seconds?: number; requests?: number }): Arrival[] {
  const { seconds = Infinity, requests = Infinity } = length;
  const next = openArrivals(traffic);
  const arrivals: Arrival[] = [];
  for (let at = 0; arrivals.length < requests; ) {
    const { gap, work } = next();
    at += (gap * 1000) / traffic.rate;
    if (at >= seconds * 1000) break;
    arrivals.push({ at, work });
  }
  return arrivals;
}

function exponential(u: number): number {
  return -Math.log(1 - u);
}
