import { now } from '../facts/clock.ts';
import type { Round, Tell, Theory } from '../facts/fact.ts';
import type { Ledger } from '../facts/ledger.ts';
import type { Policy } from '../facts/names.ts';
import { reported, type Crowd } from './crowd.ts';

/** Policies to compare: each plays for about `seconds`, until `requests` were sent. */
export type Comparison = { policies: Policy[]; seconds: number; requests: number };

export type RoundsOptions = {
  comparison: Comparison;
  crowd: Crowd;
  ledger: Ledger;
  seed: number;
  tell: Tell;
  usePolicy: (policy: Policy) => void;
  theory: (policy: Policy, seconds: number) => Theory | undefined;
  signal: AbortSignal;
};

/** Plays each policy in turn before the same crowd: same arrivals, same works. Before each the roads are empty. Ends early when told to. */
export async function playRounds(options: RoundsOptions): Promise<void> {
  const { comparison, crowd, ledger, signal } = options;
  for (const [i, policy] of comparison.policies.entries()) {
    crowd.order({ order: 'hold' });
    await isQuiet(ledger, 3_000, signal);
    if (signal.aborted) return;
    await playOne(options, policy, i + 1);
    if (signal.aborted) return;
  }
}

async function playOne({ comparison, crowd, ledger, seed, tell, usePolicy, theory, signal }: RoundsOptions, policy: Policy, number: number): Promise<void> {
  const { seconds, requests } = comparison;
  const told = theory(policy, seconds);
  tell({ at: now(), kind: 'round-started', policy, seconds, number, of: comparison.policies.length });
  usePolicy(policy);
  if (told) tell({ at: now(), kind: 'theory-told', theory: told });
  crowd.order({ order: 'restart', seed, requests });
  await reported(crowd, 'all-sent', seconds * 3_000 + 2_000, signal);
  // whoever ended the comparison has sent the crowd on its way again: we must not hold it
  if (signal.aborted) return;
  crowd.order({ order: 'hold' });
  await isQuiet(ledger, 5_000, signal);
  if (signal.aborted) return;
  const { sent, mean, p99, counts, lateness } = ledger.measured(now());
  const above = Math.max(0, ...Object.values(counts)) - sent / Math.max(1, Object.keys(counts).length);
  const round: Round = { policy, seconds, sent, mean: tidy(mean), p99: tidy(p99), counts, above: tidy(above), lateness, ...(told ? { theory: told } : {}) };
  tell({ at: now(), kind: 'round-finished', round });
}

/** Waits until nobody is inside, and a little longer for the facts that are still on their way. */
async function isQuiet(ledger: Ledger, withinMs: number, signal: AbortSignal): Promise<void> {
  for (const until = now() + withinMs; ledger.inside() > 0 && now() < until && !signal.aborted; ) await pause(15);
  await pause(80);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function tidy(value: number): number {
  return Math.round(value * 10) / 10;
}
