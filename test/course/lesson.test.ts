import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessons } from '../../lessons/index.ts';
import { readStory } from '../../src/course/story.ts';
import { checks, commonSymptoms, steps, symptoms, type ExerciseName } from '../../src/facts/names.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const exercises = lessons.flatMap((lesson) => lesson.steps.flatMap((step) => (step.kind === 'build' ? [{ lesson, exercise: step.exercise }] : [])));

test('steps are the ones in the table of names, and each has its page of the story', () => {
  for (const lesson of lessons) {
    expect(lesson.steps.map((step) => step.id)).toEqual(steps[lesson.id]);
    expect(lesson.pages.map((page) => page.title)).toEqual(lesson.steps.map((step) => step.title));
  }
});

test('a page has at most 120 words and one drawing of at most 70 columns', () => {
  const pages = lessons.flatMap((lesson) => lesson.pages);
  for (const page of pages) expect(page.paragraphs.join(' ').split(/\s+/).length, page.title).toBeLessThanOrEqual(120);
  for (const page of pages) for (const line of page.drawing ?? []) expect([...line].length, line).toBeLessThanOrEqual(70);
});

test('each exercise has a ladder of three for every symptom its checks can show, and to start with', () => {
  for (const { exercise } of exercises) {
    for (const symptom of ['start', ...symptoms[exercise.name as ExerciseName], ...commonSymptoms] as const) {
      const ladder = exercise.hints[symptom];
      expect(ladder && Object.values(ladder).every((rung) => rung.length > 10), `${exercise.name} ${symptom}`).toBe(true);
    }
  }
});

test('each exercise has its starter, its solution and its mistakes, and each mistake says where it fails and in which words', () => {
  for (const { lesson, exercise } of exercises) {
    const path = `${lesson.id}/${exercise.name}.ts`;
    expect(existsSync(join(root, 'exercises', path)) && existsSync(join(root, 'solutions', path))).toBe(true);
    const folder = join(root, 'lessons', lesson.id, 'mistakes', exercise.name);
    for (const file of readdirSync(folder)) {
      const [, check, says] = /^\/\/ fails: (\S+) · says: (.{8,})$/m.exec(readFileSync(join(folder, file), 'utf8'))!;
      expect(checks[exercise.name as ExerciseName], file).toContain(check);
      expect(says, file).not.toMatch(/[{}]/);
    }
  }
});

test('a story is cut at its headings, its drawing taken out and its lines joined', () => {
  const story = '# Title\n\nnot a page\n\n## One\n\nfirst\nline\n\nsecond\n\n```\n  a ─► b\n\n  c\n```\n\n## Two\r\n\r\nalone\r\n';
  expect(readStory(story)).toEqual([
    { title: 'One', paragraphs: ['first line', 'second'], drawing: ['  a ─► b', '', '  c'] },
    { title: 'Two', paragraphs: ['alone'] },
  ]);
});
