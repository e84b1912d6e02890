import type { Exercise, Lesson, Step } from './lesson.ts';
import { nearest } from './nearest.ts';

/** What a name on the command line means. `id` is 'lesson' or 'lesson/step'; `words` is a whole sentence with the nearest right name and the list. */
export type Found =
  | { kind: 'lesson'; id: string; lesson: Lesson }
  | { kind: 'step'; id: string; lesson: Lesson; step: Step }
  | { kind: 'exercise'; id: string; lesson: Lesson; step: Step; exercise: Exercise }
  | { kind: 'unknown'; words: string };

/** Finds a lesson, a step or an exercise: '2', '2-load-balancing', 'round-robin', '2/dice', '2-load-balancing/breakdowns', 'exercises/2-load-balancing/round-robin.ts'. */
export function find(lessons: readonly Lesson[], name: string): Found {
  const [first = '', second, ...more] = spelled(name).split('/');
  if (more.length > 0 || first === '') return unknown(lessons, name);
  if (second !== undefined) {
    const lesson = lessons.find((each) => isCalled(each, first));
    return (lesson && stepOf(lesson, second)) ?? unknown(lessons, name);
  }
  const lesson = lessons.find((each) => isCalled(each, first));
  if (lesson) return { kind: 'lesson', id: lesson.id, lesson };
  for (const each of lessons) {
    const found = stepOf(each, first);
    if (found) return found;
  }
  return unknown(lessons, name);
}

/** Finds an exercise only; any other name is answered with the nearest exercise and all that there are. */
export function findExercise(lessons: readonly Lesson[], name: string): Extract<Found, { kind: 'exercise' | 'unknown' }> {
  const found = find(lessons, name);
  if (found.kind === 'exercise') return found;
  const names = lessons.flatMap((lesson) => exercisesOf(lesson).map((exercise) => exercise.name));
  const near = nearest(spelled(name).split('/').at(-1)!, names);
  const start = found.kind === 'unknown' ? `There is no exercise "${name.trim()}".` : `"${name}" is a ${found.kind}, not an exercise.`;
  return { kind: 'unknown', words: `${start}${near ? ` Did you mean "${near}"?` : ''} Exercises: ${names.join(', ')}.` };
}

/** A lesson's exercises, in order. */
export function exercisesOf(lesson: Lesson): Exercise[] {
  return lesson.steps.flatMap((step) => (step.kind === 'build' ? [step.exercise] : []));
}

function spelled(name: string): string {
  return name.trim().toLowerCase().replaceAll('\\', '/').replace(/^(\.\/)?(exercises\/)?/, '').replace(/(\.test)?\.ts$/, '').replace(/\/+$/, '');
}

function isCalled(lesson: Lesson, name: string): boolean {
  return name === lesson.id || name === String(lesson.number) || name === lesson.id.replace(/^\d+-/, '');
}

function stepOf(lesson: Lesson, name: string): Found | undefined {
  const step = lesson.steps.find((each) => each.id === name || (each.kind === 'build' && each.exercise.name === name));
  if (!step) return undefined;
  const id = `${lesson.id}/${step.id}`;
  return step.kind === 'build' ? { kind: 'exercise', id, lesson, step, exercise: step.exercise } : { kind: 'step', id, lesson, step };
}

function unknown(lessons: readonly Lesson[], name: string): Found {
  const steps = lessons.flatMap((lesson) => lesson.steps.map((step) => step.id));
  const whole = lessons.flatMap((lesson) => [lesson.id, ...lesson.steps.map((step) => `${lesson.id}/${step.id}`)]);
  const near = nearest(spelled(name), steps) ?? nearest(spelled(name), whole) ?? nearest(spelled(name).split('/').at(-1)!, steps);
  const list = lessons.map((lesson) => `${lesson.id}: ${lesson.steps.map((step) => step.id).join(', ')}`).join(' · ');
  return { kind: 'unknown', words: `There is no "${name.trim()}".${near ? ` Did you mean "${near}"?` : ''} There are, in ${list}.` };
}
