import { openCurves, tidy } from './book/curves.ts';
import { comeIn, goOut, newMachine, recent, viewOf } from './book/machines.ts';
import { openSettings } from './book/settings.ts';
import { openStory } from './book/story.ts';
import { openTown } from './book/town.ts';
import { openTrips, samplingAt, type Trip } from './book/trips.ts';
import type { Fact, MachineId, RequestId, Role } from './fact.ts';
import { openLatencies, type Latencies } from './latency.ts';
import type { Picture, Summary } from './picture.ts';

/** What is known before the first fact: when the system started, who the door is, and which machines will come. */
export type Opening = { start: number; door: MachineId; yours?: boolean; machines?: { id: MachineId; role: Role; workers?: number }[] };

/** What was measured since the rate or the policy last changed: milliseconds, people, and people of each server. */
export type Measured = { seconds: number; sent: number; mean: number; p50: number; p99: number; counts: Record<MachineId, number>; lateness: number };

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
  readonly #story = openStory();
  readonly #settings = openSettings(this.#story);
  readonly #trips = openTrips();
  readonly #town;
  readonly #curves;
  readonly #times = openLatencies();
  readonly #window: { times: Latencies; start: number; sent: number };
  readonly #totals = { sent: 0, answered: 0, failed: 0 };

  constructor(opening: Opening) {
    this.#opening = opening;
    this.#town = openTown(opening.door, (opening.machines ?? []).map(({ id, role, workers }) => newMachine(id, role, workers)), this.#story);
    this.#curves = openCurves(opening.start);
    this.#window = { times: openLatencies(), start: opening.start, sent: 0 };
  }

  /** Takes one fact; facts of one process in order, of different processes in any. */
  tell(fact: Fact): void {
    const { at } = fact;
    switch (fact.kind) {
      case 'request-sent': return this.#sent(fact.request, at);
      case 'request-arrived': return this.#arrived(fact.request, fact.machine, at);
      case 'request-forwarded': return this.#trips.placed(this.#trips.of(fact.request, at), fact.to, at);
      case 'request-answered': return goOut(this.#town.row(fact.machine), at, true);
      case 'request-dropped': return goOut(this.#town.row(fact.machine), at, false);
      case 'request-finished': return this.#finished(fact);
    }
    this.#town.take(fact);
    if (this.#settings.take(fact)) this.#measureAnew(at);
  }

  /** The system as it looks at this moment (milliseconds since 1970); frozen. */
  picture(at: number): Picture {
    this.#settle(at);
    const { start, door, yours = false } = this.#opening;
    const rows = this.#town.rows();
    const came = rows.reduce((sum, row) => (row.role === 'server' ? sum + recent(row, at) : sum), 0);
    return Object.freeze({
      kind: 'picture',
      at: Math.round(at - start),
      ...this.#settings.draw(at),
      door,
      yours,
      machines: Object.freeze(rows.map((row) => viewOf(row, at, (at - start) / 1000, came))) as Picture['machines'],
      flights: this.#trips.flights(at, start, door),
      sampled: samplingAt(this.#settings.rate()),
      inside: this.#trips.inside(),
      lastSecond: this.#curves.lastSecond(at),
      curves: this.#curves.draw(at),
      window: { seconds: tidy((at - this.#window.start) / 1000), ...inNumbers(this.#window.times) },
      totals: { ...this.#totals, ...inNumbers(this.#times) },
      story: this.#story.lines(),
    } satisfies Picture);
  }

  /** What was measured since the rate or the policy last changed, of visitors who came since then. */
  measured(at: number): Measured {
    this.#settle(at);
    const counts = Object.fromEntries(this.#town.rows().filter(({ role }) => role === 'server').map(({ id, gotInWindow }) => [id, gotInWindow]));
    const { times, start, sent } = this.#window;
    return { seconds: (at - start) / 1000, sent, mean: times.mean(), p50: times.quantile(0.5), p99: times.quantile(0.99), counts, lateness: this.#settings.worstLateness() };
  }

  /** The whole run in numbers; whoever is still inside is not counted as lost. */
  summary(at: number): Omit<Summary, 'ended'> {
    this.#settle(at + 10_000);
    const byMachine = Object.fromEntries(this.#town.all().map(({ id, answered, lost }) => [id, { answered, failed: lost }]));
    const theory = this.#settings.theory();
    return { kind: 'summary', ...this.#totals, ...inNumbers(this.#times), lateness: this.#settings.lateness(), ...(theory === undefined ? {} : { theory }), byMachine, rounds: this.#settings.rounds() };
  }

  /** People sent and not yet finished; those inside one machine, when it is named. */
  inside(machine?: MachineId): number {
    return machine === undefined ? this.#trips.inside() : this.#town.row(machine).inside;
  }

  #sent(request: RequestId, at: number): void {
    this.#trips.sent(this.#trips.of(request, at), at);
    this.#totals.sent++;
    this.#window.sent++;
  }

  #arrived(request: RequestId, machine: MachineId, at: number): void {
    comeIn(this.#town.row(machine), at);
    if (machine !== this.#opening.door) this.#trips.placed(this.#trips.of(request, at), machine, at);
  }

  #finished({ request, ending, status, ms, at }: Fact & { kind: 'request-finished' }): void {
    const trip = this.#trips.of(request, at);
    if (trip.sentAt === undefined) return; // sent before this ledger was opened
    this.#trips.ended(trip, at, ending, ms);
    trip.status = status;
    if (ending !== 'answered') {
      this.#totals.failed++;
      return this.#curves.failed(at);
    }
    this.#totals.answered++;
    this.#curves.answered(at, ms);
    this.#times.add(ms);
    if (trip.sentAt >= this.#window.start) this.#window.times.add(ms);
  }

  #settle(at: number): void {
    this.#trips.settle(at, (trip) => {
      const row = this.#town.row(this.#placeOf(trip));
      if (trip.ending === 'answered') return void row.answered++;
      row.lost++;
      this.#story.lost(row.id, trip.endedAt);
    });
  }

  /** Whoever was inside the door when it ended was lost there, wherever the door had sent them. */
  #placeOf(trip: Trip): MachineId {
    const { door } = this.#opening;
    const doorEnded = this.#town.row(door).endedAt;
    const wasCut = trip.ending !== 'answered' && trip.status === undefined && doorEnded >= trip.sentAt! && doorEnded <= trip.endedAt + 50;
    return wasCut ? door : (trip.place ?? door);
  }

  #measureAnew(at: number): void {
    this.#trips.sampleOneIn(samplingAt(this.#settings.rate()));
    this.#window.times.clear();
    Object.assign(this.#window, { start: at, sent: 0 });
    for (const row of this.#town.all()) row.gotInWindow = 0;
  }
}

function inNumbers(times: Latencies): { mean: number; p50: number; p99: number } {
  return { mean: tidy(times.mean()), p50: tidy(times.quantile(0.5)), p99: tidy(times.quantile(0.99)) };
}
