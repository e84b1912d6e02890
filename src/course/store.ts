import { join } from 'node:path';
import { checks } from '../facts/names.ts';
import { alone, codeOf, copyOf, fileStamp, keepCopy, minute, readText, writeWhole } from './files.ts';
import { formatProgress, further, heading, isHurt, markOf, merge, noText, parseProgress, withMark, type Mark, type Progress } from './progress.ts';
import type { CourseState, ExerciseState, Guess, StateStore } from './state.ts';

/** What a store needs of the world; tests give their own. */
type World = { write: typeof writeWhole; now: () => Date };

/** What `.state/course.json` holds: everything that is not worth a line of progress.txt. */
type Memory = Pick<CourseState, 'guesses' | 'minutes' | 'at'>;

/**
 * Opens what the course remembers in a workspace. Progress is in progress.txt, guesses, minutes and the place in .state/course.json; each change reads
 * the file again and writes the whole of it, so that two open courses keep each other's lines. Never throws: what cannot be written is kept in memory.
 */
export function openState(folder: string, world: Partial<World> = {}): StateStore {
  const { write = writeWhole, now = () => new Date() } = world;
  const lock = join(folder, '.state', 'lock');
  const [progressFile, memoryFile] = [join(folder, 'progress.txt'), join(folder, '.state', 'course.json')];
  const opened = readProgress(progressFile, now);
  let progress = opened.progress;
  let memory = readMemory(memoryFile, now);
  let state: CourseState | undefined;
  const store: StateStore = { get: () => (state ??= stateOf(progress, memory)), done, seen, at, passed, tried, guessed, hintOpened, spent };
  if (opened.note) store.note = opened.note;
  return store;

  function seen(id: string): void {
    // a visit that is known already is not worth a write
    if (progress.some((line) => typeof line !== 'string' && line.id === id)) return;
    mark(id, (old) => old);
  }
  function done(id: string): void {
    mark(id, (old) => ({ ...old, word: further(old.word, 'done') }));
  }
  function passed(exercise: string): void {
    mark(exercise, (old) => ({ ...old, word: 'passed', at: old.word === 'passed' && old.at ? old.at : minute(now()), saves: old.saves + 1 }));
  }
  function tried(exercise: string): void {
    mark(exercise, (old) => ({ ...old, word: further(old.word, 'tried'), saves: old.saves + 1 }));
  }
  function hintOpened(exercise: string): void {
    mark(exercise, (old) => ({ ...old, hints: old.hints + 1 }));
  }
  function at(lesson: string, step: string): void {
    remember((old) => ({ ...old, at: { lesson, step } }));
  }
  function guessed(id: string, guess: Guess): void {
    remember((old) => ({ ...old, guesses: { ...old.guesses, [id]: guess } }));
  }
  function spent(minutes: number): void {
    if (minutes > 0) remember((old) => ({ ...old, minutes: old.minutes + minutes }));
  }

  function mark(id: string, change: (old: Mark) => Mark): void {
    tryTo('progress.txt', () => {
      const before = readText(progressFile);
      const disk = before !== undefined && before === opened.hurt ? cleaned(progressFile, before) : readProgress(progressFile, now).progress;
      progress = before === undefined && progress.length === 0 ? [heading] : merge(disk, progress);
      progress = withMark(progress, change(markOf(progress, id)));
      if (before && !isHurt(before)) write(`${progressFile}.bak`, before);
      write(progressFile, formatProgress(progress));
    });
  }

  function remember(change: (old: Memory) => Memory): void {
    tryTo('.state/course.json', () => {
      const disk = readMemory(memoryFile, now);
      memory = change({ ...memory, minutes: Math.max(disk.minutes, memory.minutes), guesses: { ...disk.guesses, ...memory.guesses } });
      write(memoryFile, `${JSON.stringify(memory, null, 2)}\n`);
    });
  }

  function tryTo(what: string, change: () => void): void {
    state = undefined;
    try {
      alone(lock, change);
    } catch (error) {
      store.note ??= `${what} cannot be written in ${folder} (${codeOf(error)}). The course remembers until you leave it, not longer.`;
    }
  }
}

/** The progress on the disk. A hurt file (`hurt` is its text) is copied aside and helped out from the copy of the write before. */
function readProgress(file: string, now: () => Date): { progress: Progress; note?: string; hurt?: string } {
  const text = readText(file);
  if (text === undefined) return { progress: [] };
  if (!isHurt(text)) return { progress: parseProgress(text) };
  const progress = cleaned(file, text);
  if (text === '' && progress.length === 0) return { progress };
  return { progress, hurt: text, note: `progress.txt was damaged. What could be read is kept${aside(file, now)}.` };
}

/** What is left of a hurt file, and what the copy of the write before still knew. */
function cleaned(file: string, text: string): Progress {
  const before = parseProgress(readText(`${file}.bak`) ?? '');
  return merge(before, parseProgress(text)).filter((line) => typeof line !== 'string' || (line !== '' && !noText.test(line)));
}

function aside(file: string, now: () => Date): string {
  try {
    // whoever only looks (a list, the overview) must not copy it again and again
    return `, and the damaged file is in ${copyOf(file, `${file}.damaged.`) ?? keepCopy(file, `${file}.damaged.${fileStamp(now())}`, '')}`;
  } catch {
    return '';
  }
}

function readMemory(file: string, now: () => Date): Memory {
  const text = readText(file);
  if (text === undefined) return { guesses: {}, minutes: 0 };
  try {
    return checked(JSON.parse(text) as Partial<Memory>);
  } catch {
    aside(file, now);
    return { guesses: {}, minutes: 0 };
  }
}

/** Of a file that people can edit, only what has the right form. */
function checked(value: Partial<Memory>): Memory {
  const guesses = Object.entries(value.guesses ?? {}).filter(([, guess]) => Number.isFinite(guess?.answer) && [0, 1, 2].includes(guess.sure));
  const at = typeof value.at?.lesson === 'string' && typeof value.at.step === 'string' ? { at: value.at } : {};
  return { guesses: Object.fromEntries(guesses), minutes: Number.isFinite(value.minutes) ? Math.max(0, value.minutes!) : 0, ...at };
}

function stateOf(progress: Progress, memory: Memory): CourseState {
  const marks = progress.filter((line): line is Mark => typeof line !== 'string');
  const steps = marks.map(({ id, word }) => [id, word === 'done' || word === 'passed' ? 'done' : 'seen'] as const);
  const exercises = marks.filter(isWorkedOn).map((mark) => [mark.id, exerciseOf(mark)] as const);
  return { ...memory, steps: Object.fromEntries(steps), exercises: Object.fromEntries(exercises) };
}

/** A build step and its exercise share an id and a line; only a judged save or an opened hint makes the exercise begun. */
function isWorkedOn({ id, word, hints, saves }: Mark): boolean {
  return id.split('/')[1]! in checks && (word === 'passed' || word === 'tried' || hints > 0 || saves > 0);
}

function exerciseOf({ word, at, hints, saves }: Mark): ExerciseState {
  const state = word === 'passed' ? 'passed' : word === 'tried' || saves > 0 ? 'tried' : 'seen';
  return { state, hints, saves, ...(at ? { at } : {}) };
}
