import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessons } from '../lessons/index.ts';
import { exercisesOf } from '../src/course/find.ts';
import { checks, commonSymptoms, contractEnvironment, courseEnvironment, steps, symptoms, type ExerciseName } from '../src/facts/names.ts';
import { packageFolder } from '../src/system/programs.ts';

const read = (...path: string[]): string => readFileSync(join(packageFolder, ...path), 'utf8');
const exercises = lessons.flatMap((lesson) => exercisesOf(lesson).map((exercise) => ({ lesson, exercise, name: exercise.name as ExerciseName })));

test.each(lessons)('the steps of $id are those of the table, each with its page', (lesson) => {
  expect(lesson.steps.map((step) => step.id)).toEqual([...steps[lesson.id]]);
  expect(lesson.pages.map((page) => page.title)).toEqual(lesson.steps.map((step) => step.title));
});

test('every exercise of the table is in a lesson, and the other way round', () => {
  expect(exercises.map(({ name }) => name).sort()).toEqual(Object.keys(checks).sort());
});

test.each(exercises)('$name: its checks, symptoms and knobs are spelled as in the table', ({ lesson, exercise, name }) => {
  const written = [...read('exercises', lesson.id, `${name}.test.ts`).matchAll(/^\s*check\('([\w-]+)'/gm)].map((match) => match[1]);
  expect(written).toEqual([...checks[name]]);
  expect(Object.keys(exercise.hints).filter((symptom) => symptom !== 'start').sort()).toEqual([...symptoms[name], ...commonSymptoms].sort());
  for (const folder of ['exercises', 'solutions']) {
    const knobs = [...read(folder, lesson.id, `${name}.ts`).matchAll(/process\.env\.(\w+)|process\.env\['(\w+)'\]/g)].map((match) => match[1] ?? match[2]);
    expect(knobs.length).toBeGreaterThan(1);
    expect(knobs.filter((knob) => !(contractEnvironment as readonly string[]).includes(knob!))).toEqual([]);
  }
});

test.each(exercises)('$name: every known mistake names a check of the table, and every symptom can be reached', ({ lesson, name }) => {
  const mistakes = readdirSync(join(packageFolder, 'lessons', lesson.id, 'mistakes', name));
  expect(mistakes.length).toBeGreaterThanOrEqual(5);
  for (const mistake of mistakes) {
    const header = /^\/\/ fails: ([\w-]+) · says: .{8,}$/m.exec(read('lessons', lesson.id, 'mistakes', name, mistake));
    expect(checks[name], mistake).toContain(header?.[1]);
  }
});

test('the course\'s own variables are those of the table', () => {
  const used = new Set(sourcesOf(join(packageFolder, 'src')).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/RUSHHOUR_[A-Z]+/g)].map((match) => match[0])));
  // what a vitest worker is told when somebody runs an exercise's test by hand
  const byHand = ['RUSHHOUR_FILE', 'RUSHHOUR_SEED'];
  expect([...used].filter((name) => !byHand.includes(name)).sort()).toEqual([...courseEnvironment].sort());
});

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? sourcesOf(join(folder, entry.name)) : [join(folder, entry.name)]));
}
