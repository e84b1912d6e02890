import type { Lesson, Step, Watch } from '../../course/lesson.ts';
import type { Picture } from '../../facts/picture.ts';
import type { CourseProps } from '../course.ts';
import type { Shown } from '../desks/shown.ts';
import { keysOf } from '../keys.ts';
import type { KeyState } from '../keystate.ts';
import { clock } from '../words/numbers.ts';
import { guessBeside } from '../words/guess.ts';
import { sentence } from '../words/sentence.ts';
import { storyWords } from '../words/story.ts';
import { theoryWords } from '../words/theory.ts';
import { roundWords } from '../words/rounds.ts';
import { common, type PlainStep, type Print } from './step.ts';

/** A live system in sentences: its story as it happens, the picture when its meaning changes. */
export function watchStep(course: CourseProps, { lesson }: { lesson: Lesson }, step: Step, watch: Watch, shown: Shown[], print: Print, finish: () => void): PlainStep {
  const told = { at: 0, story: 0, said: '', rounds: 0, quiet: false, last: undefined as Picture | undefined };
  print([`Question: ${watch.question}`, ...watch.tries.map(({ words }) => `Try: ${words}`)]);
  const live = course.openLive(lesson.id, step.id, (line) => {
    if (line.kind === 'sorry') print([line.words]);
    if (line.kind === 'picture') tell(line);
  });

  function tell(picture: Picture): void {
    const first = !told.last;
    told.last = picture;
    const fresh = picture.story.filter(({ at }) => at > told.story);
    told.story = picture.story.at(-1)?.at ?? told.story;
    if (fresh.length) print(fresh.map((line) => `${clock(line.at)} ${storyWords(line, picture)}`));
    if (picture.rounds.length > told.rounds) print(picture.rounds.slice(told.rounds).map((round) => roundWords(round, watch.panels.includes('counts'))));
    told.rounds = picture.rounds.length;
    if (!told.quiet && meaningOf(picture) !== told.said && Date.now() - told.at > 5000 && picture.at > 2000) say(picture);
    if (first) print([canDo(watch, picture)]);
  }

  function say(picture: Picture): void {
    told.said = meaningOf(picture);
    told.at = Date.now();
    const theory = watch.panels.includes('counts') ? undefined : theoryWords(picture.theory);
    print([`Picture: ${sentence(picture)}`, ...(theory && picture.theory?.line !== undefined && picture.totals.answered >= 30 ? [`Mean wait ${Math.round(picture.window.mean)} ms, ${theory.long.replaceAll(' · ', ', ')}.`] : []), ...guesses(picture)]);
  }

  function guesses(picture: Picture): string[] {
    return shown.flatMap(({ id, question, seen }) => {
      const guess = course.state.get().guesses[id];
      const value = seen(picture);
      if (!guess || value === undefined) return [];
      const words = guessBeside(question, guess, value);
      return [`${words.before}${words.seen ?? ''}.`.replace(/^y/, 'Y')];
    });
  }

  return {
    obey(words) {
      if (words === 'say') told.last ? say(told.last) : print(['The machines are starting.']);
      else if (words === 'quiet') told.quiet = !told.quiet;
      else if (/^(stop|start|freeze|lie|slow|blink|well|add|drop|policy|passive|rate|reset|again)\b/.test(words)) live.order(words);
      else return false;
      return true;
    },
    help: () => [told.last ? canDo(watch, told.last) : 'The machines are starting.', 'say tells the picture now; quiet tells only events.', ...common],
    finish,
    close: async () => ({ ended: await live.close(), lost: told.last?.totals.failed ?? 0 }),
  };
}

// What a person would call another picture: other states, another rate or rule; never another number.
function meaningOf({ machines, rate, policy, passive, totals }: Picture): string {
  return JSON.stringify([machines.map(({ id, state, trouble, opinion }) => [id, state, trouble, opinion]), rate, policy, passive, totals.failed > 0]);
}

function canDo(watch: Watch, picture: Picture): string {
  const state: KeyState = { page: 'watch', nextWords: 'next', first: false, motion: false, hold: false, watch: { watch, picture, picked: picture.machines.find(({ role }) => role === 'server')?.id ?? 's1' } };
  const levers = keysOf(state).filter(({ place, shown }) => place === 'levers' && shown !== '1-9');
  const on = levers.filter((key) => !key.offBecause?.(state)).map((key) => key.command(state));
  const off = levers.flatMap((key) => (key.offBecause?.(state) ? [`${key.words(state)} (${key.offBecause(state)})`] : []));
  return `You can: ${[...on, 'say', 'quiet', 'next', 'back', 'help', 'quit'].join(', ')}.${off.length ? ` Off: ${off.join(', ')}.` : ''}`;
}
