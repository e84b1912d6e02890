/**
 * Round robin over `servers` single workers: each server sees every n-th visitor, an Erlang-n gap (E_n/M/1). `rate` a second in all; milliseconds.
 *
 * σ is the root below 1 of σ = (λ / (λ + μ(1 - σ)))^n, then T = S / (1 - σ), and T is exponential (GI/M/1; Kleinrock I, 6.4).
 */
export function turns({ rate, servers, workMs }: { rate: number; servers: number; workMs: number }): { mean: number; p50: number; p99: number; busy: number } {
  const lambda = rate / 1000;
  const mu = 1 / workMs;
  const busy = lambda / (servers * mu);
  if (busy >= 1) return { mean: Infinity, p50: Infinity, p99: Infinity, busy };
  let root = busy;
  for (let i = 0; i < 10_000; i++) {
    const next = (lambda / (lambda + mu * (1 - root))) ** servers;
    if (Math.abs(next - root) < 1e-13) break;
    root = next;
  }
  const mean = workMs / (1 - root);
  return { mean, p50: mean * Math.LN2, p99: mean * Math.log(100), busy };
}
