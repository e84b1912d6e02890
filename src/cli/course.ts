import { exercisesOf, findExercise as find } from '../course/find.ts';
import type { Exercise, Lesson } from '../course/lesson.ts';
import type { StateStore } from '../course/state.ts';
import { openState } from '../course/store.ts';
import { openWorkspace, type Workspace } from '../course/workspace.ts';
import type { ExerciseName } from '../facts/names.ts';
import { lessons } from '../../lessons/index.ts';
import { packageFolder } from '../system/programs.ts';

/** The learner's workspace and what the course remembers, opened together. */
export type OwnCourse = { workspace: Workspace; state: StateStore };

/** Opens the learner's workspace: files laid, links mended, progress read. Throws WorkspaceTrouble. */
export function openCourse(): OwnCourse {
  const exercises = lessons.flatMap((lesson) => exercisesOf(lesson).map((exercise) => `${lesson.id}/${exercise.name}`));
  const workspace = openWorkspace(packageFolder, exercises);
  return { workspace, state: openState(workspace.folder) };
}

/** An exercise by its name, or a sentence with the nearest one. Throws NotFound. */
export function findExercise(name: string | undefined): { id: string; name: ExerciseName; lesson: Lesson; exercise: Exercise } {
  const found = find(lessons, name);
  return { ...found, name: found.exercise.name as ExerciseName };
}
