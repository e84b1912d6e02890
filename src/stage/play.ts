import type { Watch } from '../course/lesson.ts';
import { now } from '../facts/clock.ts';
import type { Theory } from '../facts/fact.ts';
import type { Policy } from '../facts/names.ts';
import { drawArrivals } from '../traffic/arrivals.ts';
import type { Book } from './book.ts';
import { controlsOf, theorySeconds, type Settings } from './controls.ts';
import type { Crowd } from './crowd.ts';
import type { Machines } from './machines.ts';
import { playRounds } from './rounds.ts';

/** What the crowd and the balancer do, and what theory says of it. */
export type Play = {
  /** A new ledger, and the crowd from its first visitor on. */
  begin(): void;
  setRate(rate: number): void;
  usePolicy(policy: Policy): void;
  /** The same visitors again, and the same dice, for the controls in force; and what theory says of them. */
  comeAnew(): void;
  tellTheory(): void;
  /** Theory for as long as what was measured by now. */
  tellTheoryAnew(): void;
  /** Plays all policies; afterwards the rule that was in force goes on, or (`goesOn` false) the result stands still. */
  compare(comparison: NonNullable<Watch['rounds']>, goesOn: boolean): Promise<void>;
  /** Ends a comparison that is being played. */
  cancel(): void;
};

export type PlayOptions = { watch: Watch; seed: number; isYours: boolean; settings: Settings; machines: Machines; crowd: () => Crowd; book: Book; broken: (error: unknown) => void };

/** Nothing is played before `begin`. */
export function openPlay({ watch, seed, isYours, settings, machines, crowd, book, broken }: PlayOptions): Play {
  const { tell } = book;
  // a step that only offers a comparison waits for `policy all`
  const playsAtOnce = watch.rounds !== undefined && !watch.levers.includes('all-policies');
  let plays = 0;
  let comparison: AbortController | undefined;

  function begin(): void {
    plays++;
    cancel();
    book.renew(machines.present());
    if (!isYours) {
      tell({ at: now(), kind: 'policy-set', policy: settings.policy });
      tell({ at: now(), kind: 'passive-set', on: settings.passive });
    }
    setRate(settings.rate);
    if (playsAtOnce) void compare(watch.rounds!, false);
    else comeAnew();
  }

  function setRate(rate: number): void {
    settings.rate = rate;
    crowd().order({ order: 'rate', rate });
    tell({ at: now(), kind: 'rate-set', rate });
  }

  function usePolicy(policy: Policy): void {
    settings.policy = policy;
    machines.order({ order: 'policy', policy, seed: balancerSeed() });
    tell({ at: now(), kind: 'policy-set', policy });
  }

  function comeAnew(): void {
    tellTheory(theorySeconds.first);
    crowd().order({ order: 'hold' });
    machines.order({ order: 'policy', policy: settings.policy, seed: balancerSeed() });
    crowd().order({ order: 'restart', seed });
  }

  /** A step that is a comparison may be played again with other dice: is it the same every time? */
  function balancerSeed(): number {
    return playsAtOnce ? seed + 1000 * (plays - 1) : seed;
  }

  /** A learner's program has no policy that we know. */
  function theory(seconds: number, policy = settings.policy): Theory | undefined {
    return isYours ? undefined : watch.theory?.(controlsOf(watch, { ...settings, policy }, machines.servers(), machines.door(), seed, seconds));
  }

  function tellTheory(seconds: number): void {
    const told = theory(seconds);
    if (told) tell({ at: now(), kind: 'theory-told', theory: told });
  }

  function compare(what: NonNullable<Watch['rounds']>, goesOn: boolean): Promise<void> {
    return playAll(what, goesOn).catch(broken);
  }

  async function playAll(what: NonNullable<Watch['rounds']>, goesOn: boolean): Promise<void> {
    cancel();
    if (isYours) return crowd().order({ order: 'restart', seed, requests: what.requests });
    const mine = (comparison = new AbortController());
    const before = settings.policy;
    await playRounds({ comparison: { ...what, requests: what.requests ?? visitorsIn(what.seconds) }, crowd: crowd(), ledger: book.ledger(), seed, tell, usePolicy, theory: (policy, seconds) => theory(seconds, policy), signal: mine.signal });
    if (mine.signal.aborted) return;
    comparison = undefined;
    // the picture must not say that they still come
    if (!goesOn) return tell({ at: now(), kind: 'rate-set', rate: 0 });
    usePolicy(before);
    comeAnew();
  }

  /** Every round ends with the same visitor; a clock would let one more or less in. */
  function visitorsIn(seconds: number): number {
    return drawArrivals({ ...watch.traffic, seed, rate: settings.rate }, { seconds }).length;
  }

  function cancel(): void {
    comparison?.abort();
    comparison = undefined;
  }

  return {
    begin,
    setRate,
    usePolicy,
    comeAnew,
    tellTheory: () => tellTheory(theorySeconds.first),
    tellTheoryAnew: () => comparison || tellTheory(Math.min(theorySeconds.most, Math.max(1, book.ledger().measured(now()).seconds))),
    compare,
    cancel,
  };
}
