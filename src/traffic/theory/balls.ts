import { dice } from '../../facts/dice.ts';

/**
 * Balls into bins: how many more than its even share the fullest bin gets, on average, and how far single runs stray (`give`, one standard deviation).
 *
 * One die a ball, or the emptier of two different bins (Azar, Broder, Karlin, Upfal 1994). Counted over `runs` games with fixed dice, since there is no short formula for few bins.
 */
export function balls({ balls, bins, choices, runs = 2000, seed = 1 }: { balls: number; bins: number; choices: 1 | 2; runs?: number; seed?: number }): { above: number; give: number } {
  const random = dice(seed);
  let sum = 0;
  let squares = 0;
  for (let run = 0; run < runs; run++) {
    const above = fullest(random, balls, bins, choices) - balls / bins;
    sum += above;
    squares += above * above;
  }
  const above = sum / runs;
  return { above, give: Math.sqrt(squares / runs - above * above) };
}

/** The fullest of `bins` after `balls` were thrown. */
export function fullest(random: () => number, balls: number, bins: number, choices: 1 | 2): number {
  const counts = new Array<number>(bins).fill(0);
  for (let ball = 0; ball < balls; ball++) {
    const first = Math.floor(random() * bins);
    if (choices === 1) counts[first]!++;
    else {
      const second = (first + 1 + Math.floor(random() * (bins - 1))) % bins;
      counts[counts[second]! < counts[first]! ? second : first]!++;
    }
  }
  return Math.max(...counts);
}
