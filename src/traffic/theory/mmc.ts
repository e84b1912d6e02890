/**
 * M/M/c: Poisson arrivals, exponential work, `workers` places that share one line (Erlang C). `rate` a second, times in milliseconds.
 *
 * T = S + C·S / (c(1 - ρ)), where C is the chance to wait (Erlang 1917; Kleinrock I, 3.5). Infinity when ρ ≥ 1.
 */
export function mmc({ rate, workers, workMs }: { rate: number; workers: number; workMs: number }): { mean: number; p50: number; p99: number; busy: number; waits: number } {
  const offered = (rate * workMs) / 1000;
  const busy = offered / workers;
  if (busy >= 1) return { mean: Infinity, p50: Infinity, p99: Infinity, busy, waits: 1 };
  const waits = erlangC(workers, offered);
  const mean = workMs + (waits * workMs) / (workers * (1 - busy));
  const longerThan = tail({ mu: 1 / workMs, theta: (workers * (1 - busy)) / workMs, waits });
  return { mean, p50: timeOf(longerThan, 0.5, mean), p99: timeOf(longerThan, 0.01, mean), busy, waits };
}

/** The chance that an arrival finds all `workers` busy, when `offered` of them would be busy on average. */
export function erlangC(workers: number, offered: number): number {
  let blocked = 1;
  for (let c = 1; c <= workers; c++) blocked = (offered * blocked) / (c + offered * blocked);
  const busy = offered / workers;
  return blocked / (1 - busy * (1 - blocked));
}

/** P(T > t) = e^(-μt) + C · μ/(μ-θ) · (e^(-θt) - e^(-μt)), θ = cμ(1 - ρ). */
function tail({ mu, theta, waits }: { mu: number; theta: number; waits: number }): (t: number) => number {
  const gap = Math.abs(mu - theta) < 1e-9 * mu ? 1e-9 * mu : mu - theta;
  return (t) => Math.exp(-mu * t) + waits * (mu / gap) * (Math.exp(-theta * t) - Math.exp(-mu * t));
}

function timeOf(longerThan: (t: number) => number, chance: number, mean: number): number {
  let [low, high] = [0, mean];
  while (longerThan(high) > chance) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (longerThan(middle) > chance) low = middle;
    else high = middle;
  }
  return high;
}
