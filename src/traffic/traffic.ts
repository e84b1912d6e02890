/** A crowd: `rate` requests a second, open loop; `poisson` or `even` gaps; works drawn `exponential` or `fixed` around `workMs`; visitors give up after `patienceMs`. */
export type Traffic = {
  rate: number;
  gaps: 'poisson' | 'even';
  work: 'exponential' | 'fixed';
  workMs: number;
  path: string;
  seed: number;
  patienceMs: number;
};
