import type { Policy } from '../../../facts/names.ts';
import type { Server } from './servers.ts';

/** Which count the policies that compare look at: requests inside now (`busy`), or all ever sent (`ever`). */
export type Counts = 'busy' | 'ever';

/** Chooses one of the servers that may be used; never called with none. */
export type Choose = (usable: Server[]) => Server;

/** The rule by which servers are chosen; a rule that throws dice throws `random`. */
export function chooser(policy: Policy, random: () => number, counts: Counts): Choose {
  const rules: Record<Policy, () => Choose> = {
    'round-robin': inTurn,
    random: () => (usable) => usable[Math.floor(random() * usable.length)]!,
    'two-choices': () => (usable) => twoChoices(usable, random, counts),
    'least-connections': () => leastConnections(counts),
  };
  return rules[policy]();
}

/** In turn by name, so that a server that comes and goes does not change whose turn it is. */
function inTurn(): Choose {
  let last = '';
  return (usable) => {
    const next = usable.find((server) => after(server.id, last)) ?? usable[0]!;
    last = next.id;
    return next;
  };
}

function after(id: string, last: string): boolean {
  return id.localeCompare(last, 'en', { numeric: true }) > 0;
}

function twoChoices(usable: Server[], random: () => number, counts: Counts): Server {
  if (usable.length === 1) return usable[0]!;
  const first = Math.floor(random() * usable.length);
  const second = (first + 1 + Math.floor(random() * (usable.length - 1))) % usable.length;
  return usable[second]![counts] < usable[first]![counts] ? usable[second]! : usable[first]!;
}

/** Equally busy servers take turns: always the first would warm one server and keep the others cold. */
function leastConnections(counts: Counts): Choose {
  let start = 0;
  return (usable) => {
    start++;
    let best = usable[start % usable.length]!;
    for (let k = 1; k < usable.length; k++) {
      const server = usable[(start + k) % usable.length]!;
      if (server[counts] < best[counts]) best = server;
    }
    return best;
  };
}
