import type { Fact, Round, Theory } from '../fact.ts';
import type { Policy } from '../names.ts';
import type { Picture } from '../picture.ts';
import { tidy } from './curves.ts';
import type { Story } from './story.ts';

/** The controls in force, the comparison that is being played, and what theory says. */
export type Settings = {
  /** Takes a fact about controls; true when what is measured begins anew with it. */
  take(fact: Fact): boolean;
  rate(): number;
  rounds(): Round[];
  theory(): Theory | undefined;
  lateness(): number;
  /** The worst of the present round. */
  worstLateness(): number;
  /** Their part of a picture. */
  draw(at: number): Pick<Picture, 'rate' | 'policy' | 'passive' | 'lateness' | 'theory' | 'rounds' | 'round'>;
};

/** Rounds are kept over several comparisons, so that they can be held side by side. */
const MOST_ROUNDS = 16;
/** Later than this, and a crowd's numbers cannot be trusted. */
const LATE_MS = 20;

/** No control is set yet. */
export function openSettings(story: Story): Settings {
  let rate = 0;
  let policy: Policy | undefined;
  let passive: boolean | undefined;
  let lateness = 0;
  let worst = 0;
  let theory: Theory | undefined;
  let rounds: Round[] = [];
  let round: { policy: Policy; number: number; of: number; until: number } | undefined;

  function take(fact: Fact): boolean {
    const { at } = fact;
    switch (fact.kind) {
      case 'rate-set':
        if (rate > 0 && rate !== fact.rate) story.add({ at, what: 'rate', rate: fact.rate });
        rate = fact.rate;
        return true;
      case 'policy-set':
        // in a comparison the round's own line says it
        if (policy !== undefined && policy !== fact.policy && !round) story.add({ at, what: 'policy', policy: fact.policy });
        policy = fact.policy;
        return true;
      case 'passive-set':
        if (passive !== undefined && passive !== fact.on) story.add({ at, what: 'passive', on: fact.on });
        passive = fact.on;
        return false;
      case 'round-started':
        round = { policy: fact.policy, number: fact.number, of: fact.of, until: at + fact.seconds * 1000 };
        worst = 0;
        story.add({ at, what: 'round', policy: fact.policy, number: fact.number, of: fact.of });
        return true;
      case 'round-finished':
        rounds = [...rounds, fact.round].slice(-MOST_ROUNDS);
        round = undefined;
        return false;
      case 'lever-pulled':
        // a lever that changes the rule or the crowd ends a comparison
        if (/^(policy|rate|add|drop|reset|again)/.test(fact.command)) round = undefined;
        return false;
      case 'crowd-late':
        lateness = fact.p99;
        worst = Math.max(worst, lateness);
        if (lateness > LATE_MS) story.late(tidy(lateness), at);
        return false;
      case 'theory-told':
        theory = fact.theory;
        return false;
      default:
        return false;
    }
  }

  return {
    take,
    rate: () => rate,
    rounds: () => rounds,
    theory: () => theory,
    lateness: () => tidy(lateness),
    worstLateness: () => tidy(worst),
    draw: (at) => ({
      rate,
      ...(policy === undefined ? {} : { policy }),
      ...(passive === undefined ? {} : { passive }),
      lateness: tidy(lateness),
      ...(theory === undefined ? {} : { theory }),
      rounds,
      ...(round === undefined ? {} : { round: { policy: round.policy, number: round.number, of: round.of, left: Math.max(0, tidy((round.until - at) / 1000)) } }),
    }),
  };
}
