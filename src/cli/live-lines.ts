import type { Picture, StoryLine, Summary } from '../facts/picture.ts';
import type { LiveLine } from '../facts/stream.ts';
import { clock, list, people, time } from '../screen/words/numbers.ts';
import { roundWords } from '../screen/words/rounds.ts';
import { sentence } from '../screen/words/sentence.ts';
import { storyWords } from '../screen/words/story.ts';
import { theoryWords } from '../screen/words/theory.ts';

/** The picture is said when it means something else, and not more often than this. */
const SAY_MS = 5_000;
/** Before this a picture means nothing yet. */
const FIRST_MS = 2_000;
/** People who are lost are counted until nobody was for this long, or for as long as a picture holds. */
const COUNTED_MS = 1_000;

/** Turns the stream of a live system into plain lines; lines are only added. `isAboutCounts`: what matters is who got how many. */
export function openLiveLines(print: (line: string) => void, isAboutCounts: boolean): (line: LiveLine) => void {
  const said = { meaning: '', at: -Infinity, rounds: new Set<string>() };
  let told = new Map<string, { people: number; shown: number; changed: number; printed: number }>();
  let isListening = false;

  function starting({ machines, ms }: Extract<LiveLine, { kind: 'starting' }>): void {
    if (isListening || !machines.every(({ state }) => state === 'listening')) return;
    isListening = true;
    print(`${list(machines.map(({ id, port }) => `${id} (port ${port})`))} listen, after ${time(ms)}.`);
  }

  function picture(picture: Picture): void {
    for (const line of picture.story) story(line, picture);
    for (const round of picture.rounds) {
      const words = roundWords(round, isAboutCounts);
      if (!said.rounds.has(words)) print(words);
      said.rounds.add(words);
    }
    const words = sentence(picture);
    const meaning = words.replace(/\d+/g, '#');
    if (picture.at < FIRST_MS || meaning === said.meaning || Date.now() - said.at < SAY_MS) return;
    Object.assign(said, { meaning, at: Date.now() });
    const theory = isAboutCounts || picture.theory?.line === undefined ? undefined : theoryWords(picture.theory);
    print(`Picture: ${words}${theory ? ` Mean wait ${time(picture.window.mean)}; ${theory.long.replaceAll(' · ', ', ')}.` : ''}`);
  }

  function story(line: StoryLine, picture: Picture): void {
    const key = `${line.at} ${line.what} ${'machine' in line ? line.machine : ''}`;
    const now = Date.now();
    const people = line.what === 'lost' ? line.people : 0;
    const known = told.get(key) ?? { people, shown: -1, changed: now, printed: now };
    if (known.people !== people) Object.assign(known, { people, changed: now });
    told.set(key, known);
    const isCounted = line.what !== 'lost' || now - known.changed > COUNTED_MS || now - known.printed > SAY_MS;
    if (known.shown === people || !isCounted) return;
    Object.assign(known, { shown: people, printed: now });
    print(`${clock(line.at)} ${storyWords(line, picture)}`);
  }

  function summary({ sent, answered, failed, mean, p50, p99, lateness, byMachine }: Summary): void {
    const lost = Object.entries(byMachine).filter(([, counts]) => counts.failed > 0).map(([id, counts]) => `${counts.failed} at ${id}`);
    print(`In all: ${people(sent)} came, ${answered} got a page${failed ? `, ${failed} were lost (${list(lost)})` : ', nobody was lost'}.`);
    if (answered > 0) print(`Waiting: mean ${time(mean)}, half under ${time(p50)}, worst 1% ${time(p99)}. The crowd itself was at most ${time(lateness)} late (p99).`);
  }

  return (line) => {
    if (line.kind === 'hello') print(`Live: ${line.lesson}/${line.step}, seed ${line.seed}. Levers are lines here; quit ends it.`);
    if (line.kind === 'starting') starting(line);
    if (line.kind === 'sorry') print(line.words);
    if (line.kind === 'picture') picture(line);
    if (line.kind === 'summary') summary(line);
    if (told.size > 500) told = new Map([...told].slice(-100));
  };
}
