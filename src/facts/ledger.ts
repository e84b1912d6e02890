import { openCurves, tidy } from './book/curves.ts';
import { begin, comeIn, goOut, newMachine, recent, viewOf, type MachineRow } from './book/machines.ts';
import { openStory } from './book/story.ts';
import { lastWordsOf, whyOf } from './book/words.ts';
import { openTrips, samplingAt, type Trip } from './book/trips.ts';
import type { Fact, MachineId, Role, Round, Theory } from './fact.ts';
import { openLatencies, type Latencies } from './latency.ts';
import type { Policy } from './names.ts';
import type { Picture, Summary } from './picture.ts';

/** Rounds are kept over several comparisons, so that they can be held side by side. */
const MOST_ROUNDS = 16;

/** What is known before the first fact: when the system started, who the door is, and which machines will come. */
export type Opening = { start: number; door: MachineId; yours?: boolean; machines?: { id: MachineId; role: Role; workers?: number }[] };

/** What was measured since the rate or the policy last changed: milliseconds, people, and people of each server. */
export type Measured = { seconds: number; sent: number; mean: number; p50: number; p99: number; counts: Record<MachineId, number> };

/**
 * The one place where facts are put together; pictures are made from it and from nothing else.
 *
 *   crowd ──┐ request-sent, request-finished                                     ┌─► picture(at), 15 a second
 *   taps  ──┼ request-arrived, -forwarded, -answered, -dropped ─► Ledger.tell ───┼─► measured(at), for a round
 *   stage ──┘ machines, levers, theory                                           └─► summary(at), at the end
 *
 * Facts of different processes come late and out of order. Only who was sent and has not finished is inside;
 * where a visitor went is what the servers say.
 */
export class Ledger {
  readonly #opening: Opening;
  readonly #machines = new Map<MachineId, MachineRow>();
  readonly #trips = openTrips();
  readonly #story = openStory();
  readonly #curves;
  readonly #all = openLatencies();
  readonly #window: { times: Latencies; start: number; sent: number };
  #totals = { sent: 0, answered: 0, failed: 0 };
  #rate = 0;
  #policy: Policy | undefined;
  #passive: boolean | undefined;
  #lateness = 0;
  #theory: Theory | undefined;
  #rounds: Round[] = [];
  #round: { policy: Policy; number: number; of: number; until: number } | undefined;
  #lever = { command: '', at: 0 };

  constructor(opening: Opening) {
    this.#opening = opening;
    this.#curves = openCurves(opening.start);
    this.#window = { times: openLatencies(), start: opening.start, sent: 0 };
    for (const { id, role, workers } of opening.machines ?? []) this.#machines.set(id, newMachine(id, role, workers));
  }

  /** Takes one fact; facts of one process in order, of different processes in any. */
  tell(fact: Fact): void {
    const take = this.#takers[fact.kind] as ((fact: Fact) => void) | undefined;
    take?.call(this, fact);
  }

