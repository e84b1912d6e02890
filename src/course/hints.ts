import type { Symptom } from '../facts/names.ts';
import type { Judgement } from '../facts/verdict.ts';
import type { Exercise, Ladder } from './lesson.ts';

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
