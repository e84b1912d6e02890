import type { Watch } from '../../course/lesson.ts';
import type { Picture } from '../../facts/picture.ts';
import type { Starting } from '../parts/loading.ts';
import { moveDots, type Dot } from '../parts/motion.ts';
import { watchPage } from '../pages/watch.ts';
import { capital } from '../words/capital.ts';
import { failureOf, type Failure } from '../words/failure.ts';
import { guessBeside } from '../words/guess.ts';
import { sentence } from '../words/sentence.ts';
import type { Desk, Room } from './desk.ts';
import type { Shown } from './shown.ts';

/** Numbers are read, not watched: they change at most this often (milliseconds). */
const holdMs = 250;
/** While machines start, the time beside them goes on. */
const clockMs = 250;

/** A live system: opens its stage, shows its pictures, passes the levers on. */
export function watchDesk(room: Room, watch: Watch, guesses: Shown[]): Desk {
  const seen = { picture: undefined as Picture | undefined, held: undefined as Picture | undefined, heldAt: 0, dots: [] as Dot[], now: 0 };
  const done = new Set<number>();
  // what was last seen of each guess; a lever may later change what the question was about
  const sightings = new Map<string, number>();
  let latest: Picture | undefined;
  let machines: Starting['machines'] = [];
  let began = performance.now();
  let isAgain = false;
  let failure: Failure | undefined;
  let sorry: string | undefined;
  let picked: string | undefined;
  let hold = false;

  const live = room.course.openLive(room.lesson.id, room.step.id, (line) => {
    if (line.kind === 'picture') take(line);
    else if (line.kind === 'starting') start(line);
    else if (line.kind === 'sorry') hear(line.words);
    else return;
    if (line.kind !== 'picture') room.changed();
  });

  const ticking = setInterval(() => latest || failure || sorry || room.changed(), clockMs);
  ticking.unref();

  function start(line: Starting): void {
    machines = line.machines;
    // the live system counts from its own beginning, not from the last start
    if (!isAgain) began = Math.min(began, performance.now() - line.ms);
  }

  function take(picture: Picture): void {
    sorry = undefined;
    failure = failureOf(picture);
    if (failure) return stand();
    latest = picture;
    picked ??= servers(picture).find(({ id }) => id === 's2')?.id ?? servers(picture)[0]?.id;
    if (!servers(picture).some(({ id }) => id === picked)) picked = servers(picture)[0]?.id;
    for (const { id, seen: see } of guesses) sight(id, see(picture));
    if (hold) return;
    watch.tries.forEach((item, i) => isDone(item.done, picture) && done.add(i));
    const now = performance.now();
    // an event is told at once, with the numbers of its moment
    const renew = !seen.held || now - seen.heldAt >= holdMs || picture.story.length !== seen.held.story.length;
    Object.assign(seen, { picture, now, dots: room.motion() ? moveDots(seen.dots, picture, now) : [] });
    if (renew) Object.assign(seen, { held: picture, heldAt: now });
    if (renew || room.motion()) room.changed();
  }

  // Nothing runs: what was seen before is over.
  function stand(): void {
    latest = undefined;
    hold = false;
    Object.assign(seen, { picture: undefined, held: undefined, dots: [] });
    room.changed();
  }

  function hear(words: string): void {
    if (seen.picture || failure) room.say(words);
    else sorry = words;
  }

  const shownGuess = () => {
    const states = guesses.map((shown) => ({ shown, guess: room.course.state.get().guesses[shown.id], seen: sightings.get(shown.id) }));
    const best = states.findLast((state) => state.seen !== undefined) ?? states[0];
    return best && guessBeside(best.shown.question, best.guess, best.seen);
  };

  return {
    here: () => (room.step.kind === 'predict' ? 'What happens' : 'Watch'),
    question: () => watch.question,
    keys: () => ({ page: 'watch', hold, watch: { watch, picture: latest, failed: failure !== undefined, picked: picked ?? 's1' } }),
    sentence: () => (seen.held ? sentence(seen.held) : failure ? `${capital(failure.who)} did not start; nothing runs. r starts it again.` : (sorry ?? 'The machines are starting.')),
    right: () => (seen.picture ? `all local · ${seen.picture.machines.filter(({ state }) => state === 'running').length} processes` : undefined),
    draw: (sheet, frame) =>
      watchPage(sheet, frame, { watch, ...seen, starting: { machines, ms: performance.now() - began }, failure, sorry, picked: picked ?? 's1', motion: room.motion(), hold, tries: { items: watch.tries.map(({ words }, i) => ({ words, done: done.has(i) })), guess: shownGuess() } }),
    obey(command) {
      if (command === 'up' || command === 'down') return false;
      if (command === 'hold') hold = !hold;
      else if (command.startsWith('pick ')) return pick(command.slice(5));
      else if (command === 'again' && !seen.picture) restart();
      else if (levers.test(command)) live.order(command);
      else return false;
      return true;
    },
    async close() {
      clearInterval(ticking);
      for (const { id } of guesses) remember(id);
      return { ended: await live.close(), lost: latest?.totals.failed ?? 0 };
    },
  };

  function pick(id: string): boolean | string {
    if (!latest || !servers(latest).some((server) => server.id === id)) return `There is no ${id} here.`;
    picked = id;
    return true;
  }

  function restart(): void {
    failure = sorry = undefined;
    machines = [];
    isAgain = true;
    began = performance.now();
    live.order('again');
  }

  function sight(id: string, value: number | undefined): void {
    if (value !== undefined) sightings.set(id, value);
  }

  function remember(id: string): void {
    const guess = room.course.state.get().guesses[id];
    const value = sightings.get(id);
    // the first sighting stays: later ones were made under other conditions
    if (guess && guess.seen === undefined && value !== undefined) room.course.state.guessed(id, { ...guess, seen: value });
  }
}

const levers = /^(stop|start|freeze|lie|slow|blink|well|add|drop|policy|passive|rate|reset|again)\b/;

function servers({ machines }: Picture) {
  return machines.filter(({ role }) => role === 'server');
}

// A lesson's own words must not end the page when a picture surprises them.
function isDone(done: (picture: Picture) => boolean, picture: Picture): boolean {
  try {
    return done(picture);
  } catch {
    return false;
  }
}
