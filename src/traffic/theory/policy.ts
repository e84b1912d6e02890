import { dice } from '../../facts/dice.ts';
import type { Theory } from '../../facts/fact.ts';
import type { Policy } from '../../facts/names.ts';
import { drawArrivals } from '../arrivals.ts';
import { turns } from './erlang-arrivals.ts';
import { mm1 } from './mm1.ts';
import { mmc } from './mmc.ts';
import { play, sameDice, type SameDice } from './same-dice.ts';

/**
 * What theory says of a policy with Poisson visitors and exponential work, in milliseconds: the long-run mean (`line`), the means that 8 of 10
 * windows of `seconds` have (`band`), and the mean of exactly this crowd (`sameDice`). Above full load only `sameDice` is left.
 */
export function policyTheory(controls: SameDice): Theory {
  const line = longRun(controls);
  const exact = sameDice(controls).mean;
  return { name: names[controls.policy], sameDice: exact, ...(Number.isFinite(line) ? { line, band: windows(controls) } : {}) };
}

const names: Record<Policy, string> = {
  'round-robin': 'every n-th visitor (E/M/1)',
  random: 'lines of their own (M/M/1)',
  'two-choices': 'the emptier of two, played 60,000 times',
  'least-connections': 'the shortest line, played 60,000 times',
};

/** The long-run mean: by formula where there is one, else played with 60,000 visitors; Infinity at full load. */
export function longRun(controls: SameDice): number {
  const { rate, servers, workers, workMs, policy } = controls;
  if ((rate * workMs) / 1000 >= servers * workers) return Infinity;
  if (policy === 'random') return (workers === 1 ? mm1({ rate: rate / servers, workMs }) : mmc({ rate: rate / servers, workers, workMs })).mean;
  if (policy === 'round-robin' && workers === 1) return turns({ rate, servers, workMs }).mean;
  return played(controls);
}

const known = new Map<string, number>();

function played({ rate, servers, workers, workMs, policy }: SameDice): number {
  const key = [rate, servers, workers, workMs, policy].join();
  const before = known.get(key);
  if (before !== undefined) return before;
  const arrivals = drawArrivals({ rate, workMs, gaps: 'poisson', work: 'exponential', seed: 7 }, { requests: 60_000 });
  const { mean } = play(arrivals, { servers, workers, policy }, dice(11));
  known.set(key, mean);
  return mean;
}

function windows(controls: SameDice): [number, number] {
  const means = Array.from({ length: 20 }, (_, i) => {
    const arrivals = drawArrivals({ ...controls, gaps: 'poisson', work: 'exponential', seed: 1000 + i }, controls);
    return play(arrivals, controls, dice(2000 + i)).mean;
  }).sort((a, b) => a - b);
  return [means[2]!, means[17]!];
}
