import type { Lesson, Step, Watch } from '../../course/lesson.ts';
import type { Picture } from '../../facts/picture.ts';
import type { CourseProps } from '../course.ts';
import type { Shown } from '../desks/shown.ts';
import { keysOf } from '../keys.ts';
import type { KeyState } from '../keystate.ts';
import { failureOf } from '../words/failure.ts';
import { guessBeside } from '../words/guess.ts';
import { common, type PlainStep, type Print } from './step.ts';
import { openTelling } from './telling.ts';

/** A live system in sentences: its story as it happens, the picture when its meaning changes. */
export function watchStep(course: CourseProps, { lesson }: { lesson: Lesson }, step: Step, watch: Watch, shown: Shown[], print: Print, finish: () => void): PlainStep {
  const telling = openTelling(print, { isAboutCounts: watch.panels.includes('counts'), beside: guesses });
  let isKnown = false;
  print([`Question: ${watch.question}`, ...watch.tries.map(({ words }) => `Try: ${words}`)]);
  const live = course.openLive(lesson.id, step.id, (line) => {
    if (line.kind === 'sorry') print([line.words]);
    if (line.kind === 'picture') tell(line);
  });

  function tell(picture: Picture): void {
    telling.picture(picture);
    if (isKnown || failureOf(picture)) return;
    isKnown = true;
    print([canDo(watch, picture)]);
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
      if (words === 'say') telling.say() || print(['The machines are starting.']);
      else if (words === 'quiet') telling.quiet();
      else if (/^(stop|start|freeze|lie|slow|blink|well|add|drop|policy|passive|rate|reset|again)\b/.test(words)) live.order(words);
      else return false;
      return true;
    },
    help: () => [isKnown ? canDo(watch, telling.last()!) : 'The machines are starting.', 'say tells the picture now; quiet tells only events.', ...common],
    finish,
    async close() {
      telling.end();
      return { ended: await live.close(), lost: telling.last()?.totals.failed ?? 0 };
    },
  };
}

function canDo(watch: Watch, picture: Picture): string {
  const state: KeyState = { page: 'watch', nextWords: 'next', first: false, motion: false, hold: false, watch: { watch, picture, picked: picture.machines.find(({ role }) => role === 'server')?.id ?? 's1' } };
  const levers = keysOf(state).filter(({ place, shown }) => place === 'levers' && shown !== '1-9');
  const on = levers.filter((key) => !key.offBecause?.(state)).map((key) => key.command(state));
  const off = levers.flatMap((key) => (key.offBecause?.(state) ? [`${key.words(state)} (${key.offBecause(state)})`] : []));
  return `You can: ${[...on, 'say', 'quiet', 'next', 'back', 'help', 'quit'].join(', ')}.${off.length ? ` Off: ${off.join(', ')}.` : ''}`;
}