  /** The system as it looks at this moment (milliseconds since 1970); frozen. */
  picture(at: number): Picture {
    this.#settle(at);
    const { start, door, yours = false } = this.#opening;
    const rows = this.#rows();
    const came = rows.reduce((sum, row) => (row.role === 'server' ? sum + recent(row, at) : sum), 0);
    return Object.freeze({
      kind: 'picture',
      at: Math.round(at - start),
      rate: this.#rate,
      ...(this.#policy === undefined ? {} : { policy: this.#policy }),
      ...(this.#passive === undefined ? {} : { passive: this.#passive }),
      door,
      yours,
      machines: Object.freeze(rows.map((row) => viewOf(row, at, (at - start) / 1000, came))) as Picture['machines'],
      flights: this.#trips.flights(at, start, door),
      sampled: samplingAt(this.#rate),
      inside: this.#trips.inside(),
      lastSecond: this.#curves.lastSecond(at),
      curves: this.#curves.draw(at),
      window: { seconds: tidy((at - this.#window.start) / 1000), ...inNumbers(this.#window.times) },
      totals: { ...this.#totals, ...inNumbers(this.#all) },
      lateness: tidy(this.#lateness),
      ...(this.#theory === undefined ? {} : { theory: this.#theory }),
      rounds: this.#rounds,
      ...(this.#round === undefined ? {} : { round: { policy: this.#round.policy, number: this.#round.number, of: this.#round.of, left: Math.max(0, tidy((this.#round.until - at) / 1000)) } }),
      story: this.#story.lines(),
    } satisfies Picture);
  }

  /** What was measured since the rate or the policy last changed, of visitors who came since then. */
  measured(at: number): Measured {
    this.#settle(at);
    const counts = Object.fromEntries(this.#rows().filter((row) => row.role === 'server').map((row) => [row.id, row.gotInWindow]));
    const { times, start, sent } = this.#window;
    return { seconds: (at - start) / 1000, sent, mean: times.mean(), p50: times.quantile(0.5), p99: times.quantile(0.99), counts };
  }

  /** The whole run in numbers; whoever is still inside is not counted as lost. */
  summary(at: number): Omit<Summary, 'ended'> {
    this.#settle(at + 10_000);
    const byMachine = Object.fromEntries([...this.#machines.values()].map((row) => [row.id, { answered: row.answered, failed: row.lost }]));
    return { kind: 'summary', ...this.#totals, ...inNumbers(this.#all), lateness: tidy(this.#lateness), ...(this.#theory === undefined ? {} : { theory: this.#theory }), byMachine, rounds: this.#rounds };
  }

  /** People sent and not yet finished; those inside one machine, when it is named. */
  inside(machine?: MachineId): number {
    return machine === undefined ? this.#trips.inside() : (this.#machines.get(machine)?.inside ?? 0);
  }

  readonly #takers: { [K in Fact['kind']]?: (fact: Fact & { kind: K }) => void } = {
    'request-sent': ({ request, at }) => {
      this.#trips.sent(this.#trips.of(request, at), at);
      this.#totals.sent++;
      this.#window.sent++;
    },
    'request-arrived': ({ request, machine, at }) => {
      comeIn(this.#row(machine), at);
      if (machine !== this.#opening.door) this.#trips.placed(this.#trips.of(request, at), machine, at);
    },
    'request-forwarded': ({ request, to, at }) => this.#trips.placed(this.#trips.of(request, at), to, at),
    'request-answered': ({ machine, at }) => goOut(this.#row(machine), at, true),
    'request-dropped': ({ machine, at }) => goOut(this.#row(machine), at, false),
    'request-finished': ({ request, ending, ms, at }) => {
      const trip = this.#trips.of(request, at);
      if (trip.sentAt === undefined) return; // sent before this ledger was opened
      this.#trips.ended(trip, at, ending, ms);
      if (ending === 'answered') this.#answered(trip, at, ms);
      else this.#totals.failed++, this.#curves.failed(at);
    },
    'machine-started': (fact) => this.#started(fact),
    'machine-said': ({ machine, line, at }) => {
      const row = this.#row(machine);
      row.said = [...row.said, line].slice(-20);
      row.lastWords = lastWordsOf(row.said);
      this.#story.said(machine, line, at);
    },
    'machine-stopped': ({ machine, why, at }) => this.#stopped(machine, why, at),
    'machine-failed-to-start': ({ machine, why, lastWords, at }) => {
      Object.assign(this.#row(machine), { state: 'failed', lastWords: lastWordsOf(lastWords), inside: 0 });
      this.#story.add({ at, what: 'crashed', machine, byYou: false, words: why });
    },
    'machine-dropped': ({ machine, at }) => {
      this.#row(machine).isDropped = true;
      this.#story.add({ at, what: 'dropped', machine, byYou: true });
    },
    'machine-troubled': ({ machine, trouble, at }) => {
      if (trouble !== 'blink') this.#row(machine).trouble = trouble;
      this.#story.add({ at, what: 'troubled', machine, trouble });
    },
    'server-judged': ({ by, machine, state, at }) => {
      const row = this.#row(machine);
      const before = row.opinion;
      row.opinion = state;
      if (before !== undefined && before !== state) this.#story.add({ at, what: 'judged', machine, opinion: state, by });
    },
    'lever-pulled': ({ command, at }) => {
      this.#lever = { command, at };
      // a lever that changes the rule or the crowd ends a comparison
      if (/^(policy|rate|add|drop|reset|again)/.test(command)) this.#round = undefined;
    },
    'rate-set': ({ rate, at }) => {
      if (this.#rate > 0 && this.#rate !== rate) this.#story.add({ at, what: 'rate', rate });
      this.#rate = rate;
      this.#trips.sampleOneIn(samplingAt(rate));
      this.#newWindow(at);
    },
    'policy-set': ({ policy, at }) => {
      if (this.#policy !== undefined && this.#policy !== policy && !this.#round) this.#story.add({ at, what: 'policy', policy });
      this.#policy = policy;
      this.#newWindow(at);
    },
    'passive-set': ({ on, at }) => {
      if (this.#passive !== undefined && this.#passive !== on) this.#story.add({ at, what: 'passive', on });
      this.#passive = on;
    },
    'crowd-late': ({ p99, at }) => {
      this.#lateness = p99;
      if (p99 > 20) this.#story.late(tidy(p99), at);
    },
    'theory-told': ({ theory }) => void (this.#theory = theory),
    'round-started': ({ policy, seconds, number, of, at }) => {
      this.#round = { policy, number, of, until: at + seconds * 1000 };
      this.#story.add({ at, what: 'round', policy, number, of });
      this.#newWindow(at);
    },
    'round-finished': ({ round }) => {
      this.#rounds = [...this.#rounds, round].slice(-MOST_ROUNDS);
      this.#round = undefined;
    },
  };

  #answered(trip: Trip, at: number, ms: number): void {
    this.#totals.answered++;
    this.#curves.answered(at, ms);
    this.#all.add(ms);
    if (trip.sentAt! >= this.#window.start) this.#window.times.add(ms);
  }

  #started(fact: Fact & { kind: 'machine-started' }): void {
    const { machine, at } = fact;
    const isNew = this.#machines.get(machine)?.isDropped ?? true;
    const row = this.#row(machine);
    const before = { state: row.state, why: row.why };
    begin(row, fact);
    if (isNew && this.#ordered('add', at)) this.#story.add({ at, what: 'added', machine, byYou: true });
    else if (before.state === 'stopped' || before.state === 'failed') this.#story.add({ at, what: 'started', machine, ...this.#cause(before.why, at) });
  }

  #cause(why: MachineRow['why'], at: number): { byYou: boolean; words?: string } {
    return why === 'asked' && !this.#ordered('start', at) ? { byYou: false, words: 'it was started again, because it reads SERVERS only when it starts' } : { byYou: true };
  }

  #stopped(machine: MachineId, why: 'asked' | 'crashed' | 'killed', at: number): void {
    Object.assign(this.#row(machine), { state: 'stopped', why, inside: 0, since: at });
    if (machine === this.#opening.door) for (const row of this.#machines.values()) row.opinion = undefined;
    if (why === 'asked') return;
    const words = whyOf(this.#row(machine).lastWords);
    if (why === 'crashed') this.#story.add({ at, what: 'crashed', machine, byYou: false, ...(words ? { words } : {}) });
    else this.#story.add({ at, what: 'stopped', machine, byYou: this.#ordered(`stop ${machine}`, at) });
  }

  /** Whether the last lever was this one, a moment ago. */
  #ordered(command: string, at: number): boolean {
    return this.#lever.command.startsWith(command) && at - this.#lever.at < 5_000;
  }

  #settle(at: number): void {
    this.#trips.settle(at, (trip) => {
      const row = this.#machines.get(trip.place ?? this.#opening.door);
      if (!row || trip.ending === undefined) return;
      if (trip.ending === 'answered') row.answered++;
      else row.lost++, this.#story.lost(row.id, trip.endedAt);
    });
  }

  #newWindow(at: number): void {
    this.#window.times.clear();
    Object.assign(this.#window, { start: at, sent: 0 });
    for (const row of this.#machines.values()) row.gotInWindow = 0;
  }

  #row(machine: MachineId): MachineRow {
    let row = this.#machines.get(machine);
    if (!row) this.#machines.set(machine, (row = newMachine(machine, machine === this.#opening.door ? 'balancer' : 'server')));
    return row;
  }

  #rows(): MachineRow[] {
    return [...this.#machines.values()].filter((row) => !row.isDropped);
  }
}

function inNumbers(times: Latencies): { mean: number; p50: number; p99: number } {
  return { mean: tidy(times.mean()), p50: tidy(times.quantile(0.5)), p99: tidy(times.quantile(0.99)) };
}
