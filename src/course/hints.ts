import { join } from 'node:path';
import type { Symptom } from '../facts/names.ts';
import type { Judgement } from '../facts/verdict.ts';
import { readText, writeWhole } from './files.ts';
import type { Exercise, Ladder } from './lesson.ts';
import type { StateStore } from './state.ts';

/** How many rungs of a ladder are open; each exercise ('lesson/name') has a ladder a symptom. */
export type Hints = { opened(exercise: string, symptom: string): number; open(exercise: string, symptom: string): void };

/** The ladder for what failed last: by its symptom; without a failed check, or for one that has none, the exercise's first. */
export function ladderFor(exercise: Exercise, last: Judgement | undefined): { symptom: Symptom | 'start'; check?: string; ladder: Ladder } {
  const failed = last?.checks.find((check) => check.result === 'failed');
  const symptom = failed?.result === 'failed' ? failed.symptom : undefined;
  const ladder = symptom ? exercise.hints[symptom] : undefined;
  if (ladder && symptom) return { symptom, check: failed!.name, ladder };
  return { symptom: 'start', ladder: exercise.hints.start ?? Object.values(exercise.hints)[0]! };
}

/** The rungs of a ladder from the gentlest to the nearest, with their names. */
export function rungs(ladder: Ladder): { name: string; words: string }[] {
  return [
    { name: 'a nudge', words: ladder.nudge },
    { name: 'where to look', words: ladder.point },
    { name: 'almost the code', words: ladder.nearly },
  ];
}

/** Opens one more rung of a ladder, if there is one, and counts it; returns how many are open. */
export function openRung(hints: Hints, state: Pick<StateStore, 'hintOpened'>, exercise: string, { symptom, ladder }: { symptom: string; ladder: Ladder }): number {
  const [opened, all] = [hints.opened(exercise, symptom), rungs(ladder).length];
  if (opened >= all) return all;
  hints.open(exercise, symptom);
  state.hintOpened(exercise);
  return opened + 1;
}

/** What was opened, kept in `.state/hints.json` of a workspace; without one, or where nothing can be written, in memory. */
export function openHints(folder?: string): Hints {
  const file = folder === undefined ? undefined : join(folder, '.state', 'hints.json');
  const here: Record<string, number> = {};
  const opened: Hints['opened'] = (exercise, symptom) => Math.max(here[`${exercise} ${symptom}`] ?? 0, read(file)[`${exercise} ${symptom}`] ?? 0);
  return {
    opened,
    open(exercise, symptom) {
      here[`${exercise} ${symptom}`] = opened(exercise, symptom) + 1;
      write(file, { ...read(file), ...here });
    },
  };
}

function read(file: string | undefined): Record<string, number> {
  try {
    const value = JSON.parse((file && readText(file)) || '{}') as Record<string, unknown>;
    return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, number] => Number.isInteger(entry[1])));
  } catch {
    return {};
  }
}

function write(file: string | undefined, opened: Record<string, number>): void {
  try {
    if (file) writeWhole(file, `${JSON.stringify(opened, null, 2)}\n`);
  } catch {
    // the rung was shown; only the next visit does not know of it
  }
}
