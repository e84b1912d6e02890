import type { Flight, Picture } from '../../facts/picture.ts';

/** One request as a dot on its wire: it takes `leg` milliseconds from end to end, however fast it really was. */
export type Dot = { request: string; from: string; to: string; started: number; ending?: Flight['ending'] };

const leg = 300;
const cross = 500;
const most = 12;

/** The dots after a new picture: those on their way go on, new flights leave, finished ones are forgotten with their flight. */
export function moveDots(dots: Dot[], picture: Pick<Picture, 'flights'>, now: number): Dot[] {
  const flights = new Map(picture.flights.map((flight) => [nameOf(flight), flight]));
  const kept = dots.filter((dot) => flights.has(nameOf(dot)) || placeOf(dot, now) !== undefined).map((dot) => ({ ...dot, ending: flights.get(nameOf(dot))?.ending ?? dot.ending }));
  const known = new Set(kept.map(nameOf));
  const fresh = picture.flights.filter((flight) => !known.has(nameOf(flight)));
  const room = most - kept.filter((dot) => placeOf(dot, now) !== undefined).length;
  return [...kept, ...fresh.slice(0, Math.max(0, room)).map((flight) => leaving(flight, kept, now))];
}

/** How far a dot is on its wire, 0-1; 'lost' while its cross stands at the end; undefined before it leaves and after it arrived. */
export function placeOf(dot: Dot, now: number): number | 'lost' | undefined {
  const age = now - dot.started;
  if (age <= leg) return Math.max(0, age / leg);
  return isLost(dot) && age <= leg + cross ? 'lost' : undefined;
}

function isLost({ ending }: Dot): boolean {
  return ending === 'failed' || ending === 'cut';
}

// The second wire begins where the first ended, also when the real request was quicker than its dot.
function leaving(flight: Flight, kept: Dot[], now: number): Dot {
  const before = kept.find(({ request, to }) => request === flight.request && to === flight.from);
  return { request: flight.request, from: flight.from, to: flight.to, ending: flight.ending, started: Math.max(now, (before?.started ?? -Infinity) + leg) };
}

function nameOf({ request, from, to }: Pick<Flight, 'request' | 'from' | 'to'>): string {
  return `${request} ${from} ${to}`;
}
