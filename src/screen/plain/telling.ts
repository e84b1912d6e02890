import type { Picture, StoryLine } from '../../facts/picture.ts';
import { failureLines, failureOf } from '../words/failure.ts';
import { clock, time } from '../words/numbers.ts';
import { roundWords } from '../words/rounds.ts';
import { sentence } from '../words/sentence.ts';
import { storyWords } from '../words/story.ts';
import { theoryWords } from '../words/theory.ts';

/** The picture is said when it means something else, and not more often than this. */
const SAY_MS = 5_000;
/** Before this a picture means nothing yet. */
const FIRST_MS = 2_000;
/** People who are lost are counted until nobody was for this long, or for as long as a picture holds. */
const COUNTED_MS = 1_000;
/** A mean of fewer answers would only be noise. */
const MEAN_OF = 30;

/** Tells a live system in lines: its story as it happens, rounds as they end, the picture when its meaning changes. */
export type Telling = {
  picture(picture: Picture): void;
  /** Says the picture at hand now; false when there is none. */
  say(): boolean;
  /** Tells who was lost and is still being counted. */
  end(): void;
  /** From now on only events, or the picture again. */
  quiet(): void;
  last(): Picture | undefined;
};

/** What is told, and how: `isAboutCounts`, who got how many matters and not the waits; `beside` follows each picture. */
export type TellingOptions = { isAboutCounts: boolean; beside?: (picture: Picture) => string[] };

type Counted = { people: number; shown: number; changed: number; printed: number };

/** Lines are only added: a number that still grows is told when it is counted. */
export function openTelling(print: (lines: string[]) => void, { isAboutCounts, beside = () => [] }: TellingOptions): Telling {
  const said = { meaning: '', at: -Infinity, failure: '' };
  const rounds = new Set<string>();
  let told = new Map<string, Counted>();
  let last: Picture | undefined;
  let isQuiet = false;
  let clockAt = 0;
  // the pictures' own time, going on over a start anew
  let now = 0;

  function picture(picture: Picture): void {
    now += last && picture.at >= last.at ? picture.at - last.at : picture.at;
    last = picture;
    const failure = failureOf(picture);
    if (failure) return failed(failureLines(failure));
    said.failure = '';
    for (const line of picture.story) story(line, picture, false);
    tellRounds(picture);
    if (!isQuiet && meaningOf(picture) !== said.meaning && now - said.at >= SAY_MS && picture.at >= FIRST_MS) say();
    if (told.size > 500) told = new Map([...told].slice(-100));
  }

  function failed(lines: string[]): void {
    const words = lines.join('\n');
    if (words !== said.failure) print(lines);
    said.failure = words;
  }

  function story(line: StoryLine, picture: Picture, isLast: boolean): void {
    const key = `${line.at} ${line.what} ${'machine' in line ? line.machine : ''}`;
    const people = line.what === 'lost' ? line.people : 0;
    const known = told.get(key) ?? { people, shown: -1, changed: now, printed: now };
    if (known.people !== people) Object.assign(known, { people, changed: now });
    told.set(key, known);
    const isCounted = isLast || line.what !== 'lost' || now - known.changed > COUNTED_MS || now - known.printed > SAY_MS;
    if (known.shown === people || !isCounted) return;
    Object.assign(known, { shown: people, printed: now });
    // a number that had to be counted first is told at the moment of its count: lines do not go back in time
    clockAt = Math.max(clockAt, line.at);
    print([`${clock(clockAt)} ${storyWords(line, picture)}`]);
  }

  function tellRounds({ rounds: ended }: Picture): void {
    if (!ended.length) rounds.clear();
    for (const words of ended.map((round) => roundWords(round, isAboutCounts))) {
      if (!rounds.has(words)) print([words]);
      rounds.add(words);
    }
  }

  function say(): boolean {
    if (!last) return false;
    Object.assign(said, { meaning: meaningOf(last), at: now });
    const theory = isAboutCounts || last.theory?.line === undefined || last.totals.answered < MEAN_OF ? undefined : theoryWords(last.theory);
    print([`Picture: ${sentence(last)}${theory ? ` Mean wait ${time(last.window.mean)}; ${theory.long.replaceAll(' · ', ', ')}.` : ''}`, ...beside(last)]);
    return true;
  }

  return {
    picture,
    say,
    end: () => last?.story.forEach((line) => story(line, last!, true)),
    quiet: () => void (isQuiet = !isQuiet),
    last: () => last,
  };
}

// What a person would call another picture: other states, another rate or rule; never another number.
function meaningOf({ machines, rate, policy, passive, totals }: Picture): string {
  return JSON.stringify([machines.map(({ id, state, trouble, opinion }) => [id, state, trouble, opinion === 'out']), rate, policy, passive, totals.failed > 0]);
}
