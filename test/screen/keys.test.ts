import { expect, test } from 'vitest';
import { keys, keysOf, keyTable, meaning } from '../../src/screen/keys.ts';
import type { KeyState, PageKind } from '../../src/screen/keystate.ts';
import { breakdown } from './scenes.ts';
import { breakdowns } from './small-lesson.ts';

const state = (page: PageKind, more: Partial<KeyState> = {}): KeyState => ({ page, nextWords: 'next', first: false, motion: true, hold: false, ...more });
const watching = state('watch', { watch: { watch: breakdowns, picture: breakdown[0]!, picked: 's2' } });

test('a press means one thing on a page', () => {
  for (const page of ['home', 'read', 'predict', 'watch', 'build', 'hints', 'solution', 'recap', 'help', 'task'] as const) {
    const presses = keysOf(page === 'watch' ? watching : state(page)).flatMap((key) => key.presses);
    expect(presses.filter((press, i) => presses.indexOf(press) !== i), page).toEqual([]);
  }
});

test('every key has words and a command twin, and no lever uses j or k', () => {
  for (const row of keyTable()) {
    expect(row.words, row.key).not.toBe('');
    expect(row.command, row.key).not.toBe('');
  }
  expect(keys.filter(({ place, presses }) => place === 'levers' && presses.some((press) => 'jk'.includes(press)))).toEqual([]);
});

test('help and leave are everywhere', () => {
  for (const page of ['home', 'read', 'predict', 'watch', 'build', 'hints', 'solution', 'recap', 'help', 'task'] as const) {
    expect(meaning('?', state(page))).toEqual({ command: 'help' });
    expect(meaning('q', state(page))).toEqual({ command: 'quit' });
    expect(meaning('ctrl-c', state(page))).toEqual({ command: 'quit' });
  }
});

test('the officer\'s levers are off for the learner\'s own program, with the reason', () => {
  const yours: KeyState = { ...watching, watch: { ...watching.watch!, picture: { ...breakdown[0]!, yours: true } } };
  expect(meaning('i', yours)).toEqual({ off: 'your program decides' });
  expect(meaning('i', watching)).toEqual({ command: 'passive on' });
});

test('a lever that is not on this page means nothing', () => {
  expect(meaning('p', watching)).toBeUndefined();
  expect(meaning('A', watching)).toBeUndefined();
});

test('n goes round, also after a blink, which is over at once', () => {
  const blinked: KeyState = { ...watching, watch: { ...watching.watch!, picture: { ...breakdown[0]!, story: [{ at: 1, what: 'troubled', machine: 's2', trouble: 'blink' }] } } };
  expect(meaning('n', blinked)).toEqual({ command: 'well s2' });
  expect(meaning('n', watching)).toEqual({ command: 'freeze s2' });
});

test('Enter leaves an exercise only when it passed; the arrow does always', () => {
  const build = (passed: boolean) => state('build', { build: { running: false, judged: true, started: true, opened: 0, hints: 3, passed, editor: true } });
  expect(meaning('enter', build(false))).toHaveProperty('off');
  expect(meaning('enter', build(true))).toEqual({ command: 'next' });
  expect(meaning('right', build(false))).toEqual({ command: 'next' });
});
