import { join } from 'node:path';
import { findExercise as find } from '../course/find.ts';
import type { Exercise, Lesson } from '../course/lesson.ts';
import type { StateStore } from '../course/state.ts';
import { openState } from '../course/store.ts';
import { openWorkspace, type Workspace } from '../course/workspace.ts';
import type { ExerciseName } from '../facts/names.ts';
import { lessons } from '../../lessons/index.ts';
import { packageFolder } from '../system/programs.ts';
import { Usage } from './usage.ts';

/** The learner's workspace and what the course remembers, opened together. */
export type OwnCourse = { workspace: Workspace; state: StateStore };

/** Opens the learner's workspace: files laid, links mended, progress read. Throws Usage when there can be none. */
export function openCourse(): OwnCourse {
  const workspace = openWorkspace(packageFolder);
  if ('trouble' in workspace) throw new Usage(workspace.words);
  const state = openState(workspace.folder);
  state.note ??= workspace.note;
  return { workspace, state };
}

/** Our solution of an exercise ('lesson/name'), inside the package. */
export function solutionFile(exercise: string): string {
  return join(packageFolder, 'solutions', `${exercise}.ts`);
}

/** An exercise by its name. Throws Usage with the nearest right name and the list. */
export function findExercise(name: string | undefined): { id: string; name: ExerciseName; lesson: Lesson; exercise: Exercise } {
  const found = find(lessons, name ?? '');
  if (found.kind === 'unknown') throw new Usage(name === undefined ? found.words.replace('There is no exercise "".', 'Which exercise?') : found.words);
  return { id: found.id, name: found.exercise.name as ExerciseName, lesson: found.lesson, exercise: found.exercise };
}
