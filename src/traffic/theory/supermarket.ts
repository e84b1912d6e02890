/**
 * The emptier of `choices` random lines, when there are very many servers (n → ∞), each with one worker. `rate` a second in all; milliseconds.
 *
 * T = S · Σ ρ^((d^i - d) / (d - 1)), i ≥ 1 (Mitzenmacher 1996; Vvedenskaya, Dobrushin, Karpelevich 1996). With few servers the truth is a little higher.
 */
export function supermarket({ rate, servers, workMs, choices = 2 }: { rate: number; servers: number; workMs: number; choices?: number }): { mean: number; busy: number } {
  const busy = (rate * workMs) / 1000 / servers;
  if (busy >= 1) return { mean: Infinity, busy };
  let sum = 0;
  for (let i = 1; ; i++) {
    const term = busy ** ((choices ** i - choices) / (choices - 1));
    sum += term;
    if (term < 1e-12) return { mean: workMs * sum, busy };
  }
}
