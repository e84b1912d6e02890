import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHints, openRung } from '../../src/course/hints.ts';
import { folder, folderWith } from './folder.ts';

const ladder = { nudge: 'a', point: 'b', nearly: 'c' };
const exercise = '2-load-balancing/round-robin';

function counting(): { hintOpened(): void; count: number } {
  const state = { count: 0, hintOpened: () => void state.count++ };
  return state;
}

test('each symptom has a ladder of its own, and only a rung that was really opened counts', () => {
  const [hints, state] = [openHints(folder()), counting()];
  const open = (symptom: string) => openRung(hints, state, exercise, { symptom, ladder });
  expect([open('all-to-one'), open('all-to-one'), open('all-to-one'), open('all-to-one')]).toEqual([1, 2, 3, 3]);
  expect(open('not-in-turn')).toBe(1);
  expect(state.count).toBe(4);
});

test('what is open is still open on another day', () => {
  const root = folder();
  openRung(openHints(root), counting(), exercise, { symptom: 'start', ladder });
  expect(openHints(root).opened(exercise, 'start')).toBe(1);
  expect(JSON.parse(readFileSync(join(root, '.state', 'hints.json'), 'utf8'))).toEqual({ '2-load-balancing/round-robin start': 1 });
});

test('a hurt file forgets, and a folder that cannot be written remembers until it is left', () => {
  const root = folderWith({ '.state/hints.json': '{ "2-load' });
  expect(openHints(root).opened(exercise, 'start')).toBe(0);
  writeFileSync(join(root, 'taken'), '');
  const hints = openHints(join(root, 'taken'));
  openRung(hints, counting(), exercise, { symptom: 'start', ladder });
  expect(hints.opened(exercise, 'start')).toBe(1);
});
