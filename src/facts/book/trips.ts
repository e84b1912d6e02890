import type { Ending, MachineId, RequestId } from '../fact.ts';
import type { Flight } from '../picture.ts';

/**
 * One visitor's way. Facts of different processes come late and in any order, so everything but the name may be unknown for a while.
 * `place` is the server it was last at or on its way to; `hops` are kept only for those who are drawn.
 */
export type Trip = {
  request: RequestId;
  sentAt: number | undefined;
  place: MachineId | undefined;
  placeAt: number;
  ending: Ending | undefined;
  status: number | undefined;
  endedAt: number;
  ms: number;
  hops: { to: MachineId; at: number }[] | undefined;
};

/** All who are on their way, or ended a moment ago. */
export type Trips = {
  of(request: RequestId, at: number): Trip;
  /** Sent, and not finished. */
  inside(): number;
  sent(trip: Trip, at: number): void;
  placed(trip: Trip, machine: MachineId, at: number): void;
  ended(trip: Trip, at: number, ending: Ending, ms: number): void;
  /** Takes out those that ended long enough ago for every late fact to have come. */
  settle(now: number, onSettled: (trip: Trip) => void): void;
  flights(now: number, start: number, door: MachineId): Flight[];
  sampleOneIn(count: number): void;
};

/** Late facts are waited for this long; facts travel in batches of 16 ms. */
const SETTLE_MS = 250;
/** A finished trip is remembered this long, so that a straggler does not look like somebody new. */
const REMEMBER_MS = 5_000;
/** A dot stays this long on its wire. */
const DRAW_MS = 700;
const MOST_DRAWN = 12;

/** Nobody yet. */
export function openTrips(): Trips {
  const trips = new Map<RequestId, Trip>();
  let ended: Trip[] = []; // in the order in which they ended
  let settled = 0; // how many of `ended` are settled
  let drawn: Trip[] = [];
  let inside = 0;
  let oneIn = 1;
  let nextSweep = 0;

  function forget(now: number): void {
    let old = 0;
    while (old < settled && ended[old]!.endedAt < now - REMEMBER_MS) trips.delete(ended[old++]!.request);
    if (old > 0) ended = ended.slice(old);
    settled -= old;
    // heard of, but never sent: a straggler of somebody forgotten
    for (const [request, trip] of trips) if (trip.sentAt === undefined && trip.placeAt < now - 2 * REMEMBER_MS) trips.delete(request);
  }

  return {
    of(request, at) {
      let trip = trips.get(request);
      if (trip) return trip;
      const isDrawn = Number(request.slice(1)) % oneIn === 0;
      trip = { request, sentAt: undefined, place: undefined, placeAt: at, ending: undefined, status: undefined, endedAt: 0, ms: 0, hops: isDrawn ? [] : undefined };
      trips.set(request, trip);
      if (isDrawn) drawn.push(trip);
      return trip;
    },
    inside: () => inside,
    sent(trip, at) {
      if (trip.sentAt !== undefined) return;
      trip.sentAt = at;
      if (trip.ending === undefined) inside++;
    },
    placed(trip, machine, at) {
      if (trip.hops && trip.hops.at(-1)?.to !== machine) trip.hops.push({ to: machine, at });
      if (trip.place !== undefined && at < trip.placeAt) return;
      trip.place = machine;
      trip.placeAt = at;
    },
    ended(trip, at, ending, ms) {
      if (trip.ending !== undefined) return;
      if (trip.sentAt !== undefined) inside--;
      Object.assign(trip, { ending, endedAt: at, ms });
      ended.push(trip);
    },
    settle(now, onSettled) {
      while (settled < ended.length && ended[settled]!.endedAt <= now - SETTLE_MS) onSettled(ended[settled++]!);
      if (now < nextSweep) return;
      nextSweep = now + 1_000;
      forget(now);
      drawn = drawn.filter((trip) => isDrawnNow(trip, now)).slice(-200);
    },
    flights: (now, start, door) => drawn.flatMap((trip) => flightsOf(trip, now, start, door)).slice(-MOST_DRAWN),
    sampleOneIn: (count) => void (oneIn = count),
  };
}

/** One in how many is drawn, so that about a dozen dots are on their way at once (each is on two wires). */
export function samplingAt(rate: number): number {
  return Math.max(1, Math.ceil((rate * 2 * DRAW_MS) / 1000 / MOST_DRAWN));
}

function isDrawnNow(trip: Trip, now: number): boolean {
  return trip.sentAt === undefined || trip.ending === undefined || now - trip.endedAt < DRAW_MS || now - trip.sentAt < DRAW_MS;
}

function flightsOf(trip: Trip, now: number, start: number, door: MachineId): Flight[] {
  if (trip.sentAt === undefined || !trip.hops) return [];
  const hops = [...trip.hops].sort((a, b) => a.at - b.at);
  const wires = [{ from: 'crowd', to: door, at: trip.sentAt }, ...hops.map(({ to, at }) => ({ from: door, to, at }))];
  return wires.flatMap((wire, i) => {
    const ending = i === wires.length - 1 ? trip.ending : passed(i, wires.length, trip);
    const isBad = ending !== undefined && ending !== 'answered';
    if (now - wire.at >= DRAW_MS && !(isBad && now - trip.endedAt < DRAW_MS)) return [];
    return [{ request: trip.request, ...wire, at: Math.round(wire.at - start), ...(ending === undefined ? {} : { ending }) }];
  });
}

/** A wire that led on: the one to the door did its work; a server that was left for another had failed. */
function passed(index: number, wires: number, trip: Trip): Ending | undefined {
  if (index === 0) return trip.ending === undefined ? undefined : 'answered';
  return index < wires - 1 ? 'failed' : undefined;
}
