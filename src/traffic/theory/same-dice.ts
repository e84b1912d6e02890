import { dice } from '../../facts/dice.ts';
import type { Policy } from '../../facts/names.ts';
import { drawArrivals, type Arrival } from '../arrivals.ts';
import type { Traffic } from '../traffic.ts';

/** What a perfect machine would have done with exactly these visitors: times in milliseconds, `counts` visitors of each server. */
export type Played = { sent: number; mean: number; p50: number; p99: number; counts: number[] };

/** The controls as same-dice needs them; without `gaps` and `work` both are as wild as in the lessons (Poisson, exponential). */
export type SameDice = {
  rate: number;
  servers: number;
  workers: number;
  workMs: number;
  policy: Policy;
  seed: number;
  seconds?: number;
  requests?: number;
  gaps?: Traffic['gaps'];
  work?: Traffic['work'];
};

/**
 * The mean time of exactly the visitors that the crowd sends with this seed, on servers without any cost but their work: an event
 * simulation of `servers` lines (first come, first served), `workers` places each. A policy that throws dice throws those of the balancer.
 */
export function sameDice(controls: SameDice): Played {
  const { gaps = 'poisson', work = 'exponential' } = controls;
  return play(drawArrivals({ ...controls, gaps, work }, controls), controls, dice(controls.seed));
}

/** Plays one crowd through one policy. */
export function play(arrivals: Arrival[], { servers, workers, policy }: Pick<SameDice, 'servers' | 'workers' | 'policy'>, random: () => number): Played {
  const lines = Array.from({ length: servers }, () => emptyLine(workers));
  const choose = chooser(policy, lines, random);
  const times = arrivals.map(({ at, work }) => {
    for (const line of lines) leave(line, at);
    return join(choose(), at, work) - at;
  });
  return { ...summed(times), counts: lines.map((line) => line.got) };
}

/** `free`: when each place is next free; `ends`: when those inside will leave, soonest first, from `gone` on. */
type Line = { free: number[]; ends: number[]; gone: number; got: number };

function emptyLine(workers: number): Line {
  return { free: new Array<number>(workers).fill(0), ends: [], gone: 0, got: 0 };
}

function leave(line: Line, at: number): void {
  while (line.gone < line.ends.length && line.ends[line.gone]! <= at) line.gone++;
  if (line.gone > 1000) line.ends.splice(0, line.gone), (line.gone = 0);
}

function join(line: Line, at: number, work: number): number {
  let place = 0;
  for (let i = 1; i < line.free.length; i++) if (line.free[i]! < line.free[place]!) place = i;
  const end = Math.max(at, line.free[place]!) + work;
  line.free[place] = end;
  line.got++;
  let i = line.ends.length;
  while (i > line.gone && line.ends[i - 1]! > end) i--;
  line.ends.splice(i, 0, end);
  return end;
}

function chooser(policy: Policy, lines: Line[], random: () => number): () => Line {
  const n = lines.length;
  const inside = (i: number) => lines[i]!.ends.length - lines[i]!.gone;
  let turn = 0;
  const rules: Record<Policy, () => number> = {
    'round-robin': () => turn++ % n,
    random: () => Math.floor(random() * n),
    'two-choices': () => {
      if (n === 1) return 0;
      const first = Math.floor(random() * n);
      const second = (first + 1 + Math.floor(random() * (n - 1))) % n;
      return inside(second) < inside(first) ? second : first;
    },
    'least-connections': () => {
      const start = turn++;
      let best = start % n;
      for (let k = 1; k < n; k++) if (inside((start + k) % n) < inside(best)) best = (start + k) % n;
      return best;
    },
  };
  return () => lines[rules[policy]()]!;
}

function summed(times: number[]): Omit<Played, 'counts'> {
  if (times.length === 0) return { sent: 0, mean: 0, p50: 0, p99: 0 };
  const sorted = [...times].sort((a, b) => a - b);
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
  return { sent: times.length, mean: times.reduce((sum, t) => sum + t, 0) / times.length, p50: at(0.5), p99: at(0.99) };
}
