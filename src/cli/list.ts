import { exercisesOf } from '../course/find.ts';
import type { Lesson } from '../course/lesson.ts';
import type { CourseState } from '../course/state.ts';
import { openState } from '../course/store.ts';
import { workspaceFolder } from '../course/workspace.ts';
import { lessons } from '../../lessons/index.ts';
import { options } from './usage.ts';

/** `rushhour list`: lessons, steps and exercises with their state; lays no workspace. */
export async function list(args: string[]): Promise<number> {
  const { values } = options(args, { json: { type: 'boolean' } });
  const state = openState(workspaceFolder()).get();
  const told = lessons.map((lesson) => tell(lesson, state));
  process.stdout.write(values.json ? `${JSON.stringify({ kind: 'list', lessons: told })}\n` : `${told.flatMap(lines).join('\n')}\n`);
  return 0;
}

type Told = { id: string; title: string; state: string; steps: { id: string; title: string; kind: string; state: string }[]; exercises: { id: string; title: string; state: string }[] };

function tell(lesson: Lesson, state: CourseState): Told {
  const steps = lesson.steps.map(({ id, title, kind }) => ({ id: `${lesson.id}/${id}`, title, kind, state: state.steps[`${lesson.id}/${id}`] ?? 'new' }));
  const exercises = exercisesOf(lesson).map(({ name, title }) => ({ id: `${lesson.id}/${name}`, title, state: state.exercises[`${lesson.id}/${name}`]?.state ?? 'new' }));
  const done = steps.filter((step) => step.state === 'done').length;
  return { id: lesson.id, title: lesson.title, state: done === steps.length ? 'done' : done > 0 ? 'begun' : 'new', steps, exercises };
}

function lines({ id, title, state, steps }: Told): string[] {
  const width = Math.max(...steps.map((step) => step.id.length));
  return [`${id}  ${title}  ${state}`, ...steps.map((step) => `  ${step.id.padEnd(width)}  ${step.kind.padEnd(7)}  ${step.state.padEnd(6)}  ${step.title}`)];
}
