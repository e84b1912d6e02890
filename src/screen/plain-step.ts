import type { Lesson, Prediction, Step, Watch } from '../course/lesson.ts';
import { ladderFor, rungs } from '../course/hints.ts';
import type { Ended, Picture } from '../facts/picture.ts';
import type { Judgement } from '../facts/verdict.ts';
import type { CourseProps } from './course.ts';
import { watched, revealed, type Shown } from './desks/shown.ts';
import { keysOf, type KeyState } from './keys.ts';
import { clock } from './words/numbers.ts';
import { guessBeside, guessWords } from './words/guess.ts';
import { sentence } from './words/sentence.ts';
import { storyWords } from './words/story.ts';
import { theoryWords } from './words/theory.ts';
import { roundWords } from './words/rounds.ts';
import { checkLines, judgementWords } from './words/verdict.ts';

export type PlainPlace = { lesson: Lesson; index: number };

/** A step told in lines: it obeys words, and puts its processes away. */
export type PlainStep = { obey(words: string): boolean; help(): string[]; finish(): void; close(): Promise<{ ended: Ended[]; lost: number }> };

type Print = (lines: string[]) => void;

const common = ['next, back, home, help, quit.'];

/** Opens a step as plain text and says what it is about. */
export function openPlainStep(course: CourseProps, place: PlainPlace, print: Print): PlainStep {
  const step = place.lesson.steps[place.index]!;
  const page = place.lesson.pages[place.index];
  const text = (page?.paragraphs ?? []).map((paragraph) => paragraph.replace(/[`*]/g, ''));
  const id = `${place.lesson.id}/${step.id}`;
  const finish = () => course.state.done(id);
  if (step.kind === 'watch') return watchStep(course, place, step, step.watch, watched(place.lesson, step), print, finish);
  if (step.kind === 'predict') return predictStep(course, place, step, text, print, finish);
  if (step.kind === 'build') return buildStep(course, place, step, text, print);
  print([...text, 'You can: next, back, home, help, quit.']);
  return { obey: (words) => words === 'say' && (print(text), true), help: () => common, finish, close: nothing };
}

function watchStep(course: CourseProps, { lesson }: PlainPlace, step: Step, watch: Watch, shown: Shown[], print: Print, finish: () => void): PlainStep {
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
    const meaning = sentence(picture).replace(/\d+/g, '#');
    if (!told.quiet && meaning !== told.said && Date.now() - told.at > 5000 && picture.totals.answered > 0) say(picture);
    if (first) print([canDo(watch, picture)]);
  }

  function say(picture: Picture): void {
    told.said = sentence(picture).replace(/\d+/g, '#');
    told.at = Date.now();
    const theory = watch.panels.includes('counts') ? undefined : theoryWords(picture.theory);
    print([`Picture: ${sentence(picture)}`, ...(theory && picture.theory?.line !== undefined ? [`Mean wait ${Math.round(picture.window.mean)} ms, ${theory.long.replaceAll(' · ', ', ')}.`] : []), ...guesses(picture)]);
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

function canDo(watch: Watch, picture: Picture): string {
  const state: KeyState = { page: 'watch', nextWords: 'next', first: false, motion: false, hold: false, watch: { watch, picture, picked: picture.machines.find(({ role }) => role === 'server')?.id ?? 's1' } };
  const levers = keysOf(state).filter(({ place, shown }) => place === 'levers' && shown !== '1-9');
  const on = levers.filter((key) => !key.offBecause?.(state)).map((key) => key.command(state));
  const off = levers.flatMap((key) => (key.offBecause?.(state) ? [`${key.words(state)} (${key.offBecause(state)})`] : []));
  return `You can: ${[...on, 'say', 'quiet', 'next', 'back', 'help', 'quit'].join(', ')}.${off.length ? ` Off: ${off.join(', ')}.` : ''}`;
}

function predictStep(course: CourseProps, place: PlainPlace, step: Extract<Step, { kind: 'predict' }>, text: string[], print: Print, finish: () => void): PlainStep {
  let at = 0;
  let sure: 0 | 1 | 2 = 1;
  let reveal: PlainStep | undefined;
  const ask = () => print(questionLines(step.questions[at]!));
  print(text);
  ask();
  return {
    obey(words) {
      if (reveal) return reveal.obey(words);
      if (/^sure/.test(words)) sure = words.includes('flip') ? 0 : words.includes('certain') ? 2 : 1;
      else if (/^\d+(\.\d+)?$/.test(words)) answer(Number(words));
      else return false;
      return true;
    },
    help: () => reveal?.help() ?? ['A number answers. Before it: sure flip, sure think, sure certain.', ...common],
    finish,
    close: () => reveal?.close() ?? nothing(),
  };

  function answer(number: number): void {
    const question = step.questions[at]!;
    const value = question.kind === 'choice' ? number - 1 : number;
    if (question.kind === 'choice' && !question.choices[value]) return print([`There are only ${question.choices.length}.`]);
    course.state.guessed(`${place.lesson.id}/${step.id}/${question.id}`, { answer: value, sure });
    print([`Your guess: ${guessWords(question, { answer: value })}. It is kept; it is never a grade.`]);
    at++;
    if (at < step.questions.length) return ask();
    if (step.reveal) reveal = watchStep(course, place, step, step.reveal, revealed(place.lesson, step), print, finish);
    else print(['"next" goes on.']);
  }
}

function questionLines(question: Prediction): string[] {
  const choices = question.kind === 'choice' ? question.choices.map(({ words, note }, i) => `${i + 1}. ${words}${note ? ` (${note})` : ''}`) : [`Type a number${question.unit ? ` (${question.unit})` : ''}.`];
  return [`Question: ${question.question}`, ...choices];
}

function buildStep(course: CourseProps, place: PlainPlace, { exercise, id: step }: Extract<Step, { kind: 'build' }>, text: string[], print: Print): PlainStep {
  const id = `${place.lesson.id}/${exercise.name}`;
  let last: Judgement | undefined;
  let opened = 0;
  let asked = false;
  print([...text, exercise.goal, `Your file: ${course.workspace.fileOf(id)}`, 'Save it, and it is checked; or type "check".']);
  const judge = course.openCheck(id, (line) => {
    if (line.kind === 'saved') print([`${clock(line.at)} Saw your save.`]);
    if (line.kind === 'check' && line.check.result !== 'running' && line.check.result !== 'not-run') print(checkLines(line.check));
    if (line.kind === 'verdict') finish(line);
  });

  function finish(judgement: Judgement): void {
    last = judgement;
    if (judgement.result === 'passed') {
      course.state.passed(id);
      course.state.done(`${place.lesson.id}/${step}`);
    } else if (judgement.result === 'failed') course.state.tried(id);
    print([judgementWords(judgement), ...(judgement.result === 'passed' ? [`Why it works: ${exercise.why}`, `More: ${exercise.stretch}`] : [])]);
  }

  const does: Record<string, () => void> = {
    check: () => judge.again(),
    again: () => judge.again(),
    stop: () => judge.stop(),
    path: () => print([course.workspace.fileOf(id)]),
    task: () => print([...text, exercise.goal]),
    hint: () => {
      const ladder = rungs(ladderFor(exercise, last).ladder);
      if (opened < ladder.length) course.state.hintOpened(id);
      opened = Math.min(ladder.length, opened + 1);
      print([`Hint ${opened} of ${ladder.length}, ${ladder[opened - 1]!.name}: ${ladder[opened - 1]!.words}`]);
    },
    solution: () => {
      if (!asked) print(['Type "solution" again to see ours; until you pass, the step is then marked seen.']);
      else print(course.workspace.solutionOf(id));
      asked = true;
    },
    replay: () => print([last ? `In another terminal: npx rushhour replay ${exercise.name} ${last.checks.find(({ result }) => result === 'failed')?.name ?? last.checks[0]?.name} --seed ${last.seed}` : 'After the first check.']),
    say: () => print([last ? judgementWords(last) : 'Nothing is checked yet.']),
  };
  return {
    obey: (words) => (does[words] ? (does[words](), true) : false),
    help: () => [`${Object.keys(does).join(', ')}.`, ...common],
    finish: () => {},
    close: async () => ({ ended: await judge.close(), lost: 0 }),
  };
}

async function nothing(): Promise<{ ended: Ended[]; lost: number }> {
  return { ended: [], lost: 0 };
}
