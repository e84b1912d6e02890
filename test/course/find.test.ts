import { expect, test } from 'vitest';
import { lessons } from '../../lessons/index.ts';
import { find, findExercise } from '../../src/course/find.ts';

test.each([
  ['2', 'lesson 2-load-balancing'],
  ['2-load-balancing', 'lesson 2-load-balancing'],
  ['Load-Balancing', 'lesson 2-load-balancing'],
  ['round-robin', 'exercise 2-load-balancing/round-robin'],
  ['2/health-checks', 'exercise 2-load-balancing/health-checks'],
  ['exercises/2-load-balancing/round-robin.ts', 'exercise 2-load-balancing/round-robin'],
  ['2-load-balancing/breakdowns', 'step 2-load-balancing/breakdowns'],
  ['dice', 'step 2-load-balancing/dice'],
])('%s is the %s', (name, expected) => {
  const found = find(lessons, name);
  expect(found.kind === 'unknown' ? found.words : `${found.kind} ${found.id}`).toBe(expected);
});

test.each([
  ['round-robbin', /Did you mean "round-robin"\?/],
  ['2-load-balancing/breakdown', /Did you mean "(2-load-balancing\/)?breakdowns"\?/],
  ['3/health-check', /Did you mean "health-checks"\?/],
  ['', /There is no ""/],
  ['a/b/c', /round-robin, dice/],
])('%s is unknown, and the nearest right one is named', (name, words) => {
  const found = find(lessons, name);
  expect(found.kind).toBe('unknown');
  expect(found.kind === 'unknown' && found.words).toMatch(words);
});

test('a step that is no exercise is answered with the exercises', () => {
  expect(findExercise(lessons, 'dice')).toEqual({ kind: 'unknown', words: '"dice" is a step, not an exercise. Exercises: round-robin, health-checks.' });
  expect(findExercise(lessons, '2').kind).toBe('unknown');
});
