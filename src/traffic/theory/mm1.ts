/**
 * M/M/1: Poisson arrivals, exponential work, one worker, one line. `rate` a second, `workMs` milliseconds; times in milliseconds.
 *
 * T = S / (1 - ρ) and T is exponential, so p99 = T · ln 100 (Kleinrock, Queueing Systems I, 3.2). Infinity when ρ ≥ 1.
 */
export function mm1({ rate, workMs }: { rate: number; workMs: number }): { mean: number; p50: number; p99: number; busy: number } {
  const busy = (rate * workMs) / 1000;
  const mean = busy < 1 ? workMs / (1 - busy) : Infinity;
  return { mean, p50: mean * Math.LN2, p99: mean * Math.log(100), busy };
}
